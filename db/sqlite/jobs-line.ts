import type Database from 'better-sqlite3';
import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { jobs } from '../schema/sqlite.ts';
import { bareStatement, named } from './bare-statement.ts';
import { onFirstUse } from './on-first-use.ts';

/*
 * A line: the jobs of one ordering key. Only the first may be taken. All of this is for inside a transaction.
 */

type Line = { workspaceId: string; orderingKey: string };

const thisLine = and(
  eq(jobs.workspaceId, sql.placeholder('workspaceId')),
  eq(jobs.orderingKey, sql.placeholder('orderingKey')),
);
/** Steps over those that have no position, without reading them. */
const inLine = gt(jobs.position, sql.raw('0'));

/** Lets the first job of a line be taken, when the one before it went away. */
export type Promote = (line: Line) => void;

export function createPromote(db: BetterSQLite3Database): Promote {
  const firstPosition = sql`(select min(${jobs.position}) from ${jobs} where ${and(thisLine, inLine)})`;

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

/** The position of the last job of a line; undefined when there is none. */
export function createLastPosition(
  db: BetterSQLite3Database,
  client: Database.Database,
): (line: Line) => number | undefined {
  const select = bareStatement<{ last: number | null }>(
    client,
    db
      .select({ last: sql<number | null>`max(${jobs.position})`.as('last') })
      .from(jobs)
      .where(and(thisLine, inLine)),
  );
  return (line) => select.get(line)?.last ?? undefined;
}

/**
 * Jobs that are in no line yet, by the index of them, whose condition this is. Left to itself SQLite would look through
 * all that wait, of which there may be a million.
 */
export const OUT_OF_LINE = {
  table: sql`${jobs} indexed by jobs_out_of_line`,
  condition: and(isNull(jobs.position), eq(jobs.state, sql.raw("'waiting'"))),
};

/** Puts jobs that are in no line yet into theirs, in the order in which they came: at most so many, or all. */
export type LineUp = (limit?: number) => void;

const ALL = -1;

export function createLineUp(db: BetterSQLite3Database, client: Database.Database): LineUp {
  const lastPosition = createLastPosition(db, client);

  const selectWaiting = bareStatement<Line & { jobId: string; runAtMs: number }>(
    client,
    db
      .select(
        named({
          workspaceId: jobs.workspaceId,
          orderingKey: jobs.orderingKey,
          jobId: jobs.jobId,
          runAtMs: jobs.runAtMs,
        }),
      )
      .from(OUT_OF_LINE.table)
      .where(OUT_OF_LINE.condition)
      // Within a workspace it is the order in which they came.
      .orderBy(asc(jobs.workspaceId), sql`rowid`)
      .limit(sql.placeholder('limit')),
  );

  const place = bareStatement(
    client,
    db
      .update(jobs)
      .set({
        position: sql`${sql.placeholder('position')}`,
        claimableAtMs: sql`${sql.placeholder('claimableAtMs')}`,
      })
      .where(and(eq(jobs.workspaceId, sql.placeholder('workspaceId')), eq(jobs.jobId, sql.placeholder('jobId')))),
  );

  return (limit = ALL) => {
    for (const job of selectWaiting.all({ limit })) {
      const last = lastPosition(job);
      place.run({ ...job, position: (last ?? 0) + 1, claimableAtMs: last === undefined ? job.runAtMs : null });
    }
  };
}
