import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPayload } from '../../server/card/payload.ts';

const read = (value: unknown) => readPayload(Buffer.from(JSON.stringify(value)));

describe('what Intercom sends for a card', () => {
  test('a full submit is read', () => {
    expect(
      read({
        workspace_id: 'abc',
        workspace_region: 'EU',
        admin: { type: 'admin', id: '12', name: 'Ada', email: 'ada@example.test' },
        conversation: { type: 'conversation', id: '215', source: { type: 'phone_call' } },
        contact: { id: '66', role: 'lead', name: 'Jo', phone: '+14155550100', email: null },
        component_id: 'menu',
        input_values: { menu: 'tag' },
        current_canvas: { content: { components: [] }, stored_data: { nonce: 'n' } },
      }),
    ).toEqual({
      workspaceId: 'abc',
      region: 'eu',
      viewer: { id: '12', name: 'Ada' },
      conversationId: '215',
      sourceType: 'phone_call',
      contact: { id: '66', role: 'lead', name: 'Jo', phone: '+14155550100', email: undefined },
      componentId: 'menu',
      inputValues: { menu: 'tag' },
      storedData: { nonce: 'n' },
    });
  });

  test('an object with a length of its own is no text, wherever text belongs', () => {
    const text = { length: { toString: 1 } };
    expect(read({ workspace_id: 'abc', workspace_region: text, admin: { id: text, name: text } })).toMatchObject({
      workspaceId: 'abc',
      viewer: undefined,
    });
    expect(read({ workspace_id: text })).toBeUndefined();
  });

  test.each([
    ['contact', { contact: { id: 'c1' } }],
    ['customer', { customer: { id: 'c1' } }],
    ['a contact within the conversation', { conversation: { id: 1, contacts: { contacts: [null, { id: 'c1' }] } } }],
    ['a customer beside an empty contact', { contact: {}, customer: { id: 'c1' } }],
  ])('the person may be called %s', (_what, rest) => {
    expect(read({ workspace_id: 'abc', ...rest })?.contact?.id).toBe('c1');
  });

  test.each([
    [{ conversation: { id: '7' } }, '7'],
    [{ conversation: { id: 7 } }, '7'],
    [{ context: { conversation_id: 7 } }, '7'],
    [{ conversation: { id: '7' }, context: { conversation_id: 8 } }, '7'],
    [{}, undefined],
  ])('the conversation of %j is %j', (rest, conversationId) => {
    expect(read({ workspace_id: 'abc', ...rest })?.conversationId).toBe(conversationId);
  });

  test('stored data is found in either place', () => {
    const storedData = { nonce: 'n' };
    expect(read({ workspace_id: 'a', current_canvas: { stored_data: storedData } })?.storedData).toEqual(storedData);
    expect(
      read({ workspace_id: 'a', current_canvas: { current_canvas: { stored_data: storedData } } })?.storedData,
    ).toEqual(storedData);
  });

  test('a workspace is enough, and a missing one is not', () => {
    expect(read({ workspace_id: 'abc' })).toMatchObject({ workspaceId: 'abc', inputValues: {}, storedData: {} });
    for (const nothing of [{}, [], null, 'abc', 1, { workspace_id: '' }, { workspace_id: {} }])
      expect(read(nothing)).toBeUndefined();
    expect(readPayload(Buffer.from('{'))).toBeUndefined();
    expect(readPayload(Buffer.from([0xff, 0xfe]))).toBeUndefined();
  });

  test('half of a surrogate pair, which can stand in no address, is no id', () => {
    expect(read({ workspace_id: 'abc', conversation: { id: '\ud83d' }, contact: { id: 'x\udc00' } })).toMatchObject({
      workspaceId: 'abc',
      conversationId: undefined,
      contact: undefined,
    });
    expect(read({ workspace_id: '\ud83d' })).toBeUndefined();
  });

  test('no value anywhere in it can break the reading', () => {
    const keys = [
      'workspace_id',
      'workspace_region',
      'admin',
      'conversation',
      'context',
      'contact',
      'customer',
      'component_id',
      'input_values',
      'current_canvas',
    ];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), fc.jsonValue()), (garbage) => {
        expect(read({ ...garbage, workspace_id: 'abc' })?.workspaceId).toBe('abc');
      }),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readPayload(Buffer.from(bytes))));
  });
});
