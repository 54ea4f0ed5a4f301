import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemSchema } from '../../server/api/schemas/problem.ts';
import { anyCharacter } from '../any-character.ts';
import { openApiRoom } from './api-room.ts';

const CALLS = '/fin-voice/calls';
const CALL = { callId: 'c1', phoneNumber: '+442079460018', source: 'zoom_phone' };

describe('a request that is not as it should be', () => {
  test('is told everything that is wrong, and where', async () => {
    const room = await openApiRoom();
    const body = { callId: '', phoneNumber: '020 7946 0018', source: 'twilio', data: [], 'a/b~c': 1 };
    const answer = await room.ask('POST', CALLS, { body });
    expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid_request']);
    const places = answer.body.error.problems.map(({ in: where, pointer }: { in: string; pointer: string }) => [
      where,
      pointer,
    ]);
    expect(new Set(places.map(String))).toEqual(
      new Set(['body,/callId', 'body,/phoneNumber', 'body,/source', 'body,/data', 'body,/a~1b~0c']),
    );
  });

  test.each([
    ['no JSON', '{"callId":', {}, 400, 'invalid_json'],
    ['nothing', '', {}, 400, 'invalid_json'],
    ['a list', '[]', {}, 400, 'invalid_request'],
    ['a trap for prototypes', '{"__proto__":{"x":1}}', {}, 400, 'invalid_json'],
    ['text', 'hello', { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
    ['a form', 'callId=c1', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported_media_type'],
    ['too much', JSON.stringify({ ...CALL, data: { x: 'y'.repeat(21_000) } }), {}, 413, 'too_large'],
  ])('is refused when it is %s', async (_what, body, headers, status, code) => {
    const room = await openApiRoom();
    const answer = await room.ask('POST', CALLS, { body, headers });
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    expect(problemSchema.parse(answer.body)).toEqual(answer.body);
  });

  test('with more data than is kept is refused, up to that it is taken', async () => {
    const room = await openApiRoom();
    const withData = (length: number) => ({ ...CALL, data: { x: 'y'.repeat(length) } });
    const refused = await room.ask('POST', CALLS, { body: withData(8_192) });
    expect(refused.body.error.problems).toMatchObject([{ pointer: '/data' }]);
    expect((await room.ask('POST', CALLS, { body: withData(8_100) })).status).toBe(202);
  });

  test('of an operation that there is not is told so in the same words', async () => {
    const room = await openApiRoom();
    for (const path of ['/nothing', '/callers', '/fin-voice/calls/c1/x', '/']) {
      const { status, body } = await room.ask('GET', path);
      expect([path, status, body.error?.code]).toEqual([path, 404, 'not_found']);
    }
  });

  test('never fails, whatever is sent, and is always answered in the words of the document', async () => {
    const room = await openApiRoom();
    const some = (right: string) => fc.oneof(fc.constant(right), fc.jsonValue());
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record({
        callId: some('c1'),
        phoneNumber: some('+442079460018'),
        source: some('five9'),
        data: fc.jsonValue(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(body, fc.string({ unit: anyCharacter, maxLength: 120 }), async (content, text) => {
        const path = encodeURIComponent(text.toWellFormed());
        const answers = [
          await room.ask('POST', CALLS, { body: JSON.stringify(content) }),
          await room.ask('GET', `${CALLS}/${path}`),
        ];
        for (const answer of answers) {
          expect(answer.status).toBeLessThan(500);
          if (answer.status >= 400 && text.length <= 100) problemSchema.parse(answer.body);
        }
      }),
      { numRuns: 100 },
    );
  });
});
