import { and, asc, eq, getTableColumns, is, lt, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { WorkspaceStore } from '../ports.ts';
import { toWorkspace } from '../rows.ts';
import * as schema from '../schema/postgres.ts';
import type { Connections } from './connect.ts';
import { given, keptStatements } from './statements.ts';

const { workspaces } = schema;

/** For housekeeping, for which no card waits. */
const WITHIN_MS = 60_000;

/** Every table that keeps something of a workspace, so that none is ever forgotten. */
function tablesOfWorkspaces(): { table: PgTable; workspaceId: PgColumn }[] {
  return Object.values(schema).flatMap((table) => {
    if (!is(table, PgTable) || table === workspaces) return [];
    const { workspaceId } = getTableColumns<PgTable>(table);
    return is(workspaceId, PgColumn) ? [{ table, workspaceId }] : [];
  });
}

function prepare(db: NodePgDatabase) {
  const isLongUninstalled = and(
    eq(workspaces.status, 'uninstalled'),
    lt(workspaces.uninstalledAtMs, given(workspaces.uninstalledAtMs, 'beforeMs')),
  );

  const selectUninstalled = db
    .select()
    .from(workspaces)
    .where(isLongUninstalled)
    .orderBy(asc(workspaces.uninstalledAtMs), asc(workspaces.workspaceId))
    .limit(sql.placeholder('limit'))
    .prepare('workspaces_uninstalled');

  const thisWorkspace = eq(workspaces.workspaceId, given(workspaces.workspaceId, 'workspaceId'));
  const hold = db
    .select({ mayGo: sql<boolean>`${isLongUninstalled}` })
    .from(workspaces)
    .where(thisWorkspace)
    .for('update')
    .prepare('workspaces_hold_to_erase');
  const deleteWorkspace = db.delete(workspaces).where(thisWorkspace).prepare('workspaces_delete');

  const deleteSome = tablesOfWorkspaces().map(({ table, workspaceId }, index) =>
    db
      .delete(table)
      .where(
        sql`ctid = any(array(select ctid from ${table}
          where ${workspaceId} = ${given(workspaceId, 'workspaceId')} limit ${sql.placeholder('limit')}))`,
      )
      .prepare(`workspaces_erase_${index}`),
  );

  return { selectUninstalled, hold, deleteWorkspace, deleteSome };
}

/** To delete what is kept of workspaces that were uninstalled long ago. */
export function erasing({ answer, transaction }: Connections): Pick<WorkspaceStore, 'listUninstalled' | 'erase'> {
  const statements = keptStatements(prepare);
  return {
    listUninstalled: (query) =>
      answer('list the uninstalled workspaces', async (db) =>
        (await statements(db).selectUninstalled.execute({ ...query })).map(toWorkspace),
      ),
    erase: ({ workspaceId, beforeMs, limit }) =>
      transaction(
        'erase a workspace',
        async (db) => {
          const { hold, deleteSome, deleteWorkspace } = statements(db);
          const [workspace] = await hold.execute({ workspaceId, beforeMs });
          if (workspace === undefined) return true;
          if (!workspace.mayGo) return false;
          let left = limit;
          for (const some of deleteSome) left -= (await some.execute({ workspaceId, limit: left })).rowCount ?? 0;
          // Enough for all there is, and for the workspace itself.
          if (left <= 0) return false;
          await deleteWorkspace.execute({ workspaceId });
          return true;
        },
        { withinMs: WITHIN_MS },
      ),
  };
}
