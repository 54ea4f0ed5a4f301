import { and, asc, eq, gt, ne, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { WorkspaceStore } from '../ports.ts';
import { toWorkspace } from '../rows.ts';
import { workspaces } from '../schema/postgres.ts';
import type { Connections } from './connect.ts';
import { given, keptStatements } from './statements.ts';
import { erasing } from './workspaces-erase.ts';
import { installing } from './workspaces-install.ts';

function prepare(db: NodePgDatabase) {
  const thisWorkspace = eq(workspaces.workspaceId, given(workspaces.workspaceId, 'workspaceId'));

  const select = db.select().from(workspaces).where(thisWorkspace).prepare('workspaces_select');

  const page = db
    .select()
    .from(workspaces)
    .where(gt(workspaces.workspaceId, given(workspaces.workspaceId, 'afterWorkspaceId')))
    .orderBy(asc(workspaces.workspaceId))
    .limit(sql.placeholder('limit'))
    .prepare('workspaces_page');

  // What ended the connection is what came first. After an uninstall there is none to end.
  const { disconnectedReason, disconnectedAtMs } = workspaces;
  const disconnect = db
    .update(workspaces)
    .set({
      status: 'disconnected',
      disconnectedReason: sql`coalesce(${disconnectedReason}, ${given(disconnectedReason, 'reason')})`,
      disconnectedAtMs: sql`coalesce(${disconnectedAtMs}, ${given(disconnectedAtMs, 'atMs')})`,
    })
    .where(
      and(thisWorkspace, eq(workspaces.epoch, given(workspaces.epoch, 'epoch')), ne(workspaces.status, 'uninstalled')),
    )
    .prepare('workspaces_disconnect');

  const reseal = db
    .update(workspaces)
    .set({ sealedToken: given(workspaces.sealedToken, 'sealedToken') })
    .where(
      and(
        thisWorkspace,
        eq(workspaces.sealedToken, given(workspaces.sealedToken, 'previous')),
        ne(workspaces.status, 'uninstalled'),
      ),
    )
    .prepare('workspaces_reseal');

  return { select, page, disconnect, reseal };
}

export function createWorkspaceStore(connections: Connections): WorkspaceStore {
  const { answer } = connections;
  const statements = keptStatements(prepare);
  return {
    ...installing(connections),
    ...erasing(connections),
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
