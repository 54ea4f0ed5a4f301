import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NewJob } from '../../db/job-ports.ts';
import type { NewNotification } from '../../db/mirror-ports.ts';
import { claimOf, idsOf, newJob, openJobs } from './job.ts';
import { installation, type OpenStore } from './open-store.ts';

export function notification(
  workspaceId: string,
  notificationId: string,
  facts: Partial<Omit<NewNotification, 'job'>> & { job?: Partial<NewJob> } = {},
): NewNotification {
  const { job, ...rest } = facts;
  return {
    workspaceId,
    notificationId,
    createdAtMs: 5_000,
    receivedAtMs: 5_300,
    ...rest,
    job: {
      jobId: `notification:${notificationId}`,
      kind: 'notification',
      orderingKey: 'contact:1',
      payload: '{}',
      runAtMs: 5_300,
      ...job,
    },
  };
}

/** What every `IntakeStore` guarantees. */
export function intakeStoreSuite(openStore: OpenStore): void {
  describe('intake', () => {
    test('a notification that is taken was seen, and its job is there, of the present epoch', async () => {
      const { intake, jobs, workspaces } = await openJobs(openStore, 'a');
      await workspaces.install(installation('a'));
      const one = notification('a', 'n1', { job: { payload: '{"id":"n1"}' } });
      expect(await intake.take([one])).toEqual(['taken']);
      expect(await jobs.list({ limit: 9 })).toMatchObject([
        { ...one.job, workspaceId: 'a', epoch: 2, state: 'waiting', attempts: 0, createdAtMs: 5_300 },
      ]);
    });

    test('a notification that comes again makes no second job, even when the first was done long ago', async () => {
      const { intake, jobs } = await openJobs(openStore, 'a', 'b');
      const one = notification('a', 'n1');
      await intake.take([one]);
      expect(await intake.take([{ ...one, receivedAtMs: 9_000 }])).toEqual(['duplicate']);
      const [job] = await jobs.claim(claimOf({ nowMs: 9_000 }));
      if (job === undefined) throw new Error('There is no job.');
      await jobs.complete({ owner: 'worker 1', job, nowMs: 9_000 });
      expect(await intake.take([one])).toEqual(['duplicate']);
      expect(await jobs.list({ limit: 9 })).toEqual([]);
      expect(await intake.take([{ ...one, workspaceId: 'b' }])).toEqual(['taken']);
    });

    test('of two with the same id in one call the first is taken and the second is the duplicate', async () => {
      const { intake, jobs } = await openJobs(openStore, 'a', 'b');
      const [first, second] = [notification('a', 'n1', { job: { payload: '1' } }), notification('a', 'n1')];
      expect(await intake.take([first, second, notification('b', 'n1'), second])).toEqual([
        'taken',
        'duplicate',
        'taken',
        'duplicate',
      ]);
      expect(await jobs.list({ workspaceId: 'a', limit: 9 })).toMatchObject([{ payload: '1' }]);
    });

    test('one that cannot be taken does not keep the others from being taken, and each is told why', async () => {
      const { intake, jobs, workspaces } = await openJobs(openStore, 'a', 'gone', 'cut off');
      await workspaces.install(installation('late', { atMs: 8_000 }));
      await workspaces.markUninstalled({ workspaceId: 'gone', epoch: 1, atMs: 2_000 });
      await workspaces.markDisconnected({ workspaceId: 'cut off', epoch: 1, reason: 'token_revoked', atMs: 2_000 });
      const batch = ['stranger', 'a', 'gone', 'late', 'cut off'].map((id) => notification(id, 'n1'));
      const expected = ['unknown_workspace', 'taken', 'uninstalled', 'before_install', 'taken'];
      expect(await intake.take(batch)).toEqual(expected);
      expect((await jobs.list({ limit: 9 })).map(({ workspaceId }) => workspaceId)).toEqual(['a', 'cut off']);
      expect(await intake.take([...batch].reverse())).toEqual(
        expected.map((result) => (result === 'taken' ? 'duplicate' : result)).reverse(),
      );
    });

    test.each([
      [7_001, 'taken'],
      [7_000, 'before_install'],
    ])(
      'Intercom’s times are whole seconds: at an install at 8 s, what says %d ms is %s',
      async (createdAtMs, result) => {
        const { intake, workspaces } = await openJobs(openStore);
        await workspaces.install(installation('a', { atMs: 8_000 }));
        expect(await intake.take([notification('a', 'n1', { createdAtMs })])).toEqual([result]);
        // What was not taken was not seen either.
        expect(await intake.take([notification('a', 'n1', { createdAtMs: 8_000 })])).toEqual([
          result === 'taken' ? 'duplicate' : 'taken',
        ]);
      },
    );

    test('what happened before a reinstall belongs to an older epoch', async () => {
      const { intake, workspaces } = await openJobs(openStore, 'a');
      await workspaces.install(installation('a', { atMs: 60_000 }));
      expect(await intake.take([notification('a', 'n1', { createdAtMs: 59_000 })])).toEqual(['before_install']);
      expect(await intake.take([notification('a', 'n2', { createdAtMs: 60_000 })])).toEqual(['taken']);
    });

    test('jobs of a batch are done in its order where they have the same ordering key', async () => {
      const { intake, jobs } = await openJobs(openStore, 'a');
      const ids = ['3', '1', '2'];
      await intake.take(ids.map((id) => notification('a', id, { job: { jobId: id } })));
      await intake.take([notification('a', '0', { job: { jobId: '0', runAtMs: 1 } })]);
      for (const id of [...ids, '0']) {
        const [job, ...others] = await jobs.claim(claimOf({ nowMs: 9_000 }));
        expect([job?.jobId, others]).toEqual([id, []]);
        if (job !== undefined) await jobs.complete({ owner: 'worker 1', job, nowMs: 1 });
      }
    });

    test('a notification is behind what its ordering key had before, and before what it gets later', async () => {
      const { intake, jobs } = await openJobs(openStore, 'a');
      const named = (jobId: string) => ({ jobId, orderingKey: 'k', runAtMs: 10 });
      const take = (jobId: string) => intake.take([notification('a', jobId, { job: named(jobId) })]);
      await jobs.enqueue([newJob('a', 'first', named('first'))], 1);
      await take('second');
      await jobs.enqueue([newJob('a', 'third', named('third'))], 1);
      await take('fourth');
      const [first] = await jobs.claim(claimOf());
      await take('fifth');
      await jobs.bury({ owner: 'worker 1', job: newJob('a', 'first'), error: 'gone', atMs: 20 });
      await jobs.redrive(newJob('a', 'first'), 21);
      expect(first?.jobId).toBe('first');
      for (const id of ['second', 'third', 'fourth', 'fifth', 'first']) {
        const claimed = await jobs.claim(claimOf());
        expect(idsOf(claimed)).toEqual([id]);
        await jobs.complete({ owner: 'worker 1', job: newJob('a', id), nowMs: 30 });
      }
    });

    test('what waits since a notification came can be found, seen to be late, and dropped, before anybody claims', async () => {
      const { intake, jobs } = await openJobs(openStore, 'a', 'b');
      const [one, two] = [
        notification('a', 'n1'),
        notification('a', 'n2', { job: { orderingKey: 'contact:2', runAtMs: 5_200 } }),
      ];
      await intake.take([one, two]);
      expect(await jobs.oldestDueAtMs({ workspaceId: 'a', nowMs: 5_199 })).toBeUndefined();
      expect(await jobs.oldestDueAtMs({ workspaceId: 'a', nowMs: 6_000 })).toBe(5_200);
      expect(await jobs.oldestDueAtMs({ workspaceId: 'b', nowMs: 6_000 })).toBeUndefined();
      expect(await jobs.find({ workspaceId: 'a', jobId: one.job.jobId })).toMatchObject({ state: 'waiting' });
      expect(await jobs.drop({ workspaceId: 'a', jobId: one.job.jobId })).toBe(true);
      expect(idsOf(await jobs.claim(claimOf({ nowMs: 9_000 })))).toEqual([two.job.jobId]);
    });

    test('of any number who take the same notifications at once, in any order, exactly one takes each', async () => {
      const { intake, jobs } = await openJobs(openStore, 'a', 'b');
      const all = Array.from({ length: 12 }, (_, n) =>
        notification(n % 2 === 0 ? 'a' : 'b', `${n}`, { job: { orderingKey: `${n % 3}` } }),
      );
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.shuffledSubarray(all, { minLength: 1 }), { minLength: 8, maxLength: 8 }),
          async (batches) => {
            await intake.forgetBefore({ beforeMs: Number.MAX_SAFE_INTEGER, limit: 100 });
            for (const job of await jobs.list({ limit: 100 })) await jobs.drop(job);
            const results = (await Promise.all(batches.map((batch) => intake.take(batch)))).flat();
            const sent = batches.flat();
            const taken = sent.filter((_, index) => results[index] === 'taken');
            const different = new Set(sent.map(({ notificationId }) => notificationId));
            expect(taken.map(({ notificationId }) => notificationId).toSorted()).toEqual([...different].toSorted());
            expect(results.filter((result) => result === 'duplicate')).toHaveLength(sent.length - taken.length);
            expect(idsOf(await jobs.list({ limit: 100 }))).toHaveLength(different.size);
            // One of each line can be taken, so none is stuck.
            const lines = new Set(taken.map(({ workspaceId, job }) => `${workspaceId} ${job.orderingKey}`));
            const first = await jobs.claim(claimOf({ nowMs: 9_000, leaseMs: 1 }));
            expect(first).toHaveLength(lines.size);
            for (const job of first) await jobs.complete({ owner: 'worker 1', job, nowMs: 1 });
          },
        ),
        { numRuns: 8 },
      );
    });

    test('notifications seen before a time are forgotten, so many at a time', async () => {
      const { intake } = await openJobs(openStore, 'a');
      const seen = [1, 2, 3, 4].map((n) => notification('a', `${n}`, { receivedAtMs: 6_000 + n }));
      await intake.take(seen);
      expect(await intake.forgetBefore({ beforeMs: 6_001, limit: 9 })).toBe(0);
      expect(await intake.forgetBefore({ beforeMs: 6_004, limit: 2 })).toBe(2);
      expect(await intake.forgetBefore({ beforeMs: 6_004, limit: 2 })).toBe(1);
      expect(await intake.forgetBefore({ beforeMs: 6_004, limit: 2 })).toBe(0);
      expect(await intake.take(seen)).toEqual(['taken', 'taken', 'taken', 'duplicate']);
    });

    test('a notification whose job is there already is taken, and the job is left as it is', async () => {
      const { intake, jobs } = await openJobs(openStore, 'a');
      const one = notification('a', 'n1', { job: { payload: 'first' } });
      await intake.take([one]);
      await intake.forgetBefore({ beforeMs: 6_000, limit: 9 });
      expect(await intake.take([notification('a', 'n1', { job: { payload: 'second' } })])).toEqual(['taken']);
      expect(await jobs.list({ limit: 9 })).toMatchObject([{ payload: 'first' }]);
    });

    test('taking nothing takes nothing', async () => {
      const { intake } = await openJobs(openStore, 'a');
      expect(await intake.take([])).toEqual([]);
    });
  });
}
