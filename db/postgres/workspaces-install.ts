import { and, eq, lt, ne, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Installation, Workspace, WorkspaceStore } from '../ports.ts';
import { toWorkspace } from '../rows.ts';
import { jobs, workspaces } from '../schema/postgres.ts';
import type { Connections } from './connect.ts';
import { insertJobs } from './insert-jobs.ts';
import { type Line, lockLineOf, promote } from './job-lines.ts';
import { given, keptStatements } from './statements.ts';

function prepare(db: NodePgDatabase) {
  const thisWorkspace = eq(workspaces.workspaceId, given(workspaces.workspaceId, 'workspaceId'));

  const hold = db
    .select({ status: workspaces.status, epoch: workspaces.epoch })
    .from(workspaces)
    .where(thisWorkspace)
    .for('no key update')
    .prepare('workspaces_hold');

  const upsert = db
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
    .prepare('workspaces_upsert');

  const ofWorkspace = eq(jobs.workspaceId, given(jobs.workspaceId, 'workspaceId'));
  const deleteOldJob = db
    .delete(jobs)
    .where(and(ofWorkspace, eq(jobs.jobId, given(jobs.jobId, 'jobId')), lt(jobs.epoch, given(jobs.epoch, 'epoch'))))
    .returning({ workspaceId: jobs.workspaceId, orderingKey: jobs.orderingKey })
    .prepare('workspaces_delete_old_job');

  const moveJobs = db
    .update(jobs)
    .set({ epoch: given(jobs.epoch, 'epoch') })
    .where(and(ofWorkspace, eq(jobs.epoch, given(jobs.epoch, 'previousEpoch'))))
    .prepare('workspaces_move_jobs');

  const uninstall = db
    .update(workspaces)
    .set({
      status: 'uninstalled',
      disconnectedReason: null,
      disconnectedAtMs: null,
      uninstalledAtMs: given(workspaces.uninstalledAtMs, 'atMs'),
      sealedToken: '',
    })
    .where(
      and(thisWorkspace, eq(workspaces.epoch, given(workspaces.epoch, 'epoch')), ne(workspaces.status, 'uninstalled')),
    )
    .prepare('workspaces_uninstall');

  const deleteJobs = db.delete(jobs).where(ofWorkspace).prepare('workspaces_delete_jobs');

  return { hold, upsert, deleteOldJob, moveJobs, uninstall, deleteJobs };
}

/** The begin and the end of an install, with the jobs that come and go with it. */
export function installing({ transaction }: Connections): Pick<WorkspaceStore, 'install' | 'markUninstalled'> {
  const statements = keptStatements(prepare);

  async function installOne(
    db: NodePgDatabase,
    { jobs: newJobs = [], ...installation }: Installation,
  ): Promise<Workspace> {
    const { hold, upsert, deleteOldJob, moveJobs } = statements(db);
    const { workspaceId } = installation;
    const [previous] = await hold.execute({ workspaceId });
    const [row] = await upsert.execute({
      ...installation,
      installingAdminName: installation.installingAdminName ?? null,
      installingAdminEmail: installation.installingAdminEmail ?? null,
    });
    if (row === undefined) throw new Error('An install left no workspace.');
    const { epoch } = row;
    // What the new install brings stands for what the older one left of it.
    const lines: Line[] = [];
    for (const { jobId } of newJobs) {
      await lockLineOf(db, { workspaceId, jobId }, newJobs);
      lines.push(...(await deleteOldJob.execute({ workspaceId, jobId, epoch })));
    }
    if (previous?.status === 'disconnected') {
      await moveJobs.execute({ workspaceId, epoch, previousEpoch: previous.epoch });
    }
    await insertJobs(db, newJobs, installation.atMs);
    await promote(db, lines);
    return toWorkspace(row);
  }

  return {
    install: (installation) => transaction('install a workspace', (db) => installOne(db, installation)),
    markUninstalled: ({ workspaceId, epoch, atMs }) =>
      transaction('mark a workspace uninstalled', async (db) => {
        const { uninstall, deleteJobs } = statements(db);
        if ((await uninstall.execute({ workspaceId, epoch, atMs })).rowCount === 0) return false;
        await deleteJobs.execute({ workspaceId });
        return true;
      }),
  };
}
