import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IntercomError } from '../../server/intercom/errors.ts';
import { createClient } from '../../server/intercom/intercom.ts';
import type { IntercomClient } from '../../server/intercom/intercom-client.ts';
import { interpret } from '../../server/intercom/interpret.ts';
import type { Operation } from '../../server/intercom/operation.ts';
import type { Exchange } from '../../server/intercom/send.ts';
import { readTranscriptItems, readTranscriptText } from '../../server/intercom/transcript.ts';
import { NOTE, TOKEN } from './fresh-client.ts';
import { CALL, CONTACT, CONVERSATION, FIN_VOICE_CALL } from './wire-samples.ts';

/** A client whose every call is answered with the same thing, without a network. */
function clientThatHears(answer: { status: number; text: string; headers: Record<string, string> }): IntercomClient {
  const exchange: Exchange = { kind: 'answered', ...answer, bodyTrouble: undefined, error: undefined };
  return createClient({
    async call<T>(operation: Operation<T>): Promise<T> {
      const outcome = interpret(operation, exchange, TOKEN, undefined);
      if (outcome.ok) return outcome.value;
      throw outcome.error;
    },
    together: (options = {}) => options,
    headroom: () => undefined,
  });
}

const search = { query: { field: 'id', operator: '=' as const, value: '1' } };
const change = { conversationId: '1', tagId: '2', adminId: '3' };
const everyOperation = (c: IntercomClient): Promise<unknown>[] => [
  c.me(),
  c.admins.list(),
  c.teams.list(),
  c.contacts.get('1'),
  c.contacts.companies('1'),
  c.contacts.tags('1'),
  c.contacts.notes('1'),
  c.contacts.list({ perPage: 150 }),
  c.contacts.search(search),
  c.contacts.attachTag('1', '2'),
  c.contacts.detachTag('1', '2'),
  c.conversations.get('1'),
  c.conversations.search(search),
  c.conversations.addNote(NOTE),
  c.conversations.assign({ ...change, assignee: { type: 'nobody' } }),
  c.conversations.attachTag(change),
  c.conversations.detachTag(change),
  c.tags.list(),
  c.tags.createOrFind('x'),
  c.calls.get('1'),
  c.calls.search(['1']),
  c.calls.transcript('1'),
  c.calls.recordingLocation('1'),
  c.finVoice.register({ phoneNumber: '+1', callId: '1' }),
  c.finVoice.byId('1'),
  c.finVoice.byExternalId('1'),
  c.finVoice.byPhoneNumber('+1'),
  c.finVoice.byConversation('1'),
];

/** Real answers with one value, somewhere, exchanged for anything. */
const samples = [
  CONVERSATION,
  CALL,
  CONTACT,
  FIN_VOICE_CALL,
  { data: [CALL, CONTACT], pages: { next: { starting_after: 'x' } }, total_count: 2 },
  { conversations: [CONVERSATION], admins: [{ id: 1, team_ids: [1] }], teams: [{ id: 1 }] },
];
function exchangeOne(value: unknown, path: number[], replacement: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined || typeof value !== 'object' || value === null) return replacement;
  const keys = Object.keys(value);
  const key = keys[first % Math.max(keys.length, 1)];
  if (key === undefined) return replacement;
  const copy: Record<string, unknown> = Array.isArray(value) ? { ...value } : { ...value };
  copy[key] = exchangeOne(copy[key], rest, replacement);
  return Array.isArray(value) ? Object.values(copy) : copy;
}
const mangled = fc
  .tuple(fc.constantFrom(...samples), fc.array(fc.nat(30), { maxLength: 5 }), fc.jsonValue())
  .map(([sample, path, replacement]) => JSON.stringify(exchangeOne(sample, path, replacement)));
const texts = fc.oneof(mangled, fc.json(), fc.string());
const statuses = fc.constantFrom(200, 200, 200, 302, 401, 404, 409, 410, 422, 429, 500);
const headers = fc.constantFrom<Record<string, string>>(
  {},
  { link: '</contacts/1>; rel=canonical' },
  { location: 'x' },
);

test('whatever Intercom answers, every operation has a result or an IntercomError', async () => {
  await fc.assert(
    fc.asyncProperty(texts, statuses, headers, async (text, status, head) => {
      for (const settled of await Promise.allSettled(
        everyOperation(clientThatHears({ status, text, headers: head })),
      )) {
        if (settled.status === 'rejected') expect(settled.reason).toBeInstanceOf(IntercomError);
      }
    }),
    { numRuns: 150 },
  );
});

test('an answer outside 2xx is never a result, save where that status is the result', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.constantFrom(400, 401, 403, 422, 429, 500, 503), async (text, status) => {
      for (const settled of await Promise.allSettled(everyOperation(clientThatHears({ status, text, headers: {} })))) {
        expect(settled).toMatchObject({ status: 'rejected', reason: { status } });
      }
    }),
    { numRuns: 50 },
  );
});

test('whatever a transcript looks like, its lines have text and times that are whole milliseconds', () => {
  const items = fc.oneof(
    fc.jsonValue(),
    fc.array(
      fc.dictionary(fc.constantFrom('text', 'speaker', 'start', 'start_ms', 'content', 'author'), fc.jsonValue()),
    ),
  );
  fc.assert(
    fc.property(items, fc.string(), (json, text) => {
      for (const line of [
        ...readTranscriptItems(json),
        ...readTranscriptText(text),
        ...readTranscriptText(JSON.stringify(json)),
      ]) {
        expect(line.text).not.toBe('');
        expect(typeof line.text).toBe('string');
        expect(line.atMs === undefined || (Number.isSafeInteger(line.atMs) && line.atMs >= 0)).toBe(true);
      }
    }),
  );
});

test('a transcript line that was written is read back', () => {
  const word = fc.stringMatching(/^[A-Za-z]{1,8}( [A-Za-z0-9]{1,8}){0,3}$/);
  const two = (value: number) => String(value).padStart(2, '0');
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(359_999), word, word)), (lines) => {
      const text = lines
        .map(
          ([s, speaker, said]) =>
            `[${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}] ${speaker}: "${said}"`,
        )
        .join('\n');
      expect(readTranscriptText(text)).toEqual(
        lines.map(([s, speaker, said]) => ({ atMs: s * 1000, speaker, text: said })),
      );
    }),
  );
});
