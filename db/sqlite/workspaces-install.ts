import type Database from 'better-sqlite3';
import { and, eq, lt, ne, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Installation, Workspace, WorkspaceStore } from '../ports.ts';
import { toWorkspace } from '../rows.ts';
import { jobs, workspaces } from '../schema/sqlite.ts';
import { answer } from './answer.ts';
import { createInsertJobs } from './insert-jobs.ts';
import { createPromote } from './jobs-line.ts';
import { onFirstUse } from './on-first-use.ts';

type Uninstall = Parameters<WorkspaceStore['markUninstalled']>[0];

/** The begin and the end of an install, with the jobs that come and go with it. */
export function installing(
  db: BetterSQLite3Database,
  client: Database.Database,
): Pick<WorkspaceStore, 'install' | 'markUninstalled'> {
  const insertJobs = createInsertJobs(db, client);
  const promote = createPromote(db);
  const thisWorkspace = eq(workspaces.workspaceId, sql.placeholder('workspaceId'));

  const selectStatus = onFirstUse(() =>
    db.select({ status: workspaces.status, epoch: workspaces.epoch }).from(workspaces).where(thisWorkspace).prepare(),
  );

  const upsert = onFirstUse(() =>
    db
      .insert(workspaces)
      .values({
        workspaceId: sql.placeholder('workspaceId'),
        region: sql.placeholder('region'),
        name: sql.placeholder('name'),
        timeZone: sql.placeholder('timeZone'),
        installingAdminId: sql.placeholder('installingAdminId'),
        installingAdminName: sql.placeholder('installingAdminName'),
        installingAdminEmail: sql.placeholder('installingAdminEmail'),
        epoch: 1,
        status: 'connected',
        sealedToken: sql.placeholder('sealedToken'),
        firstInstalledAtMs: sql.placeholder('atMs'),
        installedAtMs: sql.placeholder('atMs'),
      })
      .onConflictDoUpdate({
        target: workspaces.workspaceId,
        set: {
          region: sql`excluded.region`,
          name: sql`excluded.name`,
          timeZone: sql`excluded.time_zone`,
          installingAdminId: sql`excluded.installing_admin_id`,
          installingAdminName: sql`excluded.installing_admin_name`,
          installingAdminEmail: sql`excluded.installing_admin_email`,
          epoch: sql`${workspaces.epoch} + 1`,
          status: sql`excluded.status`,
          disconnectedReason: sql`null`,
          disconnectedAtMs: sql`null`,
          uninstalledAtMs: sql`null`,
          sealedToken: sql`excluded.sealed_token`,
          installedAtMs: sql`excluded.installed_at_ms`,
        },
      })
      .returning()
      .prepare(),
  );

  const deleteOldJob = onFirstUse(() =>
    db
      .delete(jobs)
      .where(
        and(
          eq(jobs.workspaceId, sql.placeholder('workspaceId')),
          eq(jobs.jobId, sql.placeholder('jobId')),
          lt(jobs.epoch, sql.placeholder('epoch')),
        ),
      )
      .returning({ workspaceId: jobs.workspaceId, orderingKey: jobs.orderingKey })
      .prepare(),
  );

  const moveJobs = onFirstUse(() =>
    db
      .update(jobs)
      .set({ epoch: sql`${sql.placeholder('epoch')}` })
      .where(
        and(eq(jobs.workspaceId, sql.placeholder('workspaceId')), eq(jobs.epoch, sql.placeholder('previousEpoch'))),
      )
      .prepare(),
  );

  const uninstall = onFirstUse(() =>
    db
      .update(workspaces)
      .set({
        status: 'uninstalled',
        disconnectedReason: null,
        disconnectedAtMs: null,
        uninstalledAtMs: sql`${sql.placeholder('atMs')}`,
        sealedToken: '',
      })
      .where(and(thisWorkspace, eq(workspaces.epoch, sql.placeholder('epoch')), ne(workspaces.status, 'uninstalled')))
      .prepare(),
  );

  const deleteJobs = onFirstUse(() =>
    db
      .delete(jobs)
      .where(eq(jobs.workspaceId, sql.placeholder('workspaceId')))
      .prepare(),
  );

  const installOne = client.transaction(({ jobs: newJobs = [], ...installation }: Installation): Workspace => {
    const { workspaceId } = installation;
    const previous = selectStatus.get({ workspaceId });
    const workspace = toWorkspace(
      upsert.get({
        ...installation,
        installingAdminName: installation.installingAdminName ?? null,
        installingAdminEmail: installation.installingAdminEmail ?? null,
      }),
    );
    const { epoch } = workspace;
    // What the new install brings stands for what the older one left of it.
    const lines = newJobs.flatMap(({ jobId }) => deleteOldJob.all({ workspaceId, jobId, epoch }));
    if (previous?.status === 'disconnected') moveJobs.run({ workspaceId, epoch, previousEpoch: previous.epoch });
    insertJobs(newJobs, installation.atMs);
    for (const line of lines) promote(line);
    return workspace;
  });

  const uninstallOne = client.transaction(({ workspaceId, epoch, atMs }: Uninstall): boolean => {
    if (uninstall.run({ workspaceId, epoch, atMs }).changes === 0) return false;
    deleteJobs.run({ workspaceId });
    return true;
  });

  return {
    install: (installation) => answer('install a workspace', () => installOne.immediate(installation)),
    markUninstalled: (change) => answer('mark a workspace uninstalled', () => uninstallOne.immediate(change)),
  };
}
