import type { Deps } from '../deps.ts';
import { LATE_AFTER_MS, statusOfWorkspace } from './install-status.ts';
import { reportHealthJob } from './report-health.ts';

const PAGE = 100;

/**
 * Looks for workspaces whose work is late, and has Intercom told about each. To be called every few minutes; safe at
 * several instances at once. That a workspace is well again is seen by the job that told that it was not. Returns how
 * many are to be told about. Throws `StoreUnavailableError`.
 */
export async function lookAfterHealth(
  deps: Pick<Deps, 'store' | 'clock' | 'config' | 'wakeWorker'>,
): Promise<{ told: number }> {
  const { store, clock, wakeWorker } = deps;
  // Nearly always nothing is late anywhere: then nobody is looked at one by one.
  const counts = await store.jobs.counts();
  const lateBeforeMs = clock() - LATE_AFTER_MS;
  if (!counts.some(({ state, oldestRunAtMs }) => state !== 'dead' && oldestRunAtMs < lateBeforeMs)) return { told: 0 };

  let told = 0;
  let afterWorkspaceId: string | undefined;
  for (;;) {
    const page = await store.workspaces.list({ afterWorkspaceId, limit: PAGE });
    for (const workspace of page) {
      if (workspace.status !== 'connected') continue;
      const { state } = await statusOfWorkspace(workspace, deps);
      if (state !== 'OK') told += await store.jobs.enqueue([reportHealthJob(workspace, { runAtMs: clock() })], clock());
    }
    if (page.length < PAGE) break;
    afterWorkspaceId = page.at(-1)?.workspaceId;
  }
  if (told > 0) wakeWorker();
  return { told };
}
