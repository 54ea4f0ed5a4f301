import { describe, expect, test } from 'vitest';
import { claimOf, idsOf, newJob, openJobs } from './job.ts';
import type { OpenStore } from './open-store.ts';

const owner = 'worker 1';

/** Whose a job is. */
export function jobLeaseSuite(openStore: OpenStore): void {
  describe('leases', () => {
    test('leases are made longer for whoever holds them, and for nobody else', async () => {
      const { jobs } = await openJobs(openStore, 'a', 'b');
      const [mine, lost, theirs, waiting] = [newJob('a', '1'), newJob('b', '1'), newJob('a', '2'), newJob('a', '3')];
      await jobs.enqueue([lost], 1);
      await jobs.claim(claimOf({ nowMs: 100, leaseMs: 10 }));
      await jobs.enqueue([mine], 1);
      await jobs.claim(claimOf({ nowMs: 105, leaseMs: 10 }));
      await jobs.enqueue([theirs], 1);
      await jobs.claim(claimOf({ owner: 'worker 2', nowMs: 110, leaseMs: 50 }));
      await jobs.enqueue([waiting], 1);
      const unknown = { workspaceId: 'a', jobId: 'unknown' };
      const renewed = await jobs.renew({ owner, jobs: [theirs, mine, waiting, lost, unknown], leaseExpiresAtMs: 900 });
      expect(renewed).toStrictEqual([{ workspaceId: 'a', jobId: '1' }]);
      expect(await jobs.find(mine)).toMatchObject({ leaseExpiresAtMs: 900 });
      expect(await jobs.find(theirs)).toMatchObject({ leaseExpiresAtMs: 160 });
      // At 160 the renewed one is the only one that nobody else can have.
      expect(idsOf(await jobs.claim(claimOf({ nowMs: 160, owner: 'worker 3', exceptWorkspaceIds: ['b'] })))).toEqual([
        '3',
        '2',
      ]);
      expect(await jobs.find(lost)).toMatchObject({ leaseOwner: 'worker 2', leaseExpiresAtMs: 160 });
      expect(await jobs.renew({ owner, jobs: [], leaseExpiresAtMs: 900 })).toEqual([]);
    });

    test('whoever lost the lease can change nothing any more, even if nobody has it', async () => {
      const { jobs } = await openJobs(openStore, 'a');
      const job = newJob('a', '1');
      await jobs.enqueue([job], 1);
      const attempts = () =>
        Promise.all([
          jobs.complete({ owner, job, nowMs: 1, next: [newJob('a', 'next')] }),
          jobs.reschedule({ owner, job, runAtMs: 1, refund: true, error: 'x' }),
          jobs.bury({ owner, job, error: 'x', atMs: 1 }),
        ]);
      expect(await attempts()).toEqual([false, false, false]);
      await jobs.claim(claimOf({ nowMs: 100, leaseMs: 10 }));
      const [taken] = await jobs.claim(claimOf({ owner: 'worker 2', nowMs: 110 }));
      expect(await attempts()).toEqual([false, false, false]);
      expect(await jobs.list({ limit: 9 })).toStrictEqual([taken]);
      await jobs.complete({ owner: 'worker 2', job, nowMs: 1 });
      expect(await attempts()).toEqual([false, false, false]);
      expect(await jobs.list({ limit: 9 })).toEqual([]);
    });

    test('a lease that ended still counts until somebody else takes the job', async () => {
      const { jobs } = await openJobs(openStore, 'a');
      const job = newJob('a', '1');
      await jobs.enqueue([job], 1);
      await jobs.claim(claimOf({ nowMs: 100, leaseMs: 10 }));
      expect(await jobs.renew({ owner, jobs: [job], leaseExpiresAtMs: 300 })).toHaveLength(1);
      expect(await jobs.claim(claimOf({ nowMs: 299 }))).toEqual([]);
      expect(await jobs.complete({ owner, job, nowMs: 400 })).toBe(true);
    });
  });
}
