import { describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '../../db/errors.ts';
import type { Store } from '../../db/ports.ts';
import { notificationIdOf } from '../../server/webhooks/notification-job-id.ts';
import { bytesOf, START_SECONDS } from './bytes.ts';
import { about, itemOf, notification } from './notifications.ts';
import { bodySignature, hubSignature, openStage, PREVIOUS_SECRET, SECRET, type Stage } from './stage.ts';

const PATH = '/webhooks/intercom';

/** The notifications that there is work of. */
const workOf = async ({ store }: Stage) =>
  (await store.jobs.list({ limit: 1_000 })).map(
    ({ workspaceId, jobId }) => `${workspaceId} ${notificationIdOf(jobId)}`,
  );

/** The one line that says that a request was answered. */
const lastLine = ({ logged }: Stage) => logged().findLast(({ msg }) => msg === 'request');

const brokenIntake = (store: Store): Store => ({
  ...store,
  intake: {
    ...store.intake,
    take: () => Promise.reject(new StoreUnavailableError('take notifications', new Error('disk full'))),
  },
});

describe('a notification that was answered with 200', () => {
  test('is kept as a job, and the worker knows of it', async () => {
    const stage = await openStage();
    await stage.install('acme');
    expect(await stage.notify(notification('contact.user.updated'))).toEqual({ status: 200, body: '' });
    expect(await workOf(stage)).toEqual(['acme notif_1']);
    expect(stage.wakes()).toBe(1);
    expect(await stage.counted('contact.user.updated', 'taken')).toBe(1);
    expect(lastLine(stage)).toMatchObject({
      ...{ notificationId: 'notif_1', topic: 'contact.user.updated', workspaceId: 'acme', outcome: 'taken' },
      ...{ route: PATH, status: 200 },
    });
  });

  test('makes no second job when it is sent again', async () => {
    const stage = await openStage();
    await stage.install('acme');
    await stage.notify(notification('call.ended'));
    expect(await stage.notify(notification('call.ended', { delivery_attempts: 2 }))).toEqual({ status: 200, body: '' });
    expect(await workOf(stage)).toHaveLength(1);
    expect(await stage.counted('call.ended', 'duplicate')).toBe(1);
  });

  test('without an id makes one job, too', async () => {
    const stage = await openStage();
    await stage.install('acme');
    await stage.notify(notification('call.ended', { id: null }));
    await stage.notify(notification('call.ended', { id: null, delivery_attempts: 2 }));
    expect(await workOf(stage)).toEqual([expect.stringMatching(/^acme sha256:[0-9a-f]{64}$/)]);
  });

  test('with the id of another workspace’s is another one', async () => {
    const stage = await openStage();
    await stage.install('acme');
    await stage.install('borea');
    await stage.notify(notification('call.ended'));
    await stage.notify(notification('call.ended', { app_id: 'borea' }));
    expect((await workOf(stage)).toSorted()).toEqual(['acme notif_1', 'borea notif_1']);
  });

  test('is kept whole when many come at once', async () => {
    const stage = await openStage();
    await stage.install('acme');
    const ids = Array.from({ length: 300 }, (_, index) => `notif_${index}`);
    const answers = await Promise.all(ids.map((id) => stage.notify(notification('call.started', { id }))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await workOf(stage)).toSorted()).toEqual(ids.map((id) => `acme ${id}`).toSorted());
  });

  test('leaves nothing in the job that people wrote', async () => {
    const stage = await openStage();
    await stage.install('acme');
    const words = 'please keep this between us';
    const parts = { conversation_parts: [{ id: '1', part_type: 'comment', body: words }] };
    const item = {
      ...itemOf('conversation.user.replied'),
      conversation_parts: parts,
      source: { subject: 'S', body: words },
    };
    await stage.notify(about('conversation.user.replied', item));
    const [job] = await stage.store.jobs.list({ limit: 1 });
    expect(job?.payload).toContain('"about":"conversation"');
    expect(job?.payload).not.toContain(words);
    expect(JSON.stringify(stage.logged())).not.toContain(words);
  });
});

describe('200 without any work is the answer', () => {
  test('to a ping, which has no id', async () => {
    const stage = await openStage();
    const ping = notification('ping', { id: null, data: { item: { type: 'ping', message: 'hello\tthere\n' } } });
    expect(await stage.notify(ping)).toEqual({ status: 200, body: '' });
    expect(await stage.counted('ping', 'ping')).toBe(1);
  });

  test.each<[string, Record<string, unknown>, string, string]>([
    ['an unknown topic', notification('content_stat.email'), 'other', 'unused_topic'],
    ['a topic made up to fill the metrics', notification(`x${'y'.repeat(5_000)}`), 'other', 'unused_topic'],
    ['an unknown workspace', notification('call.ended', { app_id: 'nobody' }), 'call.ended', 'unknown_workspace'],
    ['an item that says nothing', about('contact.deleted', { deleted: true }), 'contact.deleted', 'unreadable'],
    [
      'something from before the install',
      notification('call.ended', { created_at: START_SECONDS - 1 }),
      'call.ended',
      'before_install',
    ],
  ])('to %s', async (_, body, topic, outcome) => {
    const stage = await openStage();
    await stage.install('acme');
    expect(await stage.notify(body)).toEqual({ status: 200, body: '' });
    expect(await workOf(stage)).toEqual([]);
    expect(stage.wakes()).toBe(0);
    expect(await stage.counted(topic, outcome)).toBe(1);
  });

  test('to an uninstalled workspace', async () => {
    const stage = await openStage();
    const { epoch } = await stage.install('acme');
    await stage.store.workspaces.markUninstalled({ workspaceId: 'acme', epoch, atMs: stage.deps.clock() });
    expect((await stage.notify(notification('call.ended'))).status).toBe(200);
    expect(await stage.counted('call.ended', 'uninstalled')).toBe(1);
  });

  test('to what belongs to the install before', async () => {
    const stage = await openStage();
    await stage.install('acme');
    stage.later(60_000);
    await stage.install('acme');
    await stage.notify(notification('call.ended', { created_at: START_SECONDS + 59 }));
    await stage.notify(notification('call.ended', { id: 'notif_2', created_at: START_SECONDS + 60 }));
    expect(await workOf(stage)).toEqual(['acme notif_2']);
  });
});

describe('a notification is refused', () => {
  test.each<[string, Record<string, string>]>([
    ['without a signature', {}],
    ['with another secret’s', { 'x-hub-signature': hubSignature(bytesOf(notification('call.ended')), 'other') }],
    ['with the digest of other bytes', { 'x-hub-signature': hubSignature('{}') }],
    ['with garbage', { 'x-hub-signature': 'sha1=xyz' }],
    ['with the signature of a card', { 'x-body-signature': bodySignature(bytesOf(notification('call.ended'))) }],
  ])('with 401 %s, and nothing is looked at', async (_, headers) => {
    const stage = await openStage();
    await stage.install('acme');
    expect(await stage.post(PATH, notification('call.ended'), headers)).toEqual({ status: 401, body: '' });
    expect(await workOf(stage)).toEqual([]);
    const refusal = stage.logged().find(({ msg }) => msg === 'notification refused: bad signature');
    expect(refusal).toMatchObject({ bodySignature: 'x-body-signature' in headers, bodyBytes: expect.any(Number) });
    for (const line of stage.logged()) expect(JSON.stringify(line)).not.toMatch(/[0-9a-f]{40}/);
  });

  test('unless it is signed with the secret before the rotation', async () => {
    const stage = await openStage();
    await stage.install('acme');
    const body = bytesOf(notification('call.ended'));
    const headers = { 'x-hub-signature': hubSignature(body, PREVIOUS_SECRET) };
    expect((await stage.post(PATH, body, headers)).status).toBe(200);
    expect(await workOf(stage)).toHaveLength(1);
  });

  test.each([['{'], ['[1]'], ['"call.ended"'], [''], [JSON.stringify({ app_id: 'acme' })]])(
    'with 400 when it is signed but says %j',
    async (body) => {
      const stage = await openStage();
      expect((await stage.notify(body)).status).toBe(400);
    },
  );

  test('with 413 when it has more than a megabyte, signed or not', async () => {
    const stage = await openStage();
    await stage.install('acme');
    const large = bytesOf(notification('call.ended', { filler: 'x'.repeat(1024 * 1024) }));
    expect((await stage.notify(large)).status).toBe(413);
    expect((await stage.post(PATH, large)).status).toBe(413);
    const filler = 'x'.repeat(1024 * 1024 - bytesOf(notification('call.ended', { filler: '' })).length);
    const full = bytesOf(notification('call.ended', { filler }));
    expect(full).toHaveLength(1024 * 1024);
    expect((await stage.notify(full)).status).toBe(200);
  });

  test('with 503 when it cannot be kept, so that Intercom sends it again', async () => {
    const stage = await openStage({ storeFrom: brokenIntake });
    expect((await stage.notify(notification('call.ended'))).status).toBe(503);
    expect(stage.wakes()).toBe(0);
    expect(await stage.counted('call.ended', 'not_kept')).toBe(1);
    expect(lastLine(stage)).toMatchObject({ notificationId: 'notif_1', outcome: 'not_kept', status: 503 });
  });

  test('by no other status: what needs no database is answered without it', async () => {
    const stage = await openStage({ storeFrom: brokenIntake });
    expect((await stage.notify(notification('ping', { id: null }))).status).toBe(200);
    expect((await stage.notify(notification('content_stat.email'))).status).toBe(200);
  });
});

describe('the address of the notifications', () => {
  test('answers HEAD with 200, which is how Intercom looks for it', async () => {
    const { app } = await openStage();
    const answer = await app.inject({ method: 'HEAD', url: PATH });
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
  });

  test('takes its bytes whatever type they are said to be', async () => {
    const stage = await openStage();
    await stage.install('acme');
    for (const [index, type] of ['text/plain', 'application/json; charset=latin1', 'nonsense'].entries()) {
      const body = bytesOf(notification('call.ended', { id: `notif_${index}` }));
      const headers = { 'content-type': type, 'x-hub-signature': hubSignature(body, SECRET) };
      expect((await stage.post(PATH, body, headers)).status, type).toBe(200);
    }
    expect(await workOf(stage)).toHaveLength(3);
  });

  test.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)(
    'has nothing for %s, and is never 410',
    async (method) => {
      const { app } = await openStage();
      for (const url of [PATH, `${PATH}/`, `${PATH}/more`, '/webhooks']) {
        expect((await app.inject({ method, url })).statusCode).toBe(404);
      }
    },
  );
});
