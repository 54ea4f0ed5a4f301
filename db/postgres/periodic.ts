import { gt, lte, or, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { PeriodicStore } from '../job-ports.ts';
import { periodic } from '../schema/postgres.ts';
import type { Connections } from './connect.ts';
import { given, keptStatements } from './statements.ts';

function prepare(db: NodePgDatabase) {
  // Of several at once one writes, and the others wait and see when the next turn is. A turn further off than clocks
  // differ was fixed by a clock that has since been set back.
  const upsert = db
    .insert(periodic)
    .values({ name: sql.placeholder('name'), nextAtMs: sql.placeholder('nextAtMs') })
    .onConflictDoUpdate({
      target: periodic.name,
      set: { nextAtMs: sql`excluded.next_at_ms` },
      setWhere: or(
        lte(periodic.nextAtMs, given(periodic.nextAtMs, 'nowMs')),
        gt(periodic.nextAtMs, given(periodic.nextAtMs, 'tooFarMs')),
      ),
    })
    .prepare('periodic_upsert');
  return { upsert };
}

export function createPeriodicStore({ answer }: Connections): PeriodicStore {
  const statements = keptStatements(prepare);
  return {
    takeTurn: ({ name, nowMs, everyMs }) =>
      answer('take a turn', async (db) => {
        const turn = { name, nowMs, nextAtMs: nowMs + everyMs, tooFarMs: nowMs + 2 * everyMs };
        return (await statements(db).upsert.execute(turn)).rowCount === 1;
      }),
  };
}
