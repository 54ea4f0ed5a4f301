import type Database from 'better-sqlite3';
import { and, asc, eq, getTableColumns, gt, ne, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { WorkspaceStore } from '../ports.ts';
import { toWorkspace } from '../rows.ts';
import { workspaces } from '../schema/sqlite.ts';
import { answer } from './answer.ts';
import { bareStatement, named } from './bare-statement.ts';
import { onFirstUse } from './on-first-use.ts';
import { erasing } from './workspaces-erase.ts';
import { installing } from './workspaces-install.ts';

/** The statements are prepared once and kept as long as the store. */
export function createWorkspaceStore(db: BetterSQLite3Database, client: Database.Database): WorkspaceStore {
  const thisWorkspace = eq(workspaces.workspaceId, sql.placeholder('workspaceId'));

  const select = bareStatement<typeof workspaces.$inferSelect>(
    client,
    db
      .select(named(getTableColumns(workspaces)))
      .from(workspaces)
      .where(thisWorkspace),
  );

  const page = onFirstUse(() =>
    db
      .select()
      .from(workspaces)
      .where(gt(workspaces.workspaceId, sql.placeholder('afterWorkspaceId')))
      .orderBy(asc(workspaces.workspaceId))
      .limit(sql.placeholder('limit'))
      .prepare(),
  );

  // What ended the connection is what came first. After an uninstall there is none to end.
  const disconnect = onFirstUse(() =>
    db
      .update(workspaces)
      .set({
        status: 'disconnected',
        disconnectedReason: sql`coalesce(${workspaces.disconnectedReason}, ${sql.placeholder('reason')})`,
        disconnectedAtMs: sql`coalesce(${workspaces.disconnectedAtMs}, ${sql.placeholder('atMs')})`,
      })
      .where(and(thisWorkspace, eq(workspaces.epoch, sql.placeholder('epoch')), ne(workspaces.status, 'uninstalled')))
      .prepare(),
  );

  const reseal = onFirstUse(() =>
    db
      .update(workspaces)
      .set({ sealedToken: sql`${sql.placeholder('sealedToken')}` })
      .where(
        and(
          thisWorkspace,
          eq(workspaces.sealedToken, sql.placeholder('previous')),
          ne(workspaces.status, 'uninstalled'),
        ),
      )
      .prepare(),
  );

  return {
    ...installing(db, client),
    ...erasing(db, client),
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
