import type { NewNotification, Taken } from './mirror-ports.ts';
import type { Workspace } from './ports.ts';

/** Intercom's times have no fraction: what happened at 12.9 s says 12. */
const LOST_IN_ROUNDING_MS = 999;

/** Why a notification is not taken, whatever was taken before; undefined when it may be. */
export function refusalOf(
  notification: Pick<NewNotification, 'createdAtMs'>,
  workspace: Pick<Workspace, 'status' | 'installedAtMs'> | undefined,
): Exclude<Taken, 'taken' | 'duplicate'> | undefined {
  if (workspace === undefined) return 'unknown_workspace';
  if (workspace.status === 'uninstalled') return 'uninstalled';
  return isBeforeInstall(notification, workspace) ? 'before_install' : undefined;
}

/** A new install learns everything anew: what happened before it says nothing about what was read since. */
export function isBeforeInstall(
  { createdAtMs }: Pick<NewNotification, 'createdAtMs'>,
  { installedAtMs }: Pick<Workspace, 'installedAtMs'>,
): boolean {
  return createdAtMs + LOST_IN_ROUNDING_MS < installedAtMs;
}

/** When a batch was taken: as soon as the last of it was there. */
export function takenAtMs(batch: readonly Pick<NewNotification, 'receivedAtMs'>[]): number {
  return batch.reduce((latestMs, { receivedAtMs }) => Math.max(latestMs, receivedAtMs), 0);
}
