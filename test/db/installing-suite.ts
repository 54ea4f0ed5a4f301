import { describe, expect, test } from 'vitest';
import type { NewJob } from '../../db/job-ports.ts';
import type { Store } from '../../db/ports.ts';
import { installation, type OpenStore } from './open-store.ts';

function job(jobId: string, facts: Partial<NewJob> = {}): NewJob {
  return { workspaceId: 'a', jobId, kind: 'notification', orderingKey: jobId, payload: '{}', runAtMs: 0, ...facts };
}
const SYNC = job('sync-contacts', { kind: 'sync-contacts', payload: '{"from":"the start"}', runAtMs: 1_000 });

/** What an install and its end mean for the jobs and the data of the workspace. */
export function installingSuite(openStore: OpenStore): void {
  const claimed = async ({ jobs }: Store, nowMs = 5_000) => {
    const claim = {
      nowMs,
      leaseMs: 1_000,
      limit: 100,
      perWorkspace: 100,
      afterWorkspaceId: '',
      exceptWorkspaceIds: [],
    };
    return (await jobs.claim({ ...claim, owner: 'me' })).map(({ jobId }) => jobId);
  };
  async function openInstalled(...installed: NewJob[]) {
    const store = await openStore();
    await store.workspaces.install(installation('a', { jobs: installed }));
    return store;
  }
  const epochs = async (store: Store) =>
    Object.fromEntries((await store.jobs.list({ limit: 100 })).map(({ jobId, epoch }) => [jobId, epoch]));

  describe('an install', () => {
    test('brings the jobs that have to follow it', async () => {
      const store = await openInstalled(SYNC);
      expect(await store.jobs.find(SYNC)).toMatchObject({ ...SYNC, epoch: 1, state: 'waiting', createdAtMs: 1_000 });
      expect(await claimed(store)).toEqual(['sync-contacts']);
    });

    test('that comes again leaves the jobs of the older one void, and replaces those that it brings itself', async () => {
      const store = await openInstalled(SYNC);
      await store.jobs.enqueue([job('n1', { orderingKey: 'sync-contacts' }), job('n2')], 1);
      expect(await claimed(store)).toEqual(expect.arrayContaining(['sync-contacts', 'n2']));
      const again = { ...SYNC, payload: '{"again":true}', orderingKey: 'another line' };
      await store.workspaces.install(installation('a', { jobs: [again] }));
      expect(await epochs(store)).toEqual({ 'sync-contacts': 2, n1: 1, n2: 1 });
      expect(await store.jobs.find(SYNC)).toMatchObject({ ...again, state: 'waiting', attempts: 0 });
      expect(await store.jobs.complete({ owner: 'me', job: SYNC, nowMs: 1 })).toBe(false);
      // What waited behind the replaced one is not held up for ever.
      expect(await claimed(store)).toEqual(expect.arrayContaining(['sync-contacts', 'n1']));
    });

    test('that connects again takes along the jobs that waited for it', async () => {
      const store = await openInstalled(SYNC);
      await store.workspaces.install(installation('a'));
      await store.jobs.enqueue(
        ['waiting', 'running', 'dead'].map((jobId) => job(jobId)),
        1,
      );
      expect(await claimed(store)).toHaveLength(4);
      const key = (jobId: string) => ({ workspaceId: 'a', jobId });
      await store.jobs.bury({ owner: 'me', job: key('dead'), error: 'x', atMs: 1 });
      const later = { runAtMs: 9_000, refund: true, error: 'disconnected' };
      await store.jobs.reschedule({ owner: 'me', job: key('waiting'), ...later });
      await store.workspaces.markDisconnected({ workspaceId: 'a', epoch: 2, reason: 'token_revoked', atMs: 5 });
      await store.workspaces.install(installation('a', { jobs: [job('new')] }));
      expect(await epochs(store)).toEqual({ 'sync-contacts': 1, waiting: 3, running: 3, dead: 3, new: 3 });
      expect(await store.jobs.find(key('waiting'))).toMatchObject({ state: 'waiting', runAtMs: 9_000 });
      expect(await store.jobs.complete({ owner: 'me', job: key('running'), nowMs: 1 })).toBe(true);
      expect(await store.jobs.redrive(key('dead'), 1)).toBe(true);
    });

    test('that connects again begins its own jobs anew, also those that waited for it', async () => {
      const store = await openInstalled(SYNC);
      await store.workspaces.markDisconnected({ workspaceId: 'a', epoch: 1, reason: 'token_revoked', atMs: 5 });
      await store.workspaces.install(installation('a', { jobs: [{ ...SYNC, payload: '{"again":true}' }] }));
      expect(await store.jobs.find(SYNC)).toMatchObject({ epoch: 2, payload: '{"again":true}' });
    });

    test('leaves the jobs of other workspaces alone', async () => {
      const store = await openInstalled(SYNC);
      await store.workspaces.install(installation('b', { jobs: [{ ...SYNC, workspaceId: 'b' }] }));
      await store.workspaces.markDisconnected({ workspaceId: 'a', epoch: 1, reason: 'token_revoked', atMs: 5 });
      const before = await store.jobs.find({ ...SYNC, workspaceId: 'b' });
      await store.workspaces.install(installation('a', { jobs: [SYNC] }));
      await store.workspaces.markUninstalled({ workspaceId: 'a', epoch: 2, atMs: 5 });
      expect(await store.jobs.find({ ...SYNC, workspaceId: 'b' })).toStrictEqual(before);
    });
  });

  describe('an uninstall', () => {
    const uninstall = (store: Store, epoch = 1, atMs = 50) =>
      store.workspaces.markUninstalled({ workspaceId: 'a', epoch, atMs });

    test('drops the token and the jobs, and nothing is to be done for the workspace any more', async () => {
      const store = await openInstalled(SYNC);
      expect(await uninstall(store)).toBe(true);
      expect(await store.workspaces.find('a')).toMatchObject({
        status: 'uninstalled',
        sealedToken: '',
        uninstalledAtMs: 50,
        disconnectedReason: undefined,
        epoch: 1,
      });
      expect(await store.jobs.list({ limit: 10 })).toEqual([]);
      expect(await store.jobs.enqueue([job('n1')], 1)).toBe(0);
    });

    test('happens once, also after the connection was lost', async () => {
      const store = await openInstalled();
      await store.workspaces.markDisconnected({ workspaceId: 'a', epoch: 1, reason: 'token_revoked', atMs: 5 });
      const several = await Promise.all([uninstall(store), uninstall(store), uninstall(store)]);
      expect(several.filter(Boolean)).toHaveLength(1);
      expect(await uninstall(store, 1, 99)).toBe(false);
      expect(await store.workspaces.find('a')).toMatchObject({ uninstalledAtMs: 50, disconnectedReason: undefined });
    });

    test('of an older install, or of none, changes nothing and says so', async () => {
      const store = await openInstalled();
      const again = await store.workspaces.install(installation('a', { jobs: [SYNC] }));
      expect(await uninstall(store, 1)).toBe(false);
      expect(await store.workspaces.markUninstalled({ workspaceId: 'none', epoch: 1, atMs: 5 })).toBe(false);
      expect(await store.workspaces.find('a')).toStrictEqual(again);
      expect(await claimed(store)).toEqual(['sync-contacts']);
    });

    test('is not undone by a token that turns out to be dead, nor gets a token by a reseal', async () => {
      const store = await openInstalled();
      await uninstall(store);
      const before = await store.workspaces.find('a');
      const dead = { workspaceId: 'a', epoch: 1, reason: 'token_revoked', atMs: 60 };
      expect(await store.workspaces.markDisconnected(dead)).toBe(false);
      expect(await store.workspaces.resealToken({ workspaceId: 'a', previous: '', sealedToken: 'x' })).toBe(false);
      expect(await store.workspaces.find('a')).toStrictEqual(before);
    });

    test('ends with the next install, which is a new epoch', async () => {
      const store = await openInstalled();
      await uninstall(store);
      expect(await store.workspaces.install(installation('a', { atMs: 70 }))).toMatchObject({
        status: 'connected',
        uninstalledAtMs: undefined,
        sealedToken: 'sealed for a',
        epoch: 2,
        firstInstalledAtMs: 1_000,
      });
    });

    test('is listed once it is long enough ago, those first that have waited longest', async () => {
      const { workspaces } = await openStore();
      for (const [workspaceId, atMs] of Object.entries({ b: 30, a: 30, c: 10, d: 40, e: 0 })) {
        await workspaces.install(installation(workspaceId));
        if (atMs > 0) await workspaces.markUninstalled({ workspaceId, epoch: 1, atMs });
      }
      const list = async (beforeMs: number, limit: number) =>
        (await workspaces.listUninstalled({ beforeMs, limit })).map(({ workspaceId }) => workspaceId);
      expect(await list(41, 10)).toEqual(['c', 'a', 'b', 'd']);
      expect(await list(40, 10)).toEqual(['c', 'a', 'b']);
      expect(await list(41, 2)).toEqual(['c', 'a']);
      expect(await workspaces.listUninstalled({ beforeMs: 11, limit: 1 })).toStrictEqual([await workspaces.find('c')]);
    });

    test('long enough ago lets the data be erased; nothing else does', async () => {
      const store = await openInstalled();
      const erase = (beforeMs: number) => store.workspaces.erase({ workspaceId: 'a', beforeMs, limit: 10 });
      expect(await erase(Number.MAX_SAFE_INTEGER)).toBe(false);
      await store.workspaces.markDisconnected({ workspaceId: 'a', epoch: 1, reason: 'token_revoked', atMs: 5 });
      expect(await erase(Number.MAX_SAFE_INTEGER)).toBe(false);
      await uninstall(store, 1, 50);
      await store.clicks.begin({ workspaceId: 'a', clickHash: 'h', atMs: 1 });
      expect(await erase(50)).toBe(false);
      expect(await store.clicks.begin({ workspaceId: 'a', clickHash: 'h', atMs: 2 })).toMatchObject({ state: 'begun' });
      expect(await erase(51)).toBe(true);
      expect(await store.workspaces.find('a')).toBeUndefined();
      expect(await store.workspaces.install(installation('a'))).toMatchObject({ epoch: 1 });
      expect(await erase(Number.MAX_SAFE_INTEGER)).toBe(false);
    });
  });
}
