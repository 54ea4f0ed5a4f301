import type { Deps } from '../deps.ts';
import { RECONCILE_JOB, reconcileJob } from './reconcile.ts';
import { SYNC_CONTACTS_JOB } from './sync-contacts.ts';
import { REINDEX_PHONES_JOB } from './sync-line.ts';

/** What no notification tells of is found after this long. */
const RECONCILED_EVERY_MS = 15 * 60_000;
const PAGE = 500;
/** Work of the mirror that was given up begins again by itself, as nobody would notice that it is missing. */
const DEAD_FOR_MS = 6 * 3_600_000;

type Scheduler = Pick<Deps, 'store' | 'clock' | 'wakeWorker'>;

/** Brings a job to each workspace whose last reconcile is too long ago. One that has its job already gets none. */
export async function scheduleReconciles({ store, clock, wakeWorker }: Scheduler): Promise<void> {
  const nowMs = clock();
  let added = 0;
  for (let afterWorkspaceId = ''; ; ) {
    const beforeMs = nowMs - RECONCILED_EVERY_MS;
    const due = await store.mirrors.listToReconcile({ beforeMs, afterWorkspaceId, limit: PAGE });
    const jobs = due.map(({ workspaceId }) => reconcileJob(workspaceId, nowMs));
    if (jobs.length > 0) added += await store.jobs.enqueue(jobs, nowMs);
    const last = due.at(-1);
    if (last === undefined || due.length < PAGE) break;
    afterWorkspaceId = last.workspaceId;
  }
  if (added > 0) wakeWorker();
}

/**
 * Lets work on all contacts of a workspace begin again some hours after it was given up. A reconcile that was given up
 * only makes room: the next one begins afresh, not where this one could not go on.
 */
export async function reviveMirrorJobs({ store, clock, wakeWorker }: Scheduler): Promise<void> {
  const nowMs = clock();
  let revived = 0;
  for (const kind of [SYNC_CONTACTS_JOB, REINDEX_PHONES_JOB, RECONCILE_JOB]) {
    for (const job of await store.jobs.list({ state: 'dead', kind, limit: PAGE })) {
      if (job.diedAtMs === undefined || job.diedAtMs > nowMs - DEAD_FOR_MS) continue;
      const again = kind === RECONCILE_JOB ? store.jobs.drop(job) : store.jobs.redrive(job, nowMs);
      if (await again) revived += 1;
    }
  }
  if (revived > 0) wakeWorker();
}
