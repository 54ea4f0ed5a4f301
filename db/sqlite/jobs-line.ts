import { and, eq, isNull, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { jobs } from '../schema/sqlite.ts';
import { onFirstUse } from './on-first-use.ts';

/** Lets the first job of an ordering key be taken, inside a transaction in which the one before it went away. */
export type Promote = (line: { workspaceId: string; orderingKey: string }) => void;

export function createPromote(db: BetterSQLite3Database): Promote {
  const thisLine = and(
    eq(jobs.workspaceId, sql.placeholder('workspaceId')),
    eq(jobs.orderingKey, sql.placeholder('orderingKey')),
  );
  // `> 0` steps over the dead ones, which have no position, without reading them.
  const firstPosition = sql`(select min(${jobs.position}) from ${jobs} where ${thisLine} and ${jobs.position} > 0)`;

  const update = onFirstUse(() =>
    db
      .update(jobs)
      .set({ claimableAtMs: sql`${jobs.runAtMs}` })
      .where(and(thisLine, eq(jobs.position, firstPosition), isNull(jobs.claimableAtMs)))
      .prepare(),
  );

  return (line) => {
    update.run({ ...line });
  };
}
