import { describe, expect, test } from 'vitest';
import type { IntercomClient } from '../../server/intercom/intercom-client.ts';
import { type FakeIntercom, type Reply, startFakeIntercom } from './fake-intercom.ts';
import { failureOf, freshClient, NOTE, NOW_MS } from './fresh-client.ts';
import { CONVERSATION } from './wire-samples.ts';

const ANYTHING = { ...CONVERSATION, name: 'x', data: [], conversations: [] };
const TAG = { conversationId: '499', tagId: '86', adminId: '991' };
const QUERY = { query: { field: 'id', operator: '=' as const, value: '1' } };

type Run = (client: IntercomClient) => Promise<unknown>;
const READS: [string, Run][] = [
  ['a GET', (c) => c.conversations.get('499')],
  ['a contact search', (c) => c.contacts.search(QUERY)],
  ['a conversation search', (c) => c.conversations.search(QUERY)],
  ['a call search', (c) => c.calls.search(['499'])],
];
const DELETES: [string, Run][] = [['a DELETE', (c) => c.conversations.detachTag(TAG)]];
const POSTS: [string, Run][] = [
  ['a note', (c) => c.conversations.addNote(NOTE)],
  ['an assignment', (c) => c.conversations.assign({ ...TAG, assignee: { type: 'nobody' } })],
  ['a tagging', (c) => c.conversations.attachTag(TAG)],
  ['a contact tagging', (c) => c.contacts.attachTag('6762', '86')],
  ['a new tag', (c) => c.tags.createOrFind('Billing')],
  ['a Fin Voice registration', (c) => c.finVoice.register({ phoneNumber: '+1', callId: 'c' })],
];
const LOST: [string, Reply][] = [
  ['a 503', { status: 503 }],
  ['a broken connection', 'cut'],
  ['a broken answer', { text: '{"id":', ending: 'cut' }],
];

describe.each(LOST)('after %s', (_, reply) => {
  test.each([...READS, ...DELETES])('%s is sent again', async (_name, run) => {
    const { client, fake, waits } = await freshClient((_request, nth) => (nth < 3 ? reply : { json: ANYTHING }));
    await run(client);
    expect(fake.requests).toHaveLength(3);
    expect(waits).toEqual([150, 300]);
  });

  test.each(READS)('%s is given up after three tries, and cannot have changed anything', async (_name, run) => {
    const { client, fake } = await freshClient(() => reply);
    expect(await failureOf(run(client))).toMatchObject({ retryable: true, mayHaveHappened: false });
    expect(fake.requests).toHaveLength(3);
  });

  test.each(POSTS)('%s is sent once, and may have happened', async (_name, run) => {
    const { client, fake } = await freshClient(() => reply);
    expect(await failureOf(run(client))).toMatchObject({ mayHaveHappened: true, retryable: true });
    expect(fake.requests).toHaveLength(1);
  });
});

describe('a note', () => {
  test.each([
    ['is not JSON', { text: 'OK' }],
    ['has the wrong shape', { json: { type: 'list' } }],
  ])('is sent once and may have happened when the answer %s', async (_, reply) => {
    const { client, fake } = await freshClient(() => reply);
    expect(await failureOf(client.conversations.addNote(NOTE))).toMatchObject({
      code: 'intercom_bad_answer',
      mayHaveHappened: true,
    });
    expect(fake.requests).toHaveLength(1);
  });

  test.each([400, 401, 403, 404, 409, 422])('did not happen when Intercom answers %i', async (status) => {
    const { client, fake } = await freshClient(() => ({ status }));
    expect(await failureOf(client.conversations.addNote(NOTE))).toMatchObject({ mayHaveHappened: false });
    expect(fake.requests).toHaveLength(1);
  });
});

describe.each([...READS, ...DELETES, ...POSTS])('%s', (_, run) => {
  test('is sent again after a 429, which turned it away before it did anything', async () => {
    const { client, fake } = await freshClient((_request, nth) => (nth < 3 ? { status: 429 } : { json: ANYTHING }));
    await run(client);
    expect(fake.requests).toHaveLength(3);
  });

  test('is sent again when the connection was refused, and did not happen when it stays so', async () => {
    const gone = await startFakeIntercom(() => 'cut');
    await gone.close();
    const refused = await freshClient(() => 'cut', { apiUrls: gone.apiUrls });
    expect(await failureOf(run(refused.client))).toMatchObject({
      code: 'intercom_unreachable',
      mayHaveHappened: false,
      retryable: true,
    });
    expect(refused.waits).toEqual([150, 300]);

    let back: FakeIntercom | undefined;
    const wait = async () => {
      back = await startFakeIntercom(() => ({ json: ANYTHING }), { port: gone.port });
    };
    const returning = await freshClient(() => 'cut', { apiUrls: gone.apiUrls, wait });
    await run(returning.client);
    expect(back?.requests).toHaveLength(1);
    await back?.close();
  });
});

test('what may have happened in one try stays possible when a later try fails harmlessly', async () => {
  const { client } = await freshClient((_, nth) => (nth === 1 ? { status: 503 } : { status: 403 }));
  expect(await failureOf(client.conversations.detachTag(TAG))).toMatchObject({
    code: 'intercom_forbidden',
    mayHaveHappened: true,
  });
});

test('a tag that an unanswered try took off already is off, not an error', async () => {
  const { client, fake } = await freshClient((_, nth) => (nth === 1 ? 'cut' : { status: 404 }));
  await client.conversations.detachTag(TAG);
  expect(fake.requests).toHaveLength(2);
});

test('a tag that was never there is an error', async () => {
  const { client } = await freshClient(() => ({ status: 404 }));
  expect(await failureOf(client.conversations.detachTag(TAG))).toMatchObject({ code: 'intercom_not_found' });
});

test('a retry that cannot come before the deadline is not waited for', async () => {
  const { client, fake, waits } = await freshClient(() => ({ status: 503 }));
  expect(await failureOf(client.me({ deadlineAtMs: NOW_MS + 100 }))).toMatchObject({ code: 'intercom_down' });
  expect([fake.requests.length, waits.length]).toEqual([1, 0]);
});

test('a wait for a retry ends with the signal, and the failure before it is told', async () => {
  const controller = new AbortController();
  const wait = (_: number, signal: AbortSignal) =>
    new Promise<void>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      controller.abort();
    });
  const { client, fake } = await freshClient(() => ({ status: 503 }), { wait });
  expect(await failureOf(client.me({ signal: controller.signal }))).toMatchObject({ code: 'intercom_down' });
  expect(fake.requests).toHaveLength(1);
});

test('waits of the real clock end with the signal too', async () => {
  const controller = new AbortController();
  const { client, fake } = await freshClient(() => ({ status: 503 }), {
    wait: undefined,
    onCall: () => setImmediate(() => controller.abort()),
  });
  expect(await failureOf(client.me({ signal: controller.signal }))).toMatchObject({ code: 'intercom_down' });
  expect(fake.requests).toHaveLength(1);
});
