import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { ClickStart, ClickStore } from '../ports.ts';
import { clicks } from '../schema/postgres.ts';
import type { Connections } from './connect.ts';
import { given, keptStatements } from './statements.ts';

/** A day of all workspaces may be forgotten at once, by housekeeping, for which no card waits. */
const FORGET_WITHIN_MS = 60_000;
/** How often a click may be forgotten in the moment between two looks at it. */
const LOOKS = 10;

function prepare(db: NodePgDatabase) {
  const thisClick = and(
    eq(clicks.workspaceId, given(clicks.workspaceId, 'workspaceId')),
    eq(clicks.clickHash, given(clicks.clickHash, 'clickHash')),
  );

  const insert = db
    .insert(clicks)
    .values({
      workspaceId: sql.placeholder('workspaceId'),
      clickHash: sql.placeholder('clickHash'),
      begunAtMs: sql.placeholder('atMs'),
    })
    .onConflictDoNothing()
    .prepare('clicks_insert');

  const select = db.select().from(clicks).where(thisClick).prepare('clicks_select');

  // A click that was forgotten while it was at work still had its effect, so its outcome is kept all the same. The
  // first outcome stays: a replay may have been answered with it.
  const keepOutcome = db
    .insert(clicks)
    .values({
      workspaceId: sql.placeholder('workspaceId'),
      clickHash: sql.placeholder('clickHash'),
      begunAtMs: sql.placeholder('atMs'),
      finishedAtMs: sql.placeholder('atMs'),
      outcome: sql.placeholder('outcome'),
    })
    .onConflictDoUpdate({
      target: [clicks.workspaceId, clicks.clickHash],
      set: { finishedAtMs: sql`excluded.finished_at_ms`, outcome: sql`excluded.outcome` },
      setWhere: isNull(clicks.outcome),
    })
    .prepare('clicks_keep_outcome');

  const held = and(thisClick, isNull(clicks.outcome), eq(clicks.begunAtMs, given(clicks.begunAtMs, 'begunAtMs')));
  const deleteHeld = db.delete(clicks).where(held).prepare('clicks_delete_held');

  const restart = db
    .update(clicks)
    .set({ begunAtMs: given(clicks.begunAtMs, 'atMs') })
    .where(held)
    .prepare('clicks_restart');

  const deleteBefore = db
    .delete(clicks)
    .where(lt(clicks.begunAtMs, given(clicks.begunAtMs, 'beforeMs')))
    .prepare('clicks_delete_before');

  return { insert, select, keepOutcome, deleteHeld, restart, deleteBefore };
}

export function createClickStore({ answer, transaction }: Connections): ClickStore {
  const statements = keptStatements(prepare);

  async function beginOne(db: NodePgDatabase, click: Parameters<ClickStore['begin']>[0]): Promise<ClickStart> {
    const { insert, select } = statements(db);
    for (let look = 1; look <= LOOKS; look += 1) {
      // Of several at once one inserts, and the others wait until it is there to be seen.
      if ((await insert.execute({ ...click })).rowCount === 1) return { state: 'first' };
      const [row] = await select.execute({ ...click });
      // Released or forgotten in between: then this one may be the first.
      if (row === undefined) continue;
      return row.outcome === null
        ? { state: 'begun', begunAtMs: row.begunAtMs }
        : { state: 'finished', outcome: row.outcome };
    }
    throw new Error('A click was begun and forgotten again and again.');
  }

  return {
    begin: (click) => answer('begin a click', (db) => beginOne(db, click), { workspaceId: click.workspaceId }),
    finish: (click) =>
      answer(
        'finish a click',
        async (db) => {
          await statements(db).keepOutcome.execute({ ...click });
        },
        { workspaceId: click.workspaceId },
      ),
    release: (click) =>
      answer('release a click', async (db) => {
        await statements(db).deleteHeld.execute({ ...click });
      }),
    takeOver: (click) =>
      answer('take over a click', async (db) => {
        // In the same millisecond, or after the clock was set back, the time must still change: it is what the next
        // caller compares with.
        const atMs = Math.max(click.atMs, click.begunAtMs + 1);
        const { rowCount } = await statements(db).restart.execute({ ...click, atMs });
        return rowCount === 1 ? atMs : undefined;
      }),
    forgetBefore: (beforeMs) =>
      transaction(
        'forget old clicks',
        async (db) => (await statements(db).deleteBefore.execute({ beforeMs })).rowCount ?? 0,
        { withinMs: FORGET_WITHIN_MS },
      ),
  };
}
