import type Database from 'better-sqlite3';
import { and, asc, count, eq, lte, min, ne, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { JobKey, JobStore } from '../job-ports.ts';
import { toJob } from '../rows.ts';
import { jobs } from '../schema/sqlite.ts';
import { answer } from './answer.ts';
import { createLineUp, OUT_OF_LINE, type Promote } from './jobs-line.ts';
import { onFirstUse } from './on-first-use.ts';

/** The part of the store for those who look after jobs: operators, metrics, housekeeping. */
type JobDesk = Pick<JobStore, 'list' | 'find' | 'redrive' | 'drop' | 'counts' | 'oldestDueAtMs' | 'forgetDeadBefore'>;

export function createJobDesk(db: BetterSQLite3Database, client: Database.Database, promote: Promote): JobDesk {
  const lineUp = createLineUp(db, client);
  const thisJob = and(eq(jobs.workspaceId, sql.placeholder('workspaceId')), eq(jobs.jobId, sql.placeholder('jobId')));
  const itsLine = { workspaceId: jobs.workspaceId, orderingKey: jobs.orderingKey };

  const select = onFirstUse(() => db.select().from(jobs).where(thisJob).prepare());

  const wake = onFirstUse(() =>
    db
      .update(jobs)
      .set({
        state: 'waiting',
        attempts: 0,
        position: sql`coalesce((select max(line.position) from ${jobs} line
        where line.workspace_id = ${jobs.workspaceId} and line.ordering_key = ${jobs.orderingKey} and line.position > 0), 0) + 1`,
        runAtMs: sql`${sql.placeholder('nowMs')}`,
        lastError: null,
        diedAtMs: null,
      })
      .where(and(thisJob, eq(jobs.state, 'dead')))
      .returning(itsLine)
      .prepare(),
  );

  const deleteIdle = onFirstUse(() =>
    db
      .delete(jobs)
      .where(and(thisJob, ne(jobs.state, 'running')))
      .returning(itsLine)
      .prepare(),
  );

  const countAll = onFirstUse(() =>
    db
      .select({
        kind: jobs.kind,
        state: jobs.state,
        count: count(),
        oldestRunAtMs: sql<number>`min(${jobs.runAtMs})`,
      })
      .from(jobs)
      .groupBy(jobs.state, jobs.kind)
      .prepare(),
  );

  const mine = eq(jobs.workspaceId, sql.placeholder('workspaceId'));
  const selectOldestDue = onFirstUse(() =>
    db
      .select({ atMs: min(jobs.claimableAtMs) })
      .from(jobs)
      .where(and(mine, lte(jobs.claimableAtMs, sql.placeholder('nowMs'))))
      .prepare(),
  );
  const selectOldestOutOfLine = onFirstUse(() =>
    db
      .select({ atMs: min(jobs.runAtMs) })
      .from(OUT_OF_LINE.table)
      .where(and(mine, OUT_OF_LINE.condition, lte(jobs.runAtMs, sql.placeholder('nowMs'))))
      .prepare(),
  );

  const deleteDead = onFirstUse(() =>
    db
      .delete(jobs)
      .where(
        sql`(${jobs.workspaceId}, ${jobs.jobId}) in (select workspace_id, job_id from ${jobs}
        where state = 'dead' and died_at_ms < ${sql.placeholder('beforeMs')} limit ${sql.placeholder('limit')})`,
      )
      .prepare(),
  );

  const redriveOne = client.transaction(({ workspaceId, jobId }: JobKey, nowMs: number) => {
    lineUp();
    const line = wake.get({ workspaceId, jobId, nowMs });
    if (line !== undefined) promote(line);
    return line !== undefined;
  });

  const dropOne = client.transaction(({ workspaceId, jobId }: JobKey) => {
    const line = deleteIdle.get({ workspaceId, jobId });
    if (line !== undefined) promote(line);
    return line !== undefined;
  });

  return {
    // Built afresh for what is asked, so that each question finds its index; operators ask seldom.
    list: ({ workspaceId, state, kind, limit }) =>
      answer('list jobs', () =>
        db
          .select()
          .from(jobs)
          .where(
            and(
              workspaceId === undefined ? undefined : eq(jobs.workspaceId, workspaceId),
              state === undefined ? undefined : eq(jobs.state, state),
              kind === undefined ? undefined : eq(jobs.kind, kind),
            ),
          )
          .orderBy(asc(jobs.runAtMs), asc(jobs.workspaceId), asc(jobs.jobId))
          .limit(limit)
          .all()
          .map(toJob),
      ),
    find: ({ workspaceId, jobId }) =>
      answer('find a job', () => {
        const row = select.get({ workspaceId, jobId });
        return row === undefined ? undefined : toJob(row);
      }),
    redrive: (key, nowMs) => answer('redrive a job', () => redriveOne.immediate(key, nowMs)),
    drop: (key) => answer('drop a job', () => dropOne.immediate(key)),
    counts: () => answer('count jobs', () => countAll.all()),
    oldestDueAtMs: (query) =>
      answer('look for due jobs', () => {
        const times = [selectOldestDue.get(query)?.atMs, selectOldestOutOfLine.get(query)?.atMs];
        return times.flatMap((atMs) => atMs ?? []).toSorted((one, other) => one - other)[0];
      }),
    forgetDeadBefore: (query) => answer('forget dead jobs', () => deleteDead.run(query).changes),
  };
}
