import type { Job } from '../../db/job-ports.ts';
import type { Mirror } from '../../db/mirror-ports.ts';
import type { Workspace } from '../../db/ports.ts';
import type { Deps } from '../deps.ts';
import { SYNC_CONTACTS_JOB } from '../mirror/sync-contacts.ts';

/** How far the first reading of a workspace's contacts has come; `seen` counts contacts. */
export type SyncProgress =
  | { state: 'waiting' }
  | { state: 'reading'; seen: number; total: number | undefined }
  /** `paused`: as planned, for Intercom's rate limit. `failing`: it is tried again. */
  | { state: 'paused' | 'failing'; seen: number; forMs: number }
  /** `stopped`: given up for now. */
  | { state: 'stopped' | 'done'; seen: number };

/** A job that goes on so soon does not pause. */
const SOON_MS = 2_000;

/** Undefined: nothing was ever begun in this install. Throws `StoreUnavailableError`. */
export async function readSyncProgress(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  { workspaceId, epoch }: Pick<Workspace, 'workspaceId' | 'epoch'>,
): Promise<SyncProgress | undefined> {
  const [mirror, job] = await Promise.all([
    store.mirrors.find({ workspaceId, epoch }),
    store.jobs.find({ workspaceId, jobId: SYNC_CONTACTS_JOB }),
  ]);
  return progressOf(mirror, job?.epoch === epoch ? job : undefined, clock());
}

function progressOf(mirror: Mirror | undefined, job: Job | undefined, nowMs: number): SyncProgress | undefined {
  const seen = mirror?.contactsSeen ?? 0;
  if (mirror?.phase === 'done') return { state: 'done', seen };
  if (job === undefined) return mirror?.phase === 'running' ? { state: 'stopped', seen } : undefined;
  if (job.state === 'dead') return { state: 'stopped', seen };
  const forMs = job.state === 'waiting' ? job.runAtMs - nowMs : 0;
  if (forMs > SOON_MS) return { state: job.lastError === undefined ? 'paused' : 'failing', seen, forMs };
  return mirror?.phase === 'running' ? { state: 'reading', seen, total: mirror.contactsTotal } : { state: 'waiting' };
}

export function isUnderWay({ state }: SyncProgress): boolean {
  return state !== 'done' && state !== 'stopped';
}
