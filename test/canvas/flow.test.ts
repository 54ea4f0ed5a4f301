import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Click, HOME, nextStep } from '../../canvas/flow.ts';

const click = (componentId: string, rest: Partial<Click> = {}): Click => ({
  componentId,
  inputValues: {},
  storedData: {},
  ...rest,
});

describe('what a click leads to', () => {
  test.each([
    ['tag', { name: 'tag', target: 'conversation', query: '', page: 1 }],
    ['note', { name: 'note', draft: '' }],
    ['assign', { name: 'assign', query: '', page: 1 }],
    ['history', { name: 'history', page: 1 }],
    ['history:page:3', { name: 'history', page: 3 }],
    ['calls', { name: 'calls', page: 1 }],
    ['calls:page:2', { name: 'calls', page: 2 }],
    ['call:open:42', { name: 'call', callId: '42', wholeTranscript: false }],
    ['call:all:42', { name: 'call', callId: '42', wholeTranscript: true }],
    ['call:log:42', { name: 'call', callId: '42', wholeTranscript: false, wholeLog: true }],
    ['fin:open:7', { name: 'fin', finVoiceId: '7' }],
    ['fin:all:7', { name: 'fin', finVoiceId: '7', wholeTranscript: true }],
    ['fin:handed:aws-1', { name: 'handed', externalCallId: 'aws-1' }],
    ['home', { name: 'home' }],
  ])('%s opens its view and changes nothing', (componentId, view) => {
    expect(nextStep(click(componentId))).toEqual({ action: undefined, view });
  });

  test.each([
    ['refresh', { name: 'home' }],
    ['calls:fresh', { name: 'calls', page: 1 }],
    ['history:fresh', { name: 'history', page: 1 }],
  ])('%s asks for what is not from memory', (componentId, view) => {
    expect(nextStep(click(componentId))).toEqual({ action: undefined, view, fresh: true });
  });

  test('an option of the menu works whether Intercom names the select or the option', () => {
    const named = nextStep(click('menu', { inputValues: { menu: 'note' } }));
    expect(named).toEqual(nextStep(click('note')));
    expect(named.view.name).toBe('note');
  });

  test('a tag is put on what the card said it would tag', () => {
    expect(nextStep(click('tag:add:81'))).toMatchObject({
      action: { name: 'attach-tag', target: 'conversation', tagId: '81' },
    });
    expect(nextStep(click('tag:add:81', { storedData: { target: 'contact' } }))).toMatchObject({
      action: { name: 'attach-tag', target: 'contact', tagId: '81' },
      view: { name: 'tag', target: 'contact' },
    });
  });

  test('switching the target of tagging keeps to that target', () => {
    const step = nextStep(click('tag:target', { inputValues: { 'tag:target': 'tag:target:contact' } }));
    expect(step).toMatchObject({ action: undefined, view: { name: 'tag', target: 'contact' } });
  });

  test('a new tag gets the name that its button showed', () => {
    const typedSince = { 'tag:search': 'VIP customer' };
    expect(nextStep(click('tag:create', { storedData: { query: 'VIP' }, inputValues: typedSince })).action).toEqual({
      name: 'create-tag',
      target: 'conversation',
      tagName: 'VIP',
    });
  });

  test('a search and its pages stay together', () => {
    expect(nextStep(click('tag:search', { inputValues: { 'tag:search': ' bill ' } })).view).toMatchObject({
      query: 'bill',
      page: 1,
    });
    expect(nextStep(click('tag:page:2', { storedData: { query: 'bill' } })).view).toMatchObject({
      query: 'bill',
      page: 2,
    });
    expect(nextStep(click('assign:page:2', { storedData: { query: 'bo' } })).view).toMatchObject({
      query: 'bo',
      page: 2,
    });
  });

  test('a note keeps every line that was written', () => {
    expect(nextStep(click('note:save', { inputValues: { text: '  a\n\nb ' } })).action).toEqual({
      name: 'add-note',
      text: 'a\n\nb',
    });
    expect(nextStep(click('note:save')).action).toEqual({ name: 'add-note', text: '' });
  });

  test.each([
    ['assign:me', { type: 'viewer' }],
    ['assign:nobody', { type: 'nobody' }],
    ['assign:team:5', { type: 'team', id: '5' }],
    ['assign:teammate:7', { type: 'admin', id: '7' }],
  ])('%s assigns', (componentId, to) => {
    expect(nextStep(click(componentId)).action).toEqual({ name: 'assign', to });
  });

  test.each([
    '',
    'unknown',
    'tag:explode:1',
    'tag:add',
    'tag:add:',
    'note:explode',
    'assign:team',
    'call:open',
    'call:x:1',
    'fin',
    'fin:x:1',
    'fin:open',
    '%',
    'constructor',
    '__proto__',
  ])('a component it does not know (%s) leads to the first card', (componentId) => {
    expect(nextStep(click(componentId))).toEqual(HOME);
  });

  test('a page that is no number is the first one', () => {
    for (const page of [{ toString: 'x', valueOf: 1 }, ['2'], true, null, 'two', -1, 1.5, 1e9])
      expect(nextStep({ componentId: 'assign:me', inputValues: {}, storedData: { page } }).view).toMatchObject({
        page: 1,
      });
  });

  test('whatever comes back from a browser gets an answer', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.dictionary(fc.string(), fc.anything()),
        fc.dictionary(fc.string(), fc.anything()),
        (componentId, inputValues, storedData) => {
          expect(nextStep({ componentId, inputValues, storedData }).view.name).toEqual(expect.any(String));
        },
      ),
    );
    const cards = fc.constantFrom('tag', 'note', 'assign', 'call', 'fin', 'history');
    const verbs = fc.constantFrom(
      'add',
      'remove',
      'search',
      'create',
      'page',
      'save',
      'team',
      'teammate',
      'open',
      'all',
    );
    fc.assert(
      fc.property(
        cards,
        verbs,
        fc.string(),
        fc.dictionary(fc.constantFrom('query', 'page', 'target', 'text', 'tag:search'), fc.anything()),
        (card, verb, key, values) => {
          expect(
            nextStep({
              componentId: `${card}:${verb}:${encodeURIComponent(key.toWellFormed())}`,
              inputValues: values,
              storedData: values,
            }),
          ).toBeDefined();
        },
      ),
    );
  });
});
