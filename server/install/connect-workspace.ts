import type { Workspace } from '../../db/ports.ts';
import type { Deps } from '../deps.ts';
import { reportHealthJob } from '../health/report-health.ts';
import type { Me } from '../intercom/types.ts';
import { syncContactsJob } from '../mirror/sync-contacts.ts';
import { syncDirectoryJob } from '../mirror/sync-directory.ts';
import { InstallFailure } from './failures.ts';
import { type InstallStart, readRegion } from './regions.ts';
import { tokenContext } from './token-context.ts';

/** What Callcard assumes of a workspace whose time zone Intercom did not tell. */
const DEFAULT_TIME_ZONE = 'UTC';

/**
 * Asks Intercom whose token this is and keeps it: a new workspace is added, a known one starts a new epoch. Throws
 * `InstallFailure` when Intercom names no workspace, else `IntercomError` or `StoreUnavailableError`.
 */
export async function connectWorkspace(
  deps: Deps,
  install: { token: string; start: InstallStart; timeoutMs: number },
): Promise<{ workspace: Workspace; admin: Me }> {
  const { token, start } = install;
  const client = deps.intercom.connect({ workspaceId: undefined, region: start.region, token });
  const admin = await client.me({ deadlineAtMs: deps.clock() + install.timeoutMs });
  const app = admin.app;
  if (app === undefined || app.workspaceId === '') {
    throw new InstallFailure('install_workspace_missing', { start, detail: 'me_without_app' });
  }
  const nowMs = deps.clock();
  const { workspaceId } = app;
  const workspace = await deps.store.workspaces.install({
    workspaceId,
    region: readRegion(app.region) ?? start.region,
    name: app.name ?? app.workspaceId,
    timeZone: app.timeZone ?? DEFAULT_TIME_ZONE,
    installingAdminId: admin.id,
    installingAdminName: admin.name,
    installingAdminEmail: admin.email,
    sealedToken: deps.seal.seal(token, tokenContext(workspaceId)),
    atMs: nowMs,
    jobs: [
      syncDirectoryJob(workspaceId, nowMs),
      syncContactsJob(workspaceId, nowMs),
      reportHealthJob({ workspaceId, installedAtMs: nowMs }, { runAtMs: nowMs }),
    ],
  });
  deps.wakeWorker();
  return { workspace, admin };
}
