import { describe, expect, test } from 'vitest';
import type { JobStore, NewJob } from '../../db/job-ports.ts';
import { claimOf, idsOf, newJob, openJobs } from './job.ts';
import type { OpenStore } from './open-store.ts';

const owner = 'worker 1';

async function bury(jobs: JobStore, job: NewJob, atMs: number, error = 'gone'): Promise<void> {
  const held = await jobs.claim(claimOf({ nowMs: 1_000_000, leaseMs: 1 }));
  expect(idsOf(held)).toContain(job.jobId);
  expect(await jobs.bury({ owner, job, error, atMs })).toBe(true);
}

/** What every `JobStore` guarantees to those who look after jobs. */
export function jobDeskSuite(openStore: OpenStore): void {
  describe('jobs for operators', () => {
    test('a dead job that is redriven waits with no attempts behind it, after all others of its ordering key', async () => {
      const { jobs } = await openJobs(openStore, 'a');
      const [one, two] = [newJob('a', '1', { orderingKey: 'k' }), newJob('a', '2', { orderingKey: 'k', runAtMs: 900 })];
      await jobs.enqueue([one, two], 1);
      await bury(jobs, one, 70);
      expect(await jobs.redrive(two, 80)).toBe(false);
      expect(await jobs.redrive(one, 80)).toBe(true);
      expect(await jobs.redrive(one, 81)).toBe(false);
      expect(await jobs.find(one)).toStrictEqual({
        ...one,
        runAtMs: 80,
        epoch: 1,
        state: 'waiting',
        attempts: 0,
        createdAtMs: 1,
        leaseOwner: undefined,
        leaseExpiresAtMs: undefined,
        lastError: undefined,
        diedAtMs: undefined,
      });
      expect(idsOf(await jobs.claim(claimOf()))).toEqual(['2']);
      expect(await jobs.claim(claimOf())).toEqual([]);
      await jobs.complete({ owner, job: two, nowMs: 90 });
      expect(idsOf(await jobs.claim(claimOf()))).toEqual(['1']);
      expect(await jobs.redrive(one, 91)).toBe(false);
    });

    test('a redriven job with none before it can be taken at once', async () => {
      const { jobs } = await openJobs(openStore, 'a');
      const job = newJob('a', '1');
      await jobs.enqueue([job], 1);
      await bury(jobs, job, 70);
      expect(await jobs.claim(claimOf({ nowMs: 9_000_000 }))).toEqual([]);
      await jobs.redrive(job, 500);
      expect(idsOf(await jobs.claim(claimOf({ nowMs: 500 })))).toEqual(['1']);
      expect(await jobs.redrive({ workspaceId: 'a', jobId: 'unknown' }, 1)).toBe(false);
    });

    test('a job is dropped unless it is running, and the next of its ordering key goes on', async () => {
      const { jobs } = await openJobs(openStore, 'a');
      const [one, two, three] = ['1', '2', '3'].map((id) => newJob('a', id, { orderingKey: 'k' }));
      if (!one || !two || !three) throw new Error('three jobs');
      await jobs.enqueue([one, two, three], 1);
      expect(await jobs.drop(one)).toBe(true);
      expect(await jobs.drop(one)).toBe(false);
      expect(idsOf(await jobs.claim(claimOf()))).toEqual(['2']);
      expect(await jobs.drop(two)).toBe(false);
      expect(await jobs.find(two)).toMatchObject({ state: 'running' });
      expect(await jobs.drop(three)).toBe(true);
      await jobs.bury({ owner, job: two, error: 'x', atMs: 2 });
      expect(await jobs.drop(two)).toBe(true);
      expect(await jobs.list({ limit: 9 })).toEqual([]);
    });

    test('jobs are listed oldest first, by workspace, state and kind', async () => {
      const { jobs } = await openJobs(openStore, 'a', 'b');
      await jobs.enqueue(
        [
          newJob('b', '1', { runAtMs: 30 }),
          newJob('a', '2', { runAtMs: 20, kind: 'reconcile' }),
          newJob('a', '3', { runAtMs: 10 }),
          newJob('b', '4', { runAtMs: 20 }),
          newJob('a', '5', { runAtMs: 2_000 }),
        ],
        1,
      );
      expect(idsOf(await jobs.list({ limit: 9 }))).toEqual(['3', '2', '4', '1', '5']);
      expect(idsOf(await jobs.list({ limit: 2 }))).toEqual(['3', '2']);
      expect(idsOf(await jobs.list({ workspaceId: 'a', limit: 9 }))).toEqual(['3', '2', '5']);
      await jobs.claim(claimOf({ exceptWorkspaceIds: ['a'] }));
      expect(idsOf(await jobs.list({ state: 'running', limit: 9 }))).toEqual(['4', '1']);
      expect(idsOf(await jobs.list({ state: 'waiting', kind: 'notification', limit: 9 }))).toEqual(['3', '5']);
      expect(idsOf(await jobs.list({ workspaceId: 'a', state: 'waiting', kind: 'reconcile', limit: 9 }))).toEqual([
        '2',
      ]);
      expect(await jobs.list({ workspaceId: 'c', limit: 9 })).toEqual([]);
    });

    test('jobs are counted by kind and state, with the time for which the oldest was meant', async () => {
      const { jobs } = await openJobs(openStore, 'a', 'b');
      expect(await jobs.counts()).toEqual([]);
      const dies = newJob('a', '1', { runAtMs: 5 });
      await jobs.enqueue([dies], 1);
      await bury(jobs, dies, 8);
      await jobs.enqueue([newJob('a', '2', { runAtMs: 20 }), newJob('b', '3', { runAtMs: 15 })], 1);
      await jobs.claim(claimOf());
      await jobs.enqueue(
        [newJob('a', '4', { runAtMs: 40 }), newJob('b', '5', { runAtMs: 30 }), newJob('b', '6', { kind: 'reconcile' })],
        1,
      );
      const counts = await jobs.counts();
      expect(counts.toSorted((one, two) => one.oldestRunAtMs - two.oldestRunAtMs)).toStrictEqual([
        { kind: 'notification', state: 'dead', count: 1, oldestRunAtMs: 5 },
        { kind: 'reconcile', state: 'waiting', count: 1, oldestRunAtMs: 10 },
        { kind: 'notification', state: 'running', count: 2, oldestRunAtMs: 15 },
        { kind: 'notification', state: 'waiting', count: 2, oldestRunAtMs: 30 },
      ]);
    });

    test('it is told since when a due job of a workspace waits, and nothing when none is due', async () => {
      const { jobs } = await openJobs(openStore, 'a', 'b');
      const since = (nowMs: number) => jobs.oldestDueAtMs({ workspaceId: 'a', nowMs });
      await jobs.enqueue(
        [newJob('a', '1', { runAtMs: 300 }), newJob('a', '2', { runAtMs: 200 }), newJob('b', '3', { runAtMs: 100 })],
        1,
      );
      expect(await since(199)).toBeUndefined();
      expect(await since(200)).toBe(200);
      expect(await since(900)).toBe(200);
      await jobs.claim(claimOf({ nowMs: 250, leaseMs: 1_000 }));
      expect(await since(299)).toBeUndefined();
      expect(await since(900)).toBe(300);
      await jobs.claim(claimOf({ nowMs: 400, leaseMs: 1_000 }));
      expect(await since(1_249)).toBeUndefined();
      expect(await since(2_000)).toBe(1_250);
    });

    test('jobs that died before a time are forgotten, so many at a time, and no others', async () => {
      const { jobs } = await openJobs(openStore, 'a', 'b');
      for (const [n, workspaceId] of ['a', 'b', 'a', 'b'].entries()) {
        const job = newJob(workspaceId, `${n}`);
        await jobs.enqueue([job], 1);
        await bury(jobs, job, 100 + n);
      }
      await jobs.enqueue([newJob('a', 'waits')], 1);
      expect(await jobs.forgetDeadBefore({ beforeMs: 100, limit: 10 })).toBe(0);
      expect(await jobs.forgetDeadBefore({ beforeMs: 103, limit: 2 })).toBe(2);
      expect(await jobs.forgetDeadBefore({ beforeMs: 103, limit: 2 })).toBe(1);
      expect(await jobs.forgetDeadBefore({ beforeMs: 103, limit: 2 })).toBe(0);
      expect(idsOf(await jobs.list({ limit: 9 }))).toEqual(['waits', '3']);
    });
  });
}
