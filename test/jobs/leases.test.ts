import { expect, test } from 'vitest';
import { StoreUnavailableError } from '../../db/errors.ts';
import type { JobStore } from '../../db/job-ports.ts';
import type { Wait } from '../../server/jobs/attempt.ts';
import type { JobHandler } from '../../server/jobs/handler.ts';
import { deaf, hanging, NOW_MS, openWorkshop, recording, type WorkshopOptions } from './workshop.ts';

const LEASE_MS = 60_000;

/** A workspace with one job, in a shop whose database can be made to fail. */
async function setUp() {
  const faults = new Set<keyof JobStore>();
  const failing = <T extends object>(jobs: T): T =>
    new Proxy(jobs, {
      get(target, name, receiver) {
        if (faults.has(name as keyof JobStore)) {
          return () => Promise.reject(new StoreUnavailableError(String(name), new Error('gone')));
        }
        return Reflect.get(target, name, receiver) as unknown;
      },
    });
  const storeFrom: WorkshopOptions['storeFrom'] = (store) => ({ ...store, jobs: failing(store.jobs) });
  const shop = await openWorkshop({ storeFrom });
  await shop.install('acme');
  await shop.add('acme', 'j');
  return { shop, faults };
}

/** A handler that ends when it is told to, and says how its signal stands. */
function held(): { handler: JobHandler; finish: () => void; signal: () => AbortSignal | undefined } {
  const { promise, resolve } = Promise.withResolvers<void>();
  let signal: AbortSignal | undefined;
  return {
    handler: async (run) => {
      signal = run.signal;
      await promise;
      return { done: true };
    },
    finish: resolve,
    signal: () => signal,
  };
}

test('a job that takes longer than its lease stays with its worker', async () => {
  const { shop } = await setUp();
  const job = held();
  const other = recording();
  shop.hire({ work: job.handler }).start();
  await shop.until(() => job.signal() !== undefined);
  shop.hire({ work: other.handler }).start();
  await shop.time.advance(4 * LEASE_MS);
  expect(job.signal()?.aborted).toBe(false);
  expect(await shop.job('acme', 'j')).toMatchObject({ leaseExpiresAtMs: NOW_MS + 5 * LEASE_MS, attempts: 1 });
  job.finish();
  await shop.until(() => shop.attempts().length === 1);
  expect(shop.attempts()).toMatchObject([{ outcome: 'done', durationMs: 4 * LEASE_MS }]);
  expect(other.seen).toEqual([]);
});

test('a worker that died loses its jobs to another one when their lease ends, and not before', async () => {
  const { shop } = await setUp();
  const claim = { limit: 1, perWorkspace: 1, afterWorkspaceId: '', exceptWorkspaceIds: [] };
  await shop.store.jobs.claim({ ...claim, owner: 'died', nowMs: NOW_MS, leaseMs: LEASE_MS });
  const { seen, handler } = recording();
  shop.hire({ work: handler }).start();
  await shop.time.advance(LEASE_MS - 1_000);
  expect(seen).toEqual([]);
  await shop.time.advance(1_000);
  await shop.until(() => shop.attempts().length === 1);
  expect([seen, await shop.states()]).toEqual([['j'], {}]);
  expect(shop.attempts()).toMatchObject([{ outcome: 'done', attempt: 2, waitedMs: LEASE_MS }]);
});

test('a worker that stood still for longer than a lease and wakes up again changes nothing any more', async () => {
  const { shop } = await setUp();
  const job = held();
  const standsStill: Wait = (_, signal) =>
    new Promise((__, reject) => signal.addEventListener('abort', reject, { once: true }));
  shop.hire({ work: job.handler }, { wait: standsStill }).start();
  await shop.until(() => job.signal() !== undefined);
  const other = held();
  shop.hire({ work: other.handler }).start();
  await shop.time.advance(LEASE_MS);
  expect(other.signal()?.aborted).toBe(false);
  job.finish();
  await shop.until(() => shop.attempts().length === 1);
  expect(shop.attempts()).toMatchObject([{ outcome: 'lost', attempt: 1 }]);
  other.finish();
  await shop.until(() => shop.attempts().length === 2);
  expect(shop.attempts()[1]).toMatchObject({ outcome: 'done', attempt: 2 });
});

test('when a job is somebody else’s now, its signal aborts and its result is not written', async () => {
  const { shop } = await setUp();
  const job = held();
  shop.hire({ work: job.handler }).start();
  await shop.until(() => job.signal() !== undefined);
  // As after this process stood still for longer than the lease.
  const claim = { limit: 1, perWorkspace: 1, afterWorkspaceId: '', exceptWorkspaceIds: [] };
  const nowMs = NOW_MS + LEASE_MS;
  expect(await shop.store.jobs.claim({ ...claim, owner: 'other', nowMs, leaseMs: LEASE_MS })).toHaveLength(1);
  await shop.time.advance(LEASE_MS / 3);
  expect(job.signal()?.reason).toMatchObject({ code: 'lease_lost' });
  job.finish();
  await shop.until(() => shop.attempts().length === 1);
  expect(shop.attempts()).toMatchObject([{ outcome: 'lost' }]);
  expect(await shop.job('acme', 'j')).toMatchObject({ state: 'running', leaseOwner: 'other' });
});

