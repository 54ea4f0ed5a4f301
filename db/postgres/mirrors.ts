import { and, asc, eq, getTableColumns, gt, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { type MirrorField, mirrorFields, mirrorValues } from '../mirror-fields.ts';
import type { MirrorStore } from '../mirror-ports.ts';
import { toMirror } from '../rows.ts';
import { mirrors, workspaces } from '../schema/postgres.ts';
import type { Connections } from './connect.ts';
import { given, keptStatements } from './statements.ts';

function prepare(db: NodePgDatabase) {
  const select = db
    .select()
    .from(mirrors)
    .where(
      and(
        eq(mirrors.workspaceId, given(mirrors.workspaceId, 'workspaceId')),
        eq(mirrors.epoch, given(mirrors.epoch, 'epoch')),
      ),
    )
    .prepare('mirrors_select');

  // One statement for any fields, so that nobody undoes what somebody else writes at the same time. An older epoch's
  // mirror is replaced as a whole.
  const field = (name: MirrorField) => {
    const column = mirrors[name];
    const excluded = sql.raw(`excluded."${column.name}"`);
    return sql`case when ${mirrors.epoch} < excluded.epoch or ${sql.placeholder(`has_${name}`)}::int = 1
      then ${excluded} else ${column} end`;
  };
  const upsert = db
    .insert(mirrors)
    .values({
      workspaceId: sql.placeholder('workspaceId'),
      epoch: sql.placeholder('epoch'),
      phase: sql.placeholder('phase'),
      cursor: sql.placeholder('cursor'),
      contactsSeen: sql.placeholder('contactsSeen'),
      contactsTotal: sql.placeholder('contactsTotal'),
      syncStartedAtMs: sql.placeholder('syncStartedAtMs'),
      syncFinishedAtMs: sql.placeholder('syncFinishedAtMs'),
      reconciledAtMs: sql.placeholder('reconciledAtMs'),
      agreedAtMs: sql.placeholder('agreedAtMs'),
      notifiedAtMs: sql.placeholder('notifiedAtMs'),
    })
    .onConflictDoUpdate({
      target: mirrors.workspaceId,
      set: { epoch: sql`excluded.epoch`, ...mirrorFields(field) },
      setWhere: lte(mirrors.epoch, sql`excluded.epoch`),
    })
    .prepare('mirrors_upsert');

  const selectToReconcile = db
    .select(getTableColumns(mirrors))
    .from(mirrors)
    .innerJoin(workspaces, and(eq(workspaces.workspaceId, mirrors.workspaceId), eq(workspaces.epoch, mirrors.epoch)))
    .where(
      and(
        gt(mirrors.workspaceId, given(mirrors.workspaceId, 'afterWorkspaceId')),
        eq(mirrors.phase, 'done'),
        eq(workspaces.status, 'connected'),
        or(isNull(mirrors.reconciledAtMs), lt(mirrors.reconciledAtMs, given(mirrors.reconciledAtMs, 'beforeMs'))),
      ),
    )
    .orderBy(asc(mirrors.workspaceId))
    .limit(sql.placeholder('limit'))
    .prepare('mirrors_to_reconcile');

  return { select, upsert, selectToReconcile };
}

export function createMirrorStore({ answer, transaction }: Connections): MirrorStore {
  const statements = keptStatements(prepare);
  return {
    find: (workspace) =>
      answer('find a mirror', async (db) => {
        const [row] = await statements(db).select.execute({ ...workspace });
        return row === undefined ? undefined : toMirror(row);
      }),
    update: ({ workspaceId, epoch }, fields) =>
      transaction(
        'update a mirror',
        async (db) => {
          await statements(db).upsert.execute({ workspaceId, epoch, ...mirrorValues(fields) });
        },
        { workspaceId, lightly: true },
      ),
    listToReconcile: (query) =>
      answer('list mirrors to reconcile', async (db) =>
        (await statements(db).selectToReconcile.execute({ ...query })).map(toMirror),
      ),
  };
}
