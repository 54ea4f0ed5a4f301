import type Database from 'better-sqlite3';
import { and, asc, eq, getTableColumns, inArray, is, lt, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { WorkspaceStore } from '../ports.ts';
import { toWorkspace } from '../rows.ts';
import * as schema from '../schema/sqlite.ts';
import { answer } from './answer.ts';
import { onFirstUse } from './on-first-use.ts';

const { workspaces } = schema;

type Erasure = Parameters<WorkspaceStore['erase']>[0];

/** Every table that keeps something of a workspace, so that none is ever forgotten. */
function tablesOfWorkspaces(): { table: SQLiteTable; workspaceId: SQLiteColumn }[] {
  return Object.values(schema).flatMap((table) => {
    if (!is(table, SQLiteTable) || table === workspaces) return [];
    const { workspaceId } = getTableColumns<SQLiteTable>(table);
    return is(workspaceId, SQLiteColumn) ? [{ table, workspaceId }] : [];
  });
}

/** To delete what is kept of workspaces that were uninstalled long ago. */
export function erasing(
  db: BetterSQLite3Database,
  client: Database.Database,
): Pick<WorkspaceStore, 'listUninstalled' | 'erase'> {
  const isLongUninstalled = and(
    eq(workspaces.status, 'uninstalled'),
    lt(workspaces.uninstalledAtMs, sql.placeholder('beforeMs')),
  );

  const selectUninstalled = onFirstUse(() =>
    db
      .select()
      .from(workspaces)
      .where(isLongUninstalled)
      .orderBy(asc(workspaces.uninstalledAtMs), asc(workspaces.workspaceId))
      .limit(sql.placeholder('limit'))
      .prepare(),
  );

  const thisWorkspace = eq(workspaces.workspaceId, sql.placeholder('workspaceId'));
  const selectWorkspace = onFirstUse(() =>
    db
      .select({ mayGo: sql<number>`${isLongUninstalled}` })
      .from(workspaces)
      .where(thisWorkspace)
      .prepare(),
  );
  const deleteWorkspace = onFirstUse(() => db.delete(workspaces).where(thisWorkspace).prepare());

  const deleteSome = tablesOfWorkspaces().map(({ table, workspaceId }) =>
    onFirstUse(() =>
      db
        .delete(table)
        .where(
          inArray(
            sql`rowid`,
            db
              .select({ rowid: sql`rowid` })
              .from(table)
              .where(eq(workspaceId, sql.placeholder('workspaceId')))
              .limit(sql.placeholder('limit')),
          ),
        )
        .prepare(),
    ),
  );

  const eraseSome = client.transaction(({ workspaceId, beforeMs, limit }: Erasure): boolean => {
    const workspace = selectWorkspace.get({ workspaceId, beforeMs });
    if (workspace === undefined) return true;
    if (!workspace.mayGo) return false;
    let left = limit;
    for (const some of deleteSome) left -= some.run({ workspaceId, limit: left }).changes;
    // Enough for all there is, and for the workspace itself.
    if (left <= 0) return false;
    deleteWorkspace.run({ workspaceId });
    return true;
  });

  return {
    listUninstalled: (query) =>
      answer('list the uninstalled workspaces', () => selectUninstalled.all({ ...query }).map(toWorkspace)),
    erase: (erasure) => answer('erase a workspace', () => eraseSome.immediate(erasure)),
  };
}
