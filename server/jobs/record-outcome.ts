import type { Job, JobStore } from '../../db/job-ports.ts';
import type { Outcome } from './outcome.ts';

/**
 * Writes what an attempt came to. False: the job is not `owner`'s any more and nothing was written. Throws
 * `StoreUnavailableError`; the job then comes back when its lease ends.
 */
export function recordOutcome(
  outcome: Outcome,
  { job, owner, jobs, nowMs }: { job: Job; owner: string; jobs: JobStore; nowMs: number },
): Promise<boolean> {
  const key = { workspaceId: job.workspaceId, jobId: job.jobId };
  switch (outcome.is) {
    case 'done':
      return jobs.complete({ owner, job: key, nowMs, next: outcome.next });
    case 'void':
      return jobs.complete({ owner, job: key, nowMs });
    case 'again': {
      const { runAtMs, payload } = outcome;
      const goesOn = { owner, job: key, runAtMs, refund: true, error: undefined };
      return jobs.reschedule(payload === undefined ? goesOn : { ...goesOn, payload });
    }
    case 'limited':
    case 'disconnected':
    case 'store_unavailable':
    case 'unknown_kind':
    case 'stopped':
      return jobs.reschedule({ owner, job: key, runAtMs: outcome.runAtMs, refund: true, error: outcome.reason });
    case 'failed':
      return jobs.reschedule({ owner, job: key, runAtMs: outcome.runAtMs, refund: false, error: outcome.reason });
    case 'dead':
      return jobs.bury({ owner, job: key, error: outcome.reason, atMs: nowMs });
    case 'lost':
      return Promise.resolve(false);
  }
}
