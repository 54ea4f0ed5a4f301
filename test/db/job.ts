import type { Claim, Job, JobStore, NewJob } from '../../db/job-ports.ts';
import { installation, type OpenStore } from './open-store.ts';

/** A job in a line of its own, unless `facts` say otherwise. */
export function newJob(workspaceId: string, jobId: string, facts: Partial<NewJob> = {}): NewJob {
  return { workspaceId, jobId, kind: 'notification', orderingKey: jobId, payload: '{}', runAtMs: 10, ...facts };
}

/** A claim of more than there is, by somebody who comes after every job's time. */
export function claimOf(facts: Partial<Claim> = {}): Claim {
  return {
    owner: 'worker 1',
    nowMs: 1_000,
    leaseMs: 500,
    limit: 100,
    perWorkspace: 100,
    afterWorkspaceId: '',
    exceptWorkspaceIds: [],
    ...facts,
  };
}

export const idsOf = (jobs: readonly Job[]): string[] => jobs.map(({ jobId }) => jobId);

/** A store with these workspaces installed, at their first epoch. */
export async function openJobs(openStore: OpenStore, ...workspaceIds: string[]) {
  const store = await openStore();
  for (const workspaceId of workspaceIds) await store.workspaces.install(installation(workspaceId));
  return store;
}

/** Everything goes away, whatever state it is in. */
export async function clear(jobs: JobStore): Promise<void> {
  for (const job of await jobs.list({ limit: 10_000 })) {
    if (job.leaseOwner === undefined) await jobs.drop(job);
    else await jobs.complete({ owner: job.leaseOwner, job, nowMs: 0 });
  }
}
