import type { JobKey } from '../../db/job-ports.ts';
import type { IntakeStore, NewNotification, Taken } from '../../db/mirror-ports.ts';
import type { Installation, Workspace, WorkspaceStore } from '../../db/ports.ts';
import { keyOf } from '../../server/jobs/job-key.ts';

type Install = Pick<Workspace, 'epoch' | 'status' | 'installedAtMs'>;

/** What was told and taken, and who is installed: watches that nothing is taken twice, or is gone before it was done. */
export interface IntakeBook {
  watchedIntake(intake: IntakeStore): IntakeStore;
  watchedWorkspaces(workspaces: WorkspaceStore): WorkspaceStore;
  installOf(workspaceId: string): Install | undefined;
  /** What became of a notification the last time it came. */
  lastOf(workspaceId: string, notificationId: string): Taken | undefined;
  /** Jobs of notifications that were taken and are not known to be done. */
  owed(): readonly JobKey[];
  done(job: JobKey): void;
  /** Whether anything was taken since this was asked last. */
  takeChanged(): boolean;
}

export function createIntakeBook(options: {
  violate: (what: string) => void;
  onInstall: (installation: Installation) => void;
  onUninstall: (workspaceId: string) => void;
}): IntakeBook {
  const { violate, onInstall, onUninstall } = options;
  const installs = new Map<string, Install>();
  const taken = new Set<string>();
  const last = new Map<string, Taken>();
  const owed = new Map<string, JobKey>();
  let hasChanged = false;

  function rightAnswer({ workspaceId, notificationId, createdAtMs }: NewNotification): Taken {
    const install = installs.get(workspaceId);
    if (install === undefined) return 'unknown_workspace';
    if (install.status === 'uninstalled') return 'uninstalled';
    if (createdAtMs + 999 < install.installedAtMs) return 'before_install';
    return taken.has(keyOf({ workspaceId, jobId: notificationId })) ? 'duplicate' : 'taken';
  }

  function note(notification: NewNotification, result: Taken): void {
    const { workspaceId, notificationId, job } = notification;
    const right = rightAnswer(notification);
    if (result !== right) violate(`${notificationId} of ${workspaceId} was ${result}, and should have been ${right}`);
    const key = keyOf({ workspaceId, jobId: notificationId });
    last.set(key, result);
    if (result !== 'taken') return;
    taken.add(key);
    hasChanged = true;
    owed.set(keyOf({ workspaceId, jobId: job.jobId }), { workspaceId, jobId: job.jobId });
  }

  return {
    watchedIntake: (intake) => ({
      ...intake,
      async take(batch) {
        const results = await intake.take(batch);
        for (const [index, notification] of batch.entries()) note(notification, results[index] ?? 'unknown_workspace');
        return results;
      },
    }),
    watchedWorkspaces: (workspaces) => ({
      ...workspaces,
      async install(installation) {
        const workspace = await workspaces.install(installation);
        const before = installs.get(workspace.workspaceId)?.epoch ?? 0;
        if (workspace.epoch !== before + 1) violate(`the epoch after ${before} is ${workspace.epoch}`);
        installs.set(workspace.workspaceId, workspace);
        onInstall(installation);
        return workspace;
      },
      async markUninstalled(change) {
        const isDone = await workspaces.markUninstalled(change);
        const install = installs.get(change.workspaceId);
        if (!isDone || install === undefined) return isDone;
        if (install.epoch !== change.epoch)
          violate(`an uninstall of epoch ${change.epoch} ended epoch ${install.epoch}`);
        installs.set(change.workspaceId, { ...install, status: 'uninstalled' });
        for (const [key, job] of owed) if (job.workspaceId === change.workspaceId) owed.delete(key);
        onUninstall(change.workspaceId);
        return isDone;
      },
    }),
    installOf: (workspaceId) => installs.get(workspaceId),
    lastOf: (workspaceId, notificationId) => last.get(keyOf({ workspaceId, jobId: notificationId })),
    owed: () => [...owed.values()],
    done: (job) => void owed.delete(keyOf(job)),
    takeChanged() {
      const changed = hasChanged;
      hasChanged = false;
      return changed;
    },
  };
}