test('a result that comes when the job is somebody else’s already is not written', async () => {
  const { shop } = await setUp();
  const job = held();
  shop.hire({ work: job.handler }).start();
  await shop.until(() => job.signal() !== undefined);
  const claim = { limit: 1, perWorkspace: 1, afterWorkspaceId: '', exceptWorkspaceIds: [] };
  await shop.store.jobs.claim({ ...claim, owner: 'other', nowMs: NOW_MS + LEASE_MS, leaseMs: LEASE_MS });
  job.finish();
  await shop.until(() => shop.attempts().length === 1);
  expect(shop.attempts()).toMatchObject([{ outcome: 'lost' }]);
  expect(await shop.job('acme', 'j')).toMatchObject({ state: 'running', leaseOwner: 'other' });
});

test('a lease that cannot be renewed ends the work exactly when another worker may take it', async () => {
  const { shop, faults } = await setUp();
  const worker = shop.hire({ work: hanging });
  worker.start();
  await shop.time.advance(5_500);
  await shop.add('acme', 'later');
  worker.wake();
  await shop.time.advance(0);
  faults.add('renew').add('claim');
  const lost = () => shop.attempts().map(({ jobId, outcome }) => `${jobId} ${outcome}`);
  await shop.time.advance(LEASE_MS - 5_501);
  expect(lost()).toEqual([]);
  await shop.time.advance(1);
  expect(lost()).toEqual(['j lost']);
  await shop.time.advance(5_499);
  expect(lost()).toEqual(['j lost']);
  await shop.time.advance(1);
  expect(lost()).toEqual(['j lost', 'later lost']);
});

test('a lease outlives a database that is away for less than the lease', async () => {
  const { shop, faults } = await setUp();
  const job = held();
  shop.hire({ work: job.handler }).start();
  await shop.until(() => job.signal() !== undefined);
  faults.add('renew');
  await shop.time.advance(50_000);
  faults.delete('renew');
  await shop.time.advance(100_000);
  expect(job.signal()?.aborted).toBe(false);
  job.finish();
  await shop.until(() => shop.attempts().length === 1);
  expect(shop.attempts()).toMatchObject([{ outcome: 'done' }]);
});

test('when the clock is put forward, a worker does not begin a job once more that it is busy with', async () => {
  const { shop } = await setUp();
  const job = held();
  const { seen, handler } = recording(job.handler);
  const worker = shop.hire({ work: handler });
  worker.start();
  await shop.until(() => seen.length === 1);
  shop.time.jump(24 * 3_600_000);
  await shop.time.advance(1_000);
  expect(await shop.job('acme', 'j')).toMatchObject({ state: 'running', attempts: 2 });
  job.finish();
  await shop.until(() => shop.attempts().length === 1);
  expect([seen, await shop.states()]).toEqual([['j'], {}]);
});

test('when the clock is put back, jobs go on as they should', async () => {
  const { shop } = await setUp();
  const job = held();
  shop.hire({ work: job.handler }).start();
  await shop.until(() => job.signal() !== undefined);
  shop.time.jump(-3_600_000);
  await shop.time.advance(LEASE_MS);
  expect(job.signal()?.aborted).toBe(false);
  job.finish();
  await shop.until(() => shop.attempts().length === 1);
  expect(shop.attempts()).toMatchObject([{ outcome: 'done', waitedMs: 0 }]);
});

test.each([
  ['ends when it is told to', hanging],
  ['never ends', deaf],
])('an attempt has a time limit, and counts as failed when its handler %s', async (_, handler) => {
  const { shop } = await setUp();
  const { seen, handler: recorded } = recording(handler);
  shop.hire({ work: recorded }, { attemptLimitMs: 30_000, maxAttempts: 2 }).start();
  await shop.time.advance(29_999);
  expect(shop.attempts()).toEqual([]);
  await shop.time.advance(1_001);
  const error = 'AttemptEndedError: The attempt took longer than an attempt may take.';
  expect(shop.attempts()).toMatchObject([{ outcome: 'failed', reason: error }]);
  expect(await shop.job('acme', 'j')).toMatchObject({ state: 'waiting', attempts: 1, lastError: error });
  await shop.time.advance(60_000);
  expect(seen).toEqual(['j', 'j']);
  expect(await shop.states()).toEqual({ j: 'dead' });
});

test('a handler that ends when its time is up, having done its work, has done it', async () => {
  const { shop } = await setUp();
  const handler: JobHandler = ({ signal }) =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve({ done: true }), { once: true }));
  shop.hire({ work: handler }, { attemptLimitMs: 30_000 }).start();
  await shop.time.advance(31_000);
  expect(shop.attempts()).toMatchObject([{ outcome: 'done' }]);
  expect(await shop.states()).toEqual({});
});

test.each(['complete', 'reschedule', 'bury'] as const)(
  'an outcome that the database does not take (%s) leaves the job to its lease, and it is done again',
  async (fault) => {
    const { shop, faults } = await setUp();
    faults.add(fault);
    const { seen, handler } = recording(async () => {
      if (seen.length > 1 || fault === 'complete') return { done: true };
      if (fault === 'bury') throw new TypeError('broken');
      throw new StoreUnavailableError('read facts', undefined);
    });
    const worker = shop.hire({ work: handler }, fault === 'bury' ? { maxAttempts: 1 } : {});
    await worker.step();
    expect(shop.attempts()).toMatchObject([{ outcome: 'unwritten' }]);
    expect(await shop.job('acme', 'j')).toMatchObject({ state: 'running', attempts: 1 });
    faults.delete(fault);
    expect(await worker.step()).toBe(0);
    await shop.time.advance(LEASE_MS);
    expect(await worker.step()).toBe(1);
    expect(await shop.states()).toEqual(fault === 'bury' ? { j: 'dead' } : {});
  },
);
