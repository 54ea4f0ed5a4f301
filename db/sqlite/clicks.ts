import type Database from 'better-sqlite3';
import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { ClickKey, ClickStart, ClickStore } from '../ports.ts';
import { clicks } from '../schema/sqlite.ts';
import { answer } from './answer.ts';
import { onFirstUse } from './on-first-use.ts';

/** The statements are prepared once and kept as long as the store. */
export function createClickStore(db: BetterSQLite3Database, client: Database.Database): ClickStore {
  const thisClick = and(
    eq(clicks.workspaceId, sql.placeholder('workspaceId')),
    eq(clicks.clickHash, sql.placeholder('clickHash')),
  );
  const thisUnfinishedClick = and(thisClick, isNull(clicks.outcome));

  const insert = onFirstUse(() =>
    db
      .insert(clicks)
      .values({
        workspaceId: sql.placeholder('workspaceId'),
        clickHash: sql.placeholder('clickHash'),
        begunAtMs: sql.placeholder('atMs'),
      })
      .onConflictDoNothing()
      .prepare(),
  );

  const select = onFirstUse(() => db.select().from(clicks).where(thisClick).prepare());

  // A click that was forgotten while it was at work still had its effect, so its outcome is kept all the same. The
  // first outcome stays: a replay may have been answered with it.
  const keepOutcome = onFirstUse(() =>
    db
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
      .prepare(),
  );

  const held = and(thisUnfinishedClick, eq(clicks.begunAtMs, sql.placeholder('begunAtMs')));
  const deleteHeld = onFirstUse(() => db.delete(clicks).where(held).prepare());

  const restart = onFirstUse(() =>
    db
      .update(clicks)
      .set({ begunAtMs: sql`${sql.placeholder('atMs')}` })
      .where(held)
      .prepare(),
  );

  const deleteBefore = onFirstUse(() =>
    db
      .delete(clicks)
      .where(lt(clicks.begunAtMs, sql.placeholder('beforeMs')))
      .prepare(),
  );

  const beginOne = client.transaction((click: ClickKey & { atMs: number }): ClickStart => {
    if (insert.run({ ...click }).changes === 1) return { state: 'first' };
    const row = select.get({ ...click });
    if (row === undefined) throw new Error('A click was neither new nor there.');
    return row.outcome === null
      ? { state: 'begun', begunAtMs: row.begunAtMs }
      : { state: 'finished', outcome: row.outcome };
  });

  return {
    begin: (click) => answer('begin a click', () => beginOne.immediate(click), { workspaceId: click.workspaceId }),
    finish: (click) =>
      answer(
        'finish a click',
        () => {
          keepOutcome.run({ ...click });
        },
        { workspaceId: click.workspaceId },
      ),
    release: (click) =>
      answer('release a click', () => {
        deleteHeld.run({ ...click });
      }),
    takeOver: (click) =>
      answer('take over a click', () => {
        // In the same millisecond, or after the clock was set back, the time must still change: it is what the next
        // caller compares with.
        const atMs = Math.max(click.atMs, click.begunAtMs + 1);
        return restart.run({ ...click, atMs }).changes === 1 ? atMs : undefined;
      }),
    forgetBefore: (beforeMs) => answer('forget old clicks', () => deleteBefore.run({ beforeMs }).changes),
  };
}
