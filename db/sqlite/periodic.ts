import { gt, lte, or, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { PeriodicStore } from '../job-ports.ts';
import { periodic } from '../schema/sqlite.ts';
import { answer } from './answer.ts';
import { onFirstUse } from './on-first-use.ts';

export function createPeriodicStore(db: BetterSQLite3Database): PeriodicStore {
  // A turn further off than clocks differ was fixed by a clock that has since been set back.
  const upsert = onFirstUse(() =>
    db
      .insert(periodic)
      .values({ name: sql.placeholder('name'), nextAtMs: sql.placeholder('nextAtMs') })
      .onConflictDoUpdate({
        target: periodic.name,
        set: { nextAtMs: sql`excluded.next_at_ms` },
        setWhere: or(
          lte(periodic.nextAtMs, sql.placeholder('nowMs')),
          gt(periodic.nextAtMs, sql.placeholder('tooFarMs')),
        ),
      })
      .prepare(),
  );

  return {
    takeTurn: ({ name, nowMs, everyMs }) =>
      answer('take a turn', () => {
        const { changes } = upsert.run({ name, nowMs, nextAtMs: nowMs + everyMs, tooFarMs: nowMs + 2 * everyMs });
        return changes === 1;
      }),
  };
}
