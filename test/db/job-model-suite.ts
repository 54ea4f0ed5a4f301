import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Store } from '../../db/ports.ts';
import { notification } from './intake-store-suite.ts';
import { claimOf, clear, newJob, openJobs } from './job.ts';
import { runCrowd } from './job-crowd.ts';
import { JobModel } from './job-model.ts';
import type { OpenStore } from './open-store.ts';

const VERBS = [
  'enqueue',
  'notify',
  'claim',
  'claim',
  'renew',
  'complete',
  'follow',
  'reschedule',
  'bury',
  'redrive',
  'drop',
] as const;

const step = fc.record({
  verb: fc.constantFrom(...VERBS),
  workspaceId: fc.constantFrom('a', 'b', 'c'),
  jobId: fc.constantFrom('1', '2', '3', '4', '5'),
  otherId: fc.constantFrom('1', '2', '6'),
  orderingKey: fc.constantFrom('x', 'y'),
  owner: fc.constantFrom('one', 'two'),
  kind: fc.constantFrom('notification', 'reconcile'),
  limit: fc.constantFrom(1, 2, 9),
  delayMs: fc.constantFrom(-20, 0, 10, 50),
  passMs: fc.constantFrom(0, 5, 20, -5),
  refund: fc.boolean(),
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function take(
  { jobs, intake }: Pick<Store, 'jobs' | 'intake'>,
  model: JobModel,
  nowMs: number,
  one: Step,
): Promise<void> {
  const { verb, workspaceId, jobId, otherId, orderingKey, owner, kind, limit, delayMs, refund } = one;
  const job = { workspaceId, jobId };
  const atMs = nowMs + delayMs;
  const made = newJob(workspaceId, jobId, { orderingKey, kind, runAtMs: atMs });
  const also = { ...made, jobId: otherId };
  if (verb === 'enqueue') {
    expect(await jobs.enqueue([made, also], nowMs)).toBe(model.enqueue([made, also], nowMs));
  } else if (verb === 'notify') {
    // A notification that nobody has sent before, whose job may be there all the same.
    const { workspaceId: _, ...both } = made;
    const receipt = { createdAtMs: 1_000_000, receivedAtMs: nowMs, job: both };
    expect(await intake.take([notification(workspaceId, randomUUID(), receipt)])).toEqual(['taken']);
    model.enqueue([made], nowMs);
  } else if (verb === 'claim') {
    const exceptWorkspaceIds = refund ? [] : [workspaceId];
    const round = { perWorkspace: Math.min(limit, 2), afterWorkspaceId: workspaceId, exceptWorkspaceIds };
    const claim = claimOf({ owner, nowMs, leaseMs: 30, limit, ...round });
    model.claim(claim, await jobs.claim(claim));
  } else if (verb === 'renew') {
    const lease = { owner, jobs: [job, { workspaceId, jobId: otherId }], leaseExpiresAtMs: atMs };
    const unique = { ...lease, jobs: otherId === jobId ? [job] : lease.jobs };
    expect(await jobs.renew(unique)).toEqual(model.renew(unique));
  } else if (verb === 'complete' || verb === 'follow') {
    const done = { owner, job, nowMs, next: verb === 'follow' ? [also, made] : [] };
    expect(await jobs.complete(done)).toBe(model.complete(done));
  } else if (verb === 'reschedule') {
    const change = { owner, job, runAtMs: atMs, refund, error: refund ? undefined : 'busy', payload: `${atMs}` };
    expect(await jobs.reschedule(change)).toBe(model.reschedule(change));
  } else if (verb === 'bury') {
    expect(await jobs.bury({ owner, job, error: 'gone', atMs })).toBe(model.bury({ owner, job, error: 'gone', atMs }));
  } else if (verb === 'redrive') {
    expect(await jobs.redrive(job, nowMs)).toBe(model.redrive(job, nowMs));
  } else {
    expect(await jobs.drop(job)).toBe(model.drop(job));
  }
}

/** What holds in every sequence, and whoever else is at work. */
export function jobModelSuite(openStore: OpenStore): void {
  describe('jobs in any sequence', () => {
    test('whatever happens in whatever order, every job is in its place, its state and its owner’s hands', async () => {
      const { jobs, intake } = await openJobs(openStore, 'a', 'b', 'c');
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
          await clear(jobs);
          const model = new JobModel();
          let nowMs = 1_000;
          for (const one of steps) {
            nowMs += one.passMs;
            await take({ jobs, intake }, model, nowMs, one);
          }
          model.expectSameAs(await jobs.list({ limit: 100 }));
          const counts = (await jobs.counts()).flatMap(({ kind, state, count }) =>
            Array(count).fill(`${kind} ${state}`),
          );
          expect(counts.toSorted()).toEqual(model.counts());
          // Until somebody claims, a job that a notification brought may count although others are before it.
          expect(await jobs.claim(claimOf({ nowMs, limit: 0 }))).toEqual([]);
          for (const workspaceId of ['a', 'b', 'c']) {
            expect(await jobs.oldestDueAtMs({ workspaceId, nowMs })).toBe(model.oldestDueAtMs(workspaceId, nowMs));
          }
        }),
        { numRuns: 30 },
      );
    });

    test('of many who add and do jobs at once, some of whom die halfway, nothing is lost, doubled or out of order', async () => {
      const { jobs } = await openJobs(openStore, 'a', 'b', 'c');
      await fc.assert(
        fc.asyncProperty(fc.nat(), (seed) => runCrowd([jobs], seed)),
        { numRuns: 2 },
      );
    });
  });
}
