import { describe, expect, test } from 'vitest';
import { failureOf, freshClient } from './fresh-client.ts';

describe('an answer that cannot be read is never taken for an empty one', () => {
  test.each([
    ['a list in which nothing can be read', { data: [{ name: 'no id' }, null] }],
    ['a list that is missing', { type: 'list' }],
    ['a list that is null', { data: null }],
    ['an error under status 200', { type: 'error.list', errors: [{ code: 'not_found' }] }],
    ['null', null],
    ['an array', []],
  ])('%s', async (_, json) => {
    const { client } = await freshClient(() => ({ json }));
    const error = await failureOf(client.tags.list());
    expect(error).toMatchObject({ code: 'intercom_bad_answer', status: 200, mayHaveHappened: false, retryable: false });
  });

  test.each(['', '<html>', '{"data":'])('the text %j', async (text) => {
    const { client } = await freshClient(() => ({ text }));
    expect(await failureOf(client.tags.list())).toMatchObject({ code: 'intercom_bad_answer' });
  });

  test('an id too large to be exact names nothing', async () => {
    const { client } = await freshClient(() => ({ text: '{"id":12345678901234567890}' }));
    expect(await failureOf(client.conversations.get('1'))).toMatchObject({ code: 'intercom_bad_answer' });
  });

  test.each([{ status: 302 }, { status: 302, headers: { location: 'javascript:alert(1)' } }, { status: 200 }])(
    'a recording without an address to open (%j)',
    async (reply) => {
      const { client } = await freshClient(() => reply);
      expect(await failureOf(client.calls.recordingLocation('123'))).toMatchObject({ code: 'intercom_bad_answer' });
    },
  );
});
