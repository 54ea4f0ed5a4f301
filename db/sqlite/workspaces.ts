import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { WorkspaceStore } from '../ports.ts';
import { toWorkspace } from '../rows.ts';
import { workspaces } from '../schema/sqlite.ts';
import { answer } from './answer.ts';

/** The statements are prepared once and kept as long as the store. */
export function createWorkspaceStore(db: BetterSQLite3Database): WorkspaceStore {
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
        sealedToken: sql`excluded.sealed_token`,
        installedAtMs: sql`excluded.installed_at_ms`,
      },
    })
    .returning()
    .prepare();

  const select = db
    .select()
    .from(workspaces)
    .where(eq(workspaces.workspaceId, sql.placeholder('workspaceId')))
    .prepare();

  const page = db
    .select()
    .from(workspaces)
    .where(gt(workspaces.workspaceId, sql.placeholder('afterWorkspaceId')))
    .orderBy(asc(workspaces.workspaceId))
    .limit(sql.placeholder('limit'))
    .prepare();

  // What ended the connection is what came first: an uninstall that follows does not hide it.
  const disconnect = db
    .update(workspaces)
    .set({
      status: 'disconnected',
      disconnectedReason: sql`coalesce(${workspaces.disconnectedReason}, ${sql.placeholder('reason')})`,
      disconnectedAtMs: sql`coalesce(${workspaces.disconnectedAtMs}, ${sql.placeholder('atMs')})`,
    })
    .where(
      and(eq(workspaces.workspaceId, sql.placeholder('workspaceId')), eq(workspaces.epoch, sql.placeholder('epoch'))),
    )
    .prepare();

  const reseal = db
    .update(workspaces)
    .set({ sealedToken: sql`${sql.placeholder('sealedToken')}` })
    .where(
      and(
        eq(workspaces.workspaceId, sql.placeholder('workspaceId')),
        eq(workspaces.sealedToken, sql.placeholder('previous')),
      ),
    )
    .prepare();

  return {
    install: (installation) =>
      answer('install a workspace', () =>
        toWorkspace(
          upsert.get({
            ...installation,
            installingAdminName: installation.installingAdminName ?? null,
            installingAdminEmail: installation.installingAdminEmail ?? null,
          }),
        ),
      ),
    find: (workspaceId) =>
      answer('find a workspace', () => {
        const row = select.get({ workspaceId });
        return row === undefined ? undefined : toWorkspace(row);
      }),
    list: ({ afterWorkspaceId = '', limit }) =>
      answer('list the workspaces', () => page.all({ afterWorkspaceId, limit }).map(toWorkspace)),
    markDisconnected: (change) => answer('mark a workspace disconnected', () => disconnect.run(change).changes === 1),
    resealToken: (change) => answer('reseal a token', () => reseal.run(change).changes === 1),
  };
}
