import { asc, count, desc, inArray, lt, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { KEPT_FOR_THEIR_NUMBER_MS } from '../limits.ts';
import type { FactKey, FactStore } from '../mirror-ports.ts';
import { contactPhones, facts, workspaces } from '../schema/postgres.ts';
import { givenAll } from './arrays.ts';
import type { Connections } from './connect.ts';
import { given, keptStatements } from './statements.ts';

/** For housekeeping and metrics, for which no card waits. */
const WITHIN_MS = 60_000;

function prepare(db: NodePgDatabase) {
  // With a limit each one is looked up by itself; otherwise the numbers of everybody would be read every time.
  const hasNumber = sql<boolean>`${facts.kind} = 'contact' and (
    select true from ${contactPhones} p join ${workspaces} w on w.workspace_id = p.workspace_id and w.epoch = p.epoch
    where p.workspace_id = ${sql.raw('"facts"."workspace_id"')} and p.contact_id = ${sql.raw('"facts"."key"')}
    limit 1) is not null`;

  const selectUntouched = db
    .select({ workspaceId: facts.workspaceId, kind: facts.kind, key: facts.key, isKept: hasNumber })
    .from(facts)
    .where(lt(facts.touchedAtMs, given(facts.touchedAtMs, 'beforeMs')))
    .orderBy(asc(facts.touchedAtMs))
    .limit(sql.placeholder('limit'))
    // Whoever else forgets at the same time takes others.
    .for('update', { skipLocked: true })
    .prepare('facts_untouched');

  const given3 = sql`unnest(
    ${givenAll(facts.workspaceId, 'workspaceIds')}, ${givenAll(facts.kind, 'kinds')}, ${givenAll(facts.key, 'keys')})`;
  const these = sql`(${facts.workspaceId}, ${facts.kind}, ${facts.key}) in (select * from ${given3})`;
  const deleteThese = db.delete(facts).where(these).prepare('facts_delete_untouched');
  const lookLater = db
    .update(facts)
    .set({ touchedAtMs: given(facts.touchedAtMs, 'laterMs') })
    .where(these)
    .prepare('facts_look_later');

  // Of an older install: by a number of that time nobody is found any more.
  const deletePhones = db
    .delete(contactPhones)
    .where(
      inArray(
        sql`(${contactPhones.workspaceId}, ${contactPhones.contactId})`,
        sql`(select one.workspace_id, one.key from ${given3} as one(workspace_id, kind, key) where one.kind = 'contact')`,
      ),
    )
    .prepare('facts_delete_phones');

  const countLargest = db
    .select({
      workspaceId: facts.workspaceId,
      facts: count(),
      total: sql<number>`sum(count(*)) over ()`.mapWith(Number),
    })
    .from(facts)
    .groupBy(facts.workspaceId)
    .orderBy(desc(count()), asc(facts.workspaceId))
    .limit(sql.placeholder('limit'))
    .prepare('facts_count');

  return { selectUntouched, deleteThese, lookLater, deletePhones, countLargest };
}

/** To forget what nobody uses, and to count. */
export function factUpkeep({ transaction }: Connections): Pick<FactStore, 'forgetUntouched' | 'sizes'> {
  const statements = keptStatements(prepare);

  /** Contacts with a number would be in the way every time: they are put where they are not met again for long. */
  async function forgetSome(db: NodePgDatabase, beforeMs: number, limit: number) {
    const { selectUntouched, deleteThese, lookLater, deletePhones } = statements(db);
    const rows = await selectUntouched.execute({ beforeMs, limit });
    const kept = rows.filter(({ isKept }) => isKept);
    const old = rows.filter(({ isKept }) => !isKept);
    if (kept.length > 0) {
      await lookLater.execute({ ...inColumns(kept), laterMs: beforeMs + KEPT_FOR_THEIR_NUMBER_MS });
    }
    if (old.length > 0) {
      await deleteThese.execute(inColumns(old));
      await deletePhones.execute(inColumns(old));
    }
    return { seen: rows.length, forgotten: old.length };
  }

  return {
    forgetUntouched: async ({ beforeMs, limit, signal }) => {
      let forgotten = 0;
      while (forgotten < limit && !signal?.aborted) {
        const portion = limit - forgotten;
        const some = await transaction('forget unused facts', (db) => forgetSome(db, beforeMs, portion), {
          withinMs: WITHIN_MS,
          lightly: true,
        });
        forgotten += some.forgotten;
        if (some.seen < portion) break;
      }
      return forgotten;
    },
    sizes: ({ limit }) =>
      transaction(
        'count facts',
        async (db) => {
          const rows = await statements(db).countLargest.execute({ limit: Math.max(limit, 1) });
          return {
            total: rows[0]?.total ?? 0,
            largest: rows.slice(0, limit).map(({ workspaceId, facts: kept }) => ({ workspaceId, facts: kept })),
          };
        },
        { withinMs: WITHIN_MS },
      ),
  };
}

const inColumns = (rows: readonly (FactKey & { workspaceId: string })[]) => ({
  workspaceIds: rows.map(({ workspaceId }) => workspaceId),
  kinds: rows.map(({ kind }) => kind),
  keys: rows.map(({ key }) => key),
});
