import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { WorkspaceStore } from '../ports.ts';
import { toWorkspace } from '../rows.ts';
import { workspaces } from '../schema/postgres.ts';
import type { Connections } from './connect.ts';
import { given, keptStatements } from './statements.ts';

function prepare(db: NodePgDatabase) {
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
    .prepare('workspaces_upsert');

  const select = db
    .select()
    .from(workspaces)
    .where(eq(workspaces.workspaceId, given(workspaces.workspaceId, 'workspaceId')))
    .prepare('workspaces_select');

  const page = db
    .select()
    .from(workspaces)
    .where(gt(workspaces.workspaceId, given(workspaces.workspaceId, 'afterWorkspaceId')))
    .orderBy(asc(workspaces.workspaceId))
    .limit(sql.placeholder('limit'))
    .prepare('workspaces_page');

  // What ended the connection is what came first: an uninstall that follows does not hide it.
  const { disconnectedReason, disconnectedAtMs } = workspaces;
  const disconnect = db
    .update(workspaces)
    .set({
      status: 'disconnected',
      disconnectedReason: sql`coalesce(${disconnectedReason}, ${given(disconnectedReason, 'reason')})`,
      disconnectedAtMs: sql`coalesce(${disconnectedAtMs}, ${given(disconnectedAtMs, 'atMs')})`,
    })
    .where(
      and(
        eq(workspaces.workspaceId, given(workspaces.workspaceId, 'workspaceId')),
        eq(workspaces.epoch, given(workspaces.epoch, 'epoch')),
      ),
    )
    .prepare('workspaces_disconnect');

  const reseal = db
    .update(workspaces)
    .set({ sealedToken: given(workspaces.sealedToken, 'sealedToken') })
    .where(
      and(
        eq(workspaces.workspaceId, given(workspaces.workspaceId, 'workspaceId')),
        eq(workspaces.sealedToken, given(workspaces.sealedToken, 'previous')),
      ),
    )
    .prepare('workspaces_reseal');

  return { upsert, select, page, disconnect, reseal };
}

/** Each method is one statement, which is whole by itself. */
export function createWorkspaceStore({ answer }: Connections): WorkspaceStore {
  const statements = keptStatements(prepare);
  return {
    install: (installation) =>
      answer('install a workspace', async (db) => {
        const [row] = await statements(db).upsert.execute({
          ...installation,
          installingAdminName: installation.installingAdminName ?? null,
          installingAdminEmail: installation.installingAdminEmail ?? null,
        });
        if (row === undefined) throw new Error('An install left no workspace.');
        return toWorkspace(row);
      }),
    find: (workspaceId) =>
      answer('find a workspace', async (db) => {
        const [row] = await statements(db).select.execute({ workspaceId });
        return row === undefined ? undefined : toWorkspace(row);
      }),
    list: ({ afterWorkspaceId = '', limit }) =>
      answer('list the workspaces', async (db) =>
        (await statements(db).page.execute({ afterWorkspaceId, limit })).map(toWorkspace),
      ),
    markDisconnected: (change) =>
      answer('mark a workspace disconnected', async (db) => {
        const { rowCount } = await statements(db).disconnect.execute(change);
        return rowCount === 1;
      }),
    resealToken: (change) =>
      answer('reseal a token', async (db) => (await statements(db).reseal.execute(change)).rowCount === 1),
  };
}
