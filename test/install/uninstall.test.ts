import { describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '../../db/errors.ts';
import type { Store } from '../../db/ports.ts';
import type { FakeHandler, Reply } from '../intercom/fake-intercom.ts';
import { bytesOf } from '../webhooks/bytes.ts';
import { bodySignature, hubSignature, openStage, PREVIOUS_SECRET, type Stage, TOKEN } from '../webhooks/stage.ts';

const PATH = '/intercom/uninstall';
const NOTICE = bytesOf({ app_id: 'acme' });
const SIGNED = { 'x-body-signature': bodySignature(NOTICE) };
const MINUTE_MS = 60_000;

const ME: Reply = { json: { type: 'admin', id: '1', app: { id_code: 'acme' } } };
const REVOKED: Reply = { status: 401, json: { type: 'error.list', errors: [{ code: 'token_revoked' }] } };

const statusOf = async ({ store }: Stage, workspaceId = 'acme') => (await store.workspaces.find(workspaceId))?.status;
const jobsOf = async ({ store }: Stage) => store.jobs.list({ workspaceId: 'acme', limit: 10 });
/** What was asked of Intercom. */
const asked = ({ intercom }: Stage) => intercom.requests.map(({ method, path }) => `${method} ${path}`);

const brokenLookUp = (store: Store): Store => ({
  ...store,
  workspaces: {
    ...store.workspaces,
    find: () => Promise.reject(new StoreUnavailableError('find a workspace', new Error('locked'))),
  },
});

describe('a signed notice', () => {
  test.each([
    ['as cards are', SIGNED],
    ['as notifications are', { 'x-hub-signature': hubSignature(NOTICE) }],
    ['with the previous secret', { 'x-body-signature': bodySignature(NOTICE, PREVIOUS_SECRET) }],
    ['both ways', { ...SIGNED, 'x-hub-signature': hubSignature(NOTICE) }],
  ])('%s ends the install at once, and with it the token and its jobs', async (_, headers) => {
    const stage = await openStage();
    await stage.install('acme');
    await stage.install('borea');
    await stage.post(PATH, { app_id: 'acme' });
    expect(await stage.post(PATH, NOTICE, headers)).toEqual({ status: 200, body: '' });
    const workspace = await stage.store.workspaces.find('acme');
    expect(workspace).toMatchObject({ status: 'uninstalled', sealedToken: '', uninstalledAtMs: stage.deps.clock() });
    expect(await jobsOf(stage)).toEqual([]);
    expect(await statusOf(stage, 'borea')).toBe('connected');
    expect(asked(stage)).toEqual([]);
  });

  test('ends a disconnected install, too', async () => {
    const stage = await openStage();
    await stage.install('acme');
    await stage.store.workspaces.markDisconnected({ workspaceId: 'acme', epoch: 1, reason: 'gone', atMs: 1 });
    await stage.post(PATH, NOTICE, SIGNED);
    expect(await statusOf(stage)).toBe('uninstalled');
  });

  test('that comes late does not end a reinstall of the last ten minutes: Intercom is asked', async () => {
    const stage = await openStage({ intercom: () => ME });
    await stage.install('acme');
    await stage.install('acme');
    stage.later(9 * MINUTE_MS);
    expect((await stage.post(PATH, NOTICE, SIGNED)).status).toBe(200);
    await stage.work();
    expect(await statusOf(stage)).toBe('connected');
    expect(asked(stage)).toEqual(['GET /me']);
    stage.later(MINUTE_MS);
    await stage.post(PATH, NOTICE, SIGNED);
    expect(await statusOf(stage)).toBe('uninstalled');
  });

  test.each([
    ['the wrong secret', { 'x-body-signature': bodySignature(NOTICE, 'other') }],
    ['garbage', { 'x-hub-signature': 'sha1=' }],
    ['a right and a wrong signature', { ...SIGNED, 'x-hub-signature': hubSignature(NOTICE, 'other') }],
  ])('with %s is refused, and is not even a hint', async (_, headers) => {
    const stage = await openStage();
    await stage.install('acme');
    expect(await stage.post(PATH, NOTICE, headers)).toEqual({ status: 401, body: '' });
    expect(await statusOf(stage)).toBe('connected');
    expect(await jobsOf(stage)).toEqual([]);
  });
});

describe('an unsigned notice', () => {
  test('ends the install once Intercom says that the token is dead', async () => {
    const stage = await openStage({ intercom: () => REVOKED });
    await stage.install('acme');
    expect(await stage.post(PATH, NOTICE)).toEqual({ status: 200, body: '' });
    expect(await statusOf(stage)).toBe('connected');
    expect(stage.wakes()).toBe(1);
    await stage.work();
    expect(await statusOf(stage)).toBe('uninstalled');
    expect(await jobsOf(stage)).toEqual([]);
  });

  test('is looked into three times in eleven minutes, and forgotten while the token lives', async () => {
    const stage = await openStage({ intercom: () => ME });
    await stage.install('acme');
    await stage.post(PATH, NOTICE);
    await stage.work();
    const looks: number[] = [stage.intercom.requests.length];
    for (const ms of [59_000, 1_000, 9 * MINUTE_MS, MINUTE_MS, 24 * 60 * MINUTE_MS]) {
      stage.later(ms);
      await stage.work();
      looks.push(stage.intercom.requests.length);
    }
    expect(looks).toEqual([1, 1, 2, 2, 3, 3]);
    expect(await statusOf(stage)).toBe('connected');
    expect(await jobsOf(stage)).toEqual([]);
  });

  test('that came before the token died is true in the end', async () => {
    const answers = [ME, REVOKED];
    const stage = await openStage({ intercom: (_, nth) => answers[nth - 1] ?? REVOKED });
    await stage.install('acme');
    await stage.post(PATH, NOTICE);
    await stage.work();
    expect(await statusOf(stage)).toBe('connected');
    stage.later(MINUTE_MS);
    await stage.work();
    expect(await statusOf(stage)).toBe('uninstalled');
  });

  test('of a workspace that is disconnected is confirmed by its dead token', async () => {
    const stage = await openStage({ intercom: () => REVOKED });
    await stage.install('acme');
    await stage.store.workspaces.markDisconnected({ workspaceId: 'acme', epoch: 1, reason: 'gone', atMs: 1 });
    await stage.post(PATH, NOTICE);
    await stage.work();
    expect(await statusOf(stage)).toBe('uninstalled');
  });

  test.each<[string, Reply]>([
    ['a server error', { status: 503, json: {} }],
    ['a page instead of an answer', { text: '<html>' }],
    ['403', { status: 403, json: { type: 'error.list', errors: [{ code: 'forbidden' }] } }],
    ['a broken connection', 'cut'],
  ])('is not believed because of %s, and asked about again', async (_, reply) => {
    const replies: FakeHandler = () => (broken ? reply : REVOKED);
    let broken = true;
    const stage = await openStage({ intercom: replies });
    await stage.install('acme');
    await stage.post(PATH, NOTICE);
    await stage.work();
    expect(await statusOf(stage)).toBe('connected');
    broken = false;
    stage.later(10 * MINUTE_MS);
    await stage.work();
    expect(await statusOf(stage)).toBe('uninstalled');
  });

  test('that nobody could look into for a day is let go', async () => {
    const stage = await openStage({ intercom: () => 'cut' });
    await stage.install('acme');
    await stage.post(PATH, NOTICE);
    await stage.work();
    stage.later(24 * 60 * MINUTE_MS);
    await stage.work();
    expect(await jobsOf(stage)).toEqual([]);
    expect(await statusOf(stage)).toBe('connected');
  });

  test('waits for the end of the rate limit', async () => {
    const limited: Reply = { status: 429, json: {}, headers: { 'x-ratelimit-reset': '9999999999' } };
    const stage = await openStage({ intercom: () => limited });
    await stage.install('acme');
    await stage.post(PATH, NOTICE);
    await stage.work();
    const [job] = await jobsOf(stage);
    expect(job).toMatchObject({ kind: 'confirm-uninstall', state: 'waiting' });
    expect(job?.runAtMs).toBeGreaterThan(stage.deps.clock());
  });

  test('that is repeated on and on is one job, and past sixty a minute refused', async () => {
    const stage = await openStage();
    await stage.install('acme');
    const statuses: number[] = [];
    for (let number = 0; number < 100; number += 1) statuses.push((await stage.post(PATH, NOTICE)).status);
    expect(statuses).toEqual([...Array(60).fill(200), ...Array(40).fill(429)]);
    expect(await jobsOf(stage)).toHaveLength(1);
    // What is signed is never held up by what others send.
    expect((await stage.post(PATH, NOTICE, SIGNED)).status).toBe(200);
  });

  test('shows no token to the log', async () => {
    const stage = await openStage({ intercom: () => REVOKED });
    await stage.install('acme');
    await stage.post(PATH, NOTICE);
    await stage.work();
    expect(JSON.stringify(stage.logged())).not.toContain(TOKEN);
  });
});

describe('any notice', () => {
  test('of a workspace that is not known, or is uninstalled already, is fine', async () => {
    const stage = await openStage();
    await stage.install('acme');
    await stage.post(PATH, NOTICE, SIGNED);
    const endedAtMs = stage.deps.clock();
    stage.later(MINUTE_MS);
    for (const headers of [{}, SIGNED]) {
      expect(await stage.post(PATH, NOTICE, headers)).toEqual({ status: 200, body: '' });
    }
    expect(await stage.post(PATH, { app_id: 'nobody' })).toEqual({ status: 200, body: '' });
    expect(await stage.store.workspaces.find('acme')).toMatchObject({ uninstalledAtMs: endedAtMs });
    expect(await jobsOf(stage)).toEqual([]);
  });

  test.each(['', '{', '[]', '{}', '{"app_id":null}', '{"app_id":{}}', '{"app_id":""}', '{"app_id":"\\u0000"}'])(
    'that says %j is refused with 400',
    async (body) => {
      const stage = await openStage();
      expect((await stage.post(PATH, body)).status).toBe(400);
      expect((await stage.post(PATH, body, { 'x-body-signature': bodySignature(body) })).status).toBe(400);
    },
  );

  test('of more than 16 kB is refused with 413', async () => {
    const stage = await openStage();
    expect((await stage.post(PATH, { app_id: 'acme', filler: 'x'.repeat(16 * 1024) })).status).toBe(413);
  });

  test('is refused with 503 while the database does not answer', async () => {
    const stage = await openStage({ storeFrom: brokenLookUp });
    expect((await stage.post(PATH, NOTICE)).status).toBe(503);
    expect((await stage.post(PATH, NOTICE, SIGNED)).status).toBe(503);
  });
});
