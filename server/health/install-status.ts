import type { Workspace } from '../../db/ports.ts';
import type { Deps } from '../deps.ts';
import { installPath } from '../install/regions.ts';
import type { InstallStatus } from '../intercom/types.ts';

/** Work that waits longer means that what Intercom tells is not taken up: with a retry after a minute, minutes are usual. */
export const LATE_AFTER_MS = 15 * 60_000;

const DISCONNECTED =
  'Intercom no longer accepts Callcard’s access to this workspace, so teammates see cards without facts. ' +
  'Connect Callcard again: your settings stay as they are.';
const LATE =
  'Callcard is behind with what happened in this workspace, so cards may take longer or show less than usual. ' +
  'There is nothing to set up again. If this message stays for more than an hour, tell whoever runs your Callcard.';

export interface StatusFacts {
  /** Undefined: Callcard was never installed there, or everything about it is deleted. */
  workspace: Workspace | undefined;
  /** For when the workspace's longest waiting due job was meant. */
  oldestDueAtMs: number | undefined;
  nowMs: number;
  publicUrl: string;
}

/** The rules, first the one that explains most. */
export function statusOf({ workspace, oldestDueAtMs, nowMs, publicUrl }: StatusFacts): InstallStatus {
  if (workspace === undefined || workspace.status === 'uninstalled') return { state: 'UNKNOWN' };
  if (workspace.status === 'disconnected') {
    // The button stands in the Marketplace, where the install then ends.
    const url = publicUrl + installPath({ region: workspace.region, source: 'appstore' });
    return { state: 'UNHEALTHY', message: DISCONNECTED, button: { label: 'Connect again', url } };
  }
  return isLate(workspace, oldestDueAtMs, nowMs)
    ? { state: 'UNHEALTHY', message: LATE, button: undefined }
    : { state: 'OK' };
}

/** What waited for an admin to connect again was not late before that. */
function isLate({ installedAtMs }: Workspace, oldestDueAtMs: number | undefined, nowMs: number): boolean {
  return oldestDueAtMs !== undefined && nowMs - Math.max(oldestDueAtMs, installedAtMs) > LATE_AFTER_MS;
}

/** Throws `StoreUnavailableError`. */
export async function statusOfWorkspace(
  workspace: Workspace | undefined,
  { store, clock, config }: Pick<Deps, 'store' | 'clock' | 'config'>,
): Promise<InstallStatus> {
  const nowMs = clock();
  const oldestDueAtMs =
    workspace?.status === 'connected'
      ? await store.jobs.oldestDueAtMs({ workspaceId: workspace.workspaceId, nowMs })
      : undefined;
  return statusOf({ workspace, oldestDueAtMs, nowMs, publicUrl: config.publicUrl });
}
