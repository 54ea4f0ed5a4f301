import type { Claim, Job, JobKey, JobStore } from '../../db/job-ports.ts';
import { keyOf } from '../../server/jobs/job-key.ts';

interface Lease {
  workspaceId: string;
  orderingKey: string;
  owner: string;
  untilMs: number;
}

/** Who holds which job, from what the store told: watches that nobody is given what somebody else still has. */
export interface LeaseBook {
  watched(jobs: JobStore): JobStore;
  /** Whether this is the holder, as far as anybody knows. */
  isHeldBy(job: JobKey, owner: string): boolean;
  /** Jobs of this workspace were deleted: those with these ids, or all of them. */
  forget(workspaceId: string, jobIds?: readonly string[]): void;
  /** Whether any job was changed since this was asked last. */
  takeChanged(): boolean;
}

export function createLeaseBook(options: {
  violate: (what: string) => void;
  /** The job is done and gone. */
  onGone: (job: JobKey) => void;
}): LeaseBook {
  const { violate, onGone } = options;
  const leases = new Map<string, Lease>();
  let hasChanged = true;

  function claimed({ owner, nowMs, leaseMs }: Claim, job: Job): void {
    const { workspaceId, jobId, orderingKey } = job;
    for (const [key, lease] of leases) {
      if (lease.untilMs <= nowMs || lease.workspaceId !== workspaceId || lease.orderingKey !== orderingKey) continue;
      if (key === keyOf(job)) violate(`two leases of ${jobId} are open: of ${lease.owner} and of ${owner}`);
      else violate(`${jobId} was given out while another one of ${orderingKey} runs`);
    }
    hasChanged = true;
    leases.set(keyOf(job), { workspaceId, orderingKey, owner, untilMs: nowMs + leaseMs });
  }

  /** Whoever may end a job is who holds it. */
  function ended(what: string, { owner, job }: { owner: string; job: JobKey }, done: boolean): boolean {
    if (!done) return false;
    hasChanged = true;
    const lease = leases.get(keyOf(job));
    if (lease?.owner !== owner) violate(`${owner} could ${what} ${job.jobId}, which ${lease?.owner ?? 'nobody'} holds`);
    leases.delete(keyOf(job));
    return true;
  }

  return {
    isHeldBy: (job, owner) => leases.get(keyOf(job))?.owner === owner,
    takeChanged() {
      const changed = hasChanged;
      hasChanged = false;
      return changed;
    },
    forget(workspaceId, jobIds) {
      hasChanged = true;
      const keys = jobIds?.map((jobId) => keyOf({ workspaceId, jobId }));
      for (const [key, lease] of leases) {
        if (lease.workspaceId === workspaceId && (keys?.includes(key) ?? true)) leases.delete(key);
      }
    },
    watched: (jobs) => ({
      ...jobs,
      enqueue(added, nowMs) {
        hasChanged = true;
        return jobs.enqueue(added, nowMs);
      },
      async claim(claim) {
        const taken = await jobs.claim(claim);
        for (const job of taken) claimed(claim, job);
        return taken;
      },
      async renew(renewal) {
        const kept = await jobs.renew(renewal);
        for (const job of kept) {
          const lease = leases.get(keyOf(job));
          if (lease?.owner === renewal.owner) lease.untilMs = renewal.leaseExpiresAtMs;
          else violate(`${renewal.owner} could renew ${job.jobId}, which it does not hold`);
        }
        return kept;
      },
      async complete(done) {
        const completed = ended('complete', done, await jobs.complete(done));
        if (completed) onGone(done.job);
        return completed;
      },
      reschedule: async (change) => ended('reschedule', change, await jobs.reschedule(change)),
      bury: async (death) => ended('bury', death, await jobs.bury(death)),
    }),
  };
}
