import { describe, expect, test } from 'vitest';
import { claimOf, idsOf, newJob, openJobs } from './job.ts';
import { installation, type OpenStore } from './open-store.ts';

const owner = 'worker 1';

/** What every `JobStore` guarantees to those who make jobs and those who do them. */
export function jobStoreSuite(openStore: OpenStore): void {
  describe('jobs', () => {
    test('a job is there with everything it was made with, and its workspace’s epoch', async () => {
      const { jobs, workspaces } = await openJobs(openStore, 'a');
      await workspaces.install(installation('a'));
      const job = newJob('a', '1', { orderingKey: 'contact:7', payload: '{"n":1}', runAtMs: 30 });
      expect(await jobs.enqueue([job], 20)).toBe(1);
      expect(await jobs.find(job)).toStrictEqual({
        ...job,
        epoch: 2,
        state: 'waiting',
        attempts: 0,
        createdAtMs: 20,
        leaseOwner: undefined,
        leaseExpiresAtMs: undefined,
        lastError: undefined,
        diedAtMs: undefined,
      });
      expect(await jobs.find({ workspaceId: 'a', jobId: '2' })).toBeUndefined();
    });

    test('a job whose id is there already is left as it is, waiting, running or dead, and twice in one call', async () => {
      const { jobs } = await openJobs(openStore, 'a');
      const [one, other] = [newJob('a', '1'), newJob('a', '1', { kind: 'other', payload: '[]', orderingKey: 'x' })];
      expect(await jobs.enqueue([one, other], 1)).toBe(1);
      expect(await jobs.enqueue([other, newJob('a', '2')], 2)).toBe(1);
      expect(await jobs.find(one)).toMatchObject({ ...one, createdAtMs: 1 });
      await jobs.claim(claimOf());
      expect(await jobs.enqueue([other], 3)).toBe(0);
      expect(await jobs.find(one)).toMatchObject({ ...one, state: 'running' });
      await jobs.bury({ owner, job: one, error: 'x', atMs: 4 });
      expect(await jobs.enqueue([other], 5)).toBe(0);
      expect(await jobs.find(one)).toMatchObject({ ...one, state: 'dead' });
    });

    test('nothing is added for a workspace that is uninstalled or was never installed, and the others get theirs', async () => {
      const { jobs, workspaces } = await openJobs(openStore, 'a', 'b', 'c');
      await workspaces.markUninstalled({ workspaceId: 'b', epoch: 1, atMs: 5 });
      await workspaces.markDisconnected({ workspaceId: 'c', epoch: 1, reason: 'token_revoked', atMs: 5 });
      const added = await jobs.enqueue(
        ['a', 'b', 'c', 'stranger'].map((workspaceId) => newJob(workspaceId, '1')),
        6,
      );
      expect(added).toBe(2);
      expect((await jobs.list({ limit: 10 })).map(({ workspaceId }) => workspaceId)).toEqual(['a', 'c']);
    });

    test('adding nothing adds nothing', async () => {
      const { jobs } = await openJobs(openStore, 'a');
      expect(await jobs.enqueue([], 1)).toBe(0);
    });

    test('a job can be taken when its time has come, and belongs to whoever took it until the lease ends', async () => {
      const { jobs } = await openJobs(openStore, 'a');
      await jobs.enqueue([newJob('a', '1', { runAtMs: 50 })], 1);
      expect(await jobs.claim(claimOf({ nowMs: 49 }))).toEqual([]);
      const [taken] = await jobs.claim(claimOf({ nowMs: 50, leaseMs: 100 }));
      expect(taken).toStrictEqual(await jobs.find({ workspaceId: 'a', jobId: '1' }));
      expect(taken).toMatchObject({
        state: 'running',
        attempts: 1,
        leaseOwner: owner,
        leaseExpiresAtMs: 150,
        runAtMs: 50,
      });
      expect(await jobs.claim(claimOf({ owner: 'worker 2', nowMs: 149 }))).toEqual([]);
      expect(await jobs.claim(claimOf({ owner: 'worker 2', nowMs: 150, leaseMs: 100 }))).toMatchObject([
        { attempts: 2, leaseOwner: 'worker 2', leaseExpiresAtMs: 250 },
      ]);
    });

    test('of any number who claim at once exactly one gets each job', async () => {
      const { jobs } = await openJobs(openStore, 'a', 'b');
      const made = Array.from({ length: 40 }, (_, n) => newJob(n % 2 === 0 ? 'a' : 'b', `${n}`));
      await jobs.enqueue(made, 1);
      const claims = Array.from({ length: 20 }, (_, n) => jobs.claim(claimOf({ owner: `worker ${n}`, limit: 5 })));
      const taken = (await Promise.all(claims)).flat();
      const rest = await jobs.claim(claimOf({ owner: 'last' }));
      expect(idsOf([...taken, ...rest]).toSorted()).toEqual(idsOf(await jobs.list({ limit: 100 })).toSorted());
      for (const job of taken) expect(await jobs.find(job)).toMatchObject({ leaseOwner: job.leaseOwner });
    });

    test('what was due first is taken first', async () => {
      const { jobs } = await openJobs(openStore, 'a');
      const runAts: Record<string, number> = { late: 30, early: 10, middle: 20, tomorrow: 5_000 };
      await jobs.enqueue(
        Object.entries(runAts).map(([jobId, runAtMs]) => newJob('a', jobId, { runAtMs })),
        1,
      );
      expect(idsOf(await jobs.claim(claimOf({ limit: 2 })))).toEqual(['early', 'middle']);
      expect(idsOf(await jobs.claim(claimOf()))).toEqual(['late']);
    });

    test('of one ordering key only the first is taken, in the order in which they came, whatever their times', async () => {
      const { jobs } = await openJobs(openStore, 'a', 'b');
      const orderingKey = 'contact:1';
      await jobs.enqueue([newJob('a', 'first', { orderingKey, runAtMs: 30 })], 1);
      await jobs.enqueue(
        [
          newJob('a', 'second', { orderingKey, runAtMs: 20 }),
          newJob('a', 'third', { orderingKey, runAtMs: 10 }),
          newJob('b', 'elsewhere', { orderingKey }),
        ],
        2,
      );
      expect(idsOf(await jobs.claim(claimOf({ nowMs: 29, leaseMs: 5_000 })))).toEqual(['elsewhere']);
      for (const [before, after] of [
        ['first', 'second'],
        ['second', 'third'],
      ] as const) {
        expect(idsOf(await jobs.claim(claimOf()))).toEqual([before]);
        expect(await jobs.claim(claimOf({ owner: 'worker 2' }))).toEqual([]);
        await jobs.complete({ owner, job: { workspaceId: 'a', jobId: before }, nowMs: 3 });
        expect(await jobs.find({ workspaceId: 'a', jobId: before })).toBeUndefined();
        expect(await jobs.find({ workspaceId: 'a', jobId: after })).toMatchObject({ state: 'waiting' });
      }
      expect(idsOf(await jobs.claim(claimOf()))).toEqual(['third']);
    });

    test('a job that is put off stays the first of its ordering key, and one that is given up lets the next go on', async () => {
      const { jobs } = await openJobs(openStore, 'a');
      const [one, two] = [newJob('a', '1', { orderingKey: 'k' }), newJob('a', '2', { orderingKey: 'k' })];
      await jobs.enqueue([one, two], 1);
      await jobs.claim(claimOf());
      await jobs.reschedule({ owner, job: one, runAtMs: 5_000, refund: false, error: 'busy' });
      expect(await jobs.claim(claimOf({ nowMs: 4_999 }))).toEqual([]);
      expect(idsOf(await jobs.claim(claimOf({ nowMs: 5_000 })))).toEqual(['1']);
      expect(await jobs.bury({ owner, job: one, error: 'no such contact', atMs: 6_000 })).toBe(true);
      expect(await jobs.find(one)).toMatchObject({
        state: 'dead',
        lastError: 'no such contact',
        diedAtMs: 6_000,
        attempts: 2,
        leaseOwner: undefined,
        leaseExpiresAtMs: undefined,
      });
      expect(idsOf(await jobs.claim(claimOf({ nowMs: 6_000 })))).toEqual(['2']);
    });

    test('a job that is put off says why, and goes on with what it got so far; a refunded attempt does not count', async () => {
      const { jobs } = await openJobs(openStore, 'a');
      const job = newJob('a', '1', { payload: '{"page":1}' });
      await jobs.enqueue([job], 1);
      await jobs.claim(claimOf());
      expect(await jobs.reschedule({ owner, job, runAtMs: 20, refund: false, error: 'HTTP 500' })).toBe(true);
      expect(await jobs.find(job)).toMatchObject({
        ...job,
        runAtMs: 20,
        state: 'waiting',
        attempts: 1,
        lastError: 'HTTP 500',
        leaseOwner: undefined,
        leaseExpiresAtMs: undefined,
      });
      await jobs.claim(claimOf());
      const change = { runAtMs: 30, refund: true, error: undefined, payload: '{"page":2}' };
      expect(await jobs.reschedule({ owner, job, ...change })).toBe(true);
      expect(await jobs.find(job)).toMatchObject({ payload: '{"page":2}', attempts: 1, lastError: undefined });
    });

    test('what follows a job is there when it is done, behind those that wait, even with the same id', async () => {
      const { jobs } = await openJobs(openStore, 'a', 'b');
      const job = newJob('a', 'page', { orderingKey: 'sync' });
      await jobs.enqueue([job, newJob('a', 'waits', { orderingKey: 'sync' })], 1);
      await jobs.claim(claimOf());
      const next = [{ ...job, payload: '{"page":2}' }, newJob('b', 'other')];
      expect(await jobs.complete({ owner, job, nowMs: 50, next })).toBe(true);
      expect(await jobs.find(job)).toMatchObject({
        payload: '{"page":2}',
        state: 'waiting',
        attempts: 0,
        createdAtMs: 50,
      });
      expect(idsOf(await jobs.claim(claimOf()))).toEqual(['waits', 'other']);
      await jobs.complete({ owner, job: { workspaceId: 'a', jobId: 'waits' }, nowMs: 60 });
      expect(idsOf(await jobs.claim(claimOf()))).toEqual(['page']);
    });

    test('a job’s id is free again once it is done', async () => {
      const { jobs } = await openJobs(openStore, 'a');
      const job = newJob('a', '1');
      await jobs.enqueue([job], 1);
      await jobs.claim(claimOf());
      await jobs.complete({ owner, job, nowMs: 2 });
      expect(await jobs.enqueue([job], 3)).toBe(1);
      expect(idsOf(await jobs.claim(claimOf()))).toEqual(['1']);
    });

    test('jobs of one workspace are never touched by what happens to those of another with the same ids', async () => {
      const { jobs } = await openJobs(openStore, 'a', 'b');
      const [mine, theirs] = [newJob('a', '1', { orderingKey: 'k' }), newJob('b', '1', { orderingKey: 'k' })];
      await jobs.enqueue([mine, theirs, newJob('b', '2', { orderingKey: 'k' })], 1);
      expect(idsOf(await jobs.claim(claimOf({ exceptWorkspaceIds: ['b'] })))).toEqual(['1']);
      expect(await jobs.complete({ owner, job: theirs, nowMs: 2 })).toBe(false);
      expect(await jobs.complete({ owner, job: mine, nowMs: 2 })).toBe(true);
      expect(idsOf(await jobs.list({ workspaceId: 'b', limit: 9 }))).toEqual(['1', '2']);
      expect(idsOf(await jobs.claim(claimOf()))).toEqual(['1']);
      await jobs.bury({ owner, job: theirs, error: 'x', atMs: 3 });
      expect(await jobs.redrive(mine, 4)).toBe(false);
      expect(await jobs.drop(mine)).toBe(false);
    });
  });
}
