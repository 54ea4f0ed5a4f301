import { setTimeout as wait } from 'node:timers/promises';
import type { Job } from '../../db/job-ports.ts';
import type { Store } from '../../db/ports.ts';

/** Many times the lease: jobs of which none has moved by then are stuck. */
const STUCK_AFTER_MS = 10_000;
/** One that is tried again all the time moves, and does not come to its end. */
const LONGEST_MS = 60_000;
const LOOK_EVERY_MS = 50;
const MOST = 10_000;

/**
 * Waits until everything that is due is done, and says what is not: jobs that nobody takes any more, and dead ones.
 * Periodic work that is planned for later may wait.
 */
export async function drained(store: Store): Promise<string[]> {
  const begunAtMs = Date.now();
  let left = '';
  let movedAtMs = begunAtMs;
  for (;;) {
    const jobs = await store.jobs.list({ limit: MOST });
    const nowMs = Date.now();
    const open = jobs.filter((job) => job.kind === 'notification' || job.state !== 'waiting' || job.runAtMs <= nowMs);
    if (open.every(({ state }) => state === 'dead')) return open.map(describeJob);
    const ids = open.map(({ jobId }) => jobId).join();
    if (ids !== left) movedAtMs = nowMs;
    left = ids;
    // After a failure a job waits for its next turn, and those behind it for that.
    const dueAtMs = open.reduce((latestMs, { runAtMs }) => Math.max(latestMs, runAtMs), movedAtMs);
    if (nowMs - dueAtMs > STUCK_AFTER_MS || nowMs - begunAtMs > LONGEST_MS) return open.map(describeJob);
    await wait(LOOK_EVERY_MS);
  }
}

function describeJob({ jobId, kind, state, attempts, lastError, leaseOwner, leaseExpiresAtMs, runAtMs }: Job): string {
  const nowMs = Date.now();
  const lease = leaseExpiresAtMs === undefined ? '' : `, ${leaseOwner} has it for ${leaseExpiresAtMs - nowMs} ms more`;
  const due = `due ${nowMs - runAtMs} ms ago`;
  return `the job ${jobId} (${kind}) is ${state}: ${due}, ${attempts} attempts${lease}, ${lastError ?? 'no error'}`;
}
