import type { NewJob } from '../../db/job-ports.ts';
import type { Store } from '../../db/ports.ts';
import { runJobs } from '../../tools/jobs/run-jobs.ts';
import { installation, newDatabasePath, openFileStore } from '../db/open-store.ts';
import { captureStreams } from '../tools/capture-streams.ts';

export const DUE_MS = Date.UTC(2026, 0, 8, 18, 5);
export const PAYLOAD = '{"name":"Jo Vance"}';

export const job = (jobId: string, facts: Partial<NewJob> = {}): NewJob => ({
  ...{ workspaceId: 'acme', jobId, kind: 'notification', orderingKey: jobId, payload: PAYLOAD, runAtMs: DUE_MS },
  ...facts,
});

/** The database of a running Callcard: a job that waits, one that runs, and these dead ones. */
export async function setUp({ dead = ['died'] }: { dead?: string[] } = {}) {
  const path = newDatabasePath();
  const store = await openFileStore(path);
  for (const workspaceId of ['acme', 'borea']) await store.workspaces.install(installation(workspaceId));
  await store.jobs.enqueue(
    dead.map((jobId) => job(jobId)),
    DUE_MS,
  );
  for (const key of await take(store)) {
    await store.jobs.bury({ owner: 'w1', job: key, error: 'PermanentFailure: no such contact', atMs: DUE_MS + 2_500 });
  }
  await store.jobs.enqueue([job('runs', { kind: 'reconcile', runAtMs: DUE_MS + 1 })], DUE_MS);
  await take(store);
  await store.jobs.enqueue([job('waits', { runAtMs: DUE_MS + 60_000 })], DUE_MS);
  return { path, store };
}

export async function take(store: Store) {
  const claim = { owner: 'w1', leaseMs: 60_000, limit: 2_000, perWorkspace: 2_000 };
  const taken = await store.jobs.claim({ ...claim, nowMs: DUE_MS + 1, afterWorkspaceId: '', exceptWorkspaceIds: [] });
  return taken.map(({ workspaceId, jobId }) => ({ workspaceId, jobId }));
}

export async function run(path: string, ...args: string[]) {
  const streams = captureStreams();
  const environment = { INTERCOM_CLIENT_ID: 'id', DATABASE_URL: `file:${path}` };
  const exitCode = await runJobs(args, streams, { environment, clock: () => DUE_MS + 90_000 });
  return { exitCode, out: streams.out(), err: streams.err() };
}
