import { getEventListeners, once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { buildConnector, Pool } from 'undici';
import { describe, expect, test } from 'vitest';
import { createIntercom } from '../../server/intercom/intercom.ts';
import { send } from '../../server/intercom/send.ts';
import type { Reply } from './fake-intercom.ts';
import { failureOf, freshClient, NOTE, NOW_MS } from './fresh-client.ts';

const STALLED: [string, Reply][] = [
  ['never answers', 'silence'],
  ['stalls in the middle of the body', { text: '{"id":', ending: 'stall' }],
];

describe.each(STALLED)('an Intercom that %s', (_, reply) => {
  test('is given up at the deadline', async () => {
    const { client, events } = await freshClient(() => reply, { deadlineMs: 40 });
    expect(await failureOf(client.me())).toMatchObject({
      code: 'intercom_timed_out',
      retryable: true,
      mayHaveHappened: false,
    });
    expect(events).toMatchObject([{ code: 'intercom_timed_out', attempt: 1 }]);
  });

  test('may have taken a note, which is sent once', async () => {
    const { client, fake } = await freshClient(() => reply, { deadlineMs: 40 });
    expect(await failureOf(client.conversations.addNote(NOTE))).toMatchObject({
      code: 'intercom_timed_out',
      mayHaveHappened: true,
    });
    expect(fake.requests).toHaveLength(1);
  });

  test('is given up when the caller’s signal ends', async () => {
    const { client, fake } = await freshClient(() => reply);
    const controller = new AbortController();
    const failed = failureOf(client.me({ signal: controller.signal }));
    await fake.seen(1);
    const reason = new Error('the teammate closed the card');
    controller.abort(reason);
    expect(await failed).toMatchObject({ code: 'intercom_timed_out', cause: reason });
  });

  test('is given up at the caller’s deadline', async () => {
    const { client } = await freshClient(() => reply);
    expect(await failureOf(client.me({ deadlineAtMs: NOW_MS + 40 }))).toMatchObject({ code: 'intercom_timed_out' });
  });
});

test.each([
  ['a signal that has ended', () => ({ signal: AbortSignal.abort() })],
  ['a deadline that has passed', () => ({ deadlineAtMs: NOW_MS - 1 })],
])('with %s nothing is sent and nothing can have happened', async (_, options) => {
  const { client, fake } = await freshClient(() => ({ json: {} }));
  expect(await failureOf(client.conversations.addNote(NOTE, options()))).toMatchObject({
    code: 'intercom_timed_out',
    mayHaveHappened: false,
  });
  expect(fake.requests).toEqual([]);
});

test('a deadline while connecting ends the call at once, and nothing can have happened', async () => {
  // A server that accepts TCP but never completes the TLS handshake leaves undici connecting.
  const server = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `https://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const sockets: Socket[] = [];
  server.on('connection', (socket) => sockets.push(socket));
  const intercom = createIntercom({ apiUrls: { us: url, eu: url, au: url }, clock: Date.now, deadlineMs: 60 });
  const client = intercom.connect({ workspaceId: 'ws1', region: 'us', token: 't' });
  expect(await failureOf(client.conversations.addNote(NOTE))).toMatchObject({
    code: 'intercom_timed_out',
    mayHaveHappened: false,
  });
  for (const socket of sockets) socket.destroy();
  server.close();
  await intercom.close();
});

test('a note that was given up while connecting is not written when the connection comes up after all', async () => {
  const { fake } = await freshClient(() => ({ json: {} }));
  const connectNow = buildConnector({});
  let connect: (() => void) | undefined;
  const pool = new Pool(fake.url, {
    connections: 1,
    connect(options, callback) {
      if (connect !== undefined) return connectNow(options, callback);
      connect = () => connectNow(options, callback);
    },
  });
  const controller = new AbortController();
  const trip = { method: 'POST' as const, headers: {}, body: '{}', maxAnswerBytes: 100 };
  const givenUp = send(pool, { ...trip, path: '/first', signal: controller.signal });
  controller.abort();
  expect(await givenUp).toMatchObject({ kind: 'unanswered', sent: false, aborted: true });
  const next = send(pool, { ...trip, path: '/second', signal: new AbortController().signal });
  connect?.();
  expect(await next).toMatchObject({ kind: 'answered', status: 200 });
  expect(fake.requests.map((request) => request.path)).toEqual(['/second']);
  await pool.close();
});

test('many calls under one signal leave nothing behind on it', async () => {
  const { client } = await freshClient(() => ({ json: { id: 1 } }));
  const { signal } = new AbortController();
  await Promise.all(Array.from({ length: 30 }, () => client.me({ signal })));
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

describe('an answer that is too large', () => {
  test('is not read to its end, whether its length is announced or not', async () => {
    const text = JSON.stringify({ id: 'x'.repeat(2000) });
    const { client, fake } = await freshClient(
      (_, nth) =>
        nth === 1 ? { text, headers: { 'content-length': String(text.length) } } : { text, ending: 'stall' },
      { maxAnswerBytes: 1000 },
    );
    for (const expected of [1, 2]) {
      expect(await failureOf(client.me())).toMatchObject({ code: 'intercom_bad_answer', retryable: false });
      expect(fake.requests).toHaveLength(expected);
    }
  });

  test('may have come from a note that was written', async () => {
    const { client } = await freshClient(() => ({ text: 'x'.repeat(2000) }), { maxAnswerBytes: 1000 });
    expect(await failureOf(client.conversations.addNote(NOTE))).toMatchObject({ mayHaveHappened: true });
  });

  test('of just the allowed size is read', async () => {
    const text = JSON.stringify({ id: '1', name: 'é'.repeat(100) });
    const { client } = await freshClient(() => ({ text }), { maxAnswerBytes: Buffer.byteLength(text) });
    expect(await client.me()).toMatchObject({ id: '1', name: 'é'.repeat(100) });
  });
});

describe('closing', () => {
  test('lets a request under way finish and refuses new ones', async () => {
    let answer: (reply: Reply) => void = () => undefined;
    const { client, fake, intercom } = await freshClient(() => new Promise((resolve) => (answer = resolve)));
    const me = client.me();
    await fake.seen(1);
    const closed = intercom.close();
    expect(await failureOf(client.conversations.addNote(NOTE))).toMatchObject({
      code: 'intercom_unreachable',
      mayHaveHappened: false,
    });
    answer({ json: { id: 1 } });
    expect(await me).toMatchObject({ id: '1' });
    await closed;
    expect(fake.requests).toHaveLength(1);
  });
});
