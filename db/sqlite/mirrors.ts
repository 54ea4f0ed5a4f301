import type Database from 'better-sqlite3';
import { and, asc, eq, getTableColumns, gt, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { type MirrorField, mirrorFields, mirrorValues } from '../mirror-fields.ts';
import type { MirrorStore } from '../mirror-ports.ts';
import { toMirror } from '../rows.ts';
import { mirrors, workspaces } from '../schema/sqlite.ts';
import { answer, LIGHT_PATIENCE_MS } from './answer.ts';
import { writeLightly } from './connect.ts';
import { onFirstUse } from './on-first-use.ts';

/** The statements are prepared once and kept as long as the store. */
export function createMirrorStore(db: BetterSQLite3Database, client: Database.Database): MirrorStore {
  const select = onFirstUse(() =>
    db
      .select()
      .from(mirrors)
      .where(and(eq(mirrors.workspaceId, sql.placeholder('workspaceId')), eq(mirrors.epoch, sql.placeholder('epoch'))))
      .prepare(),
  );

  // One statement for any fields, so that nobody undoes what somebody else writes at the same time. An older epoch's
  // mirror is replaced as a whole.
  const field = (name: MirrorField) => {
    const column = mirrors[name];
    const given = sql.raw(`excluded."${column.name}"`);
    return sql`case when ${mirrors.epoch} < excluded.epoch or ${sql.placeholder(`has_${name}`)} = 1
      then ${given} else ${column} end`;
  };
  const upsert = onFirstUse(() =>
    db
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
      .prepare(),
  );

  const selectToReconcile = onFirstUse(() =>
    db
      .select(getTableColumns(mirrors))
      .from(mirrors)
      .innerJoin(workspaces, and(eq(workspaces.workspaceId, mirrors.workspaceId), eq(workspaces.epoch, mirrors.epoch)))
      .where(
        and(
          gt(mirrors.workspaceId, sql.placeholder('afterWorkspaceId')),
          eq(mirrors.phase, 'done'),
          eq(workspaces.status, 'connected'),
          or(isNull(mirrors.reconciledAtMs), lt(mirrors.reconciledAtMs, sql.placeholder('beforeMs'))),
        ),
      )
      .orderBy(asc(mirrors.workspaceId))
      .limit(sql.placeholder('limit'))
      .prepare(),
  );

  return {
    find: (workspace) =>
      answer('find a mirror', () => {
        const row = select.get({ ...workspace });
        return row === undefined ? undefined : toMirror(row);
      }),
    update: ({ workspaceId, epoch }, fields) =>
      answer(
        'update a mirror',
        () => {
          writeLightly(client, () => upsert.run({ workspaceId, epoch, ...mirrorValues(fields) }));
        },
        { workspaceId, patienceMs: LIGHT_PATIENCE_MS },
      ),
    listToReconcile: (query) =>
      answer('list mirrors to reconcile', () => selectToReconcile.all({ ...query }).map(toMirror)),
  };
}
