import { and, asc, count, eq, lte, min, ne, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { JobStore } from '../job-ports.ts';
import { toJob } from '../rows.ts';
import { jobs } from '../schema/postgres.ts';
import type { Connections } from './connect.ts';
import { lockLineOf, promote } from './job-lines.ts';
import { given, keptStatements } from './statements.ts';

/** The part of the store for those who look after jobs: operators, metrics, housekeeping. */
type JobDesk = Pick<JobStore, 'list' | 'find' | 'redrive' | 'drop' | 'counts' | 'oldestDueAtMs' | 'forgetDeadBefore'>;

function prepare(db: NodePgDatabase) {
  const thisJob = and(
    eq(jobs.workspaceId, given(jobs.workspaceId, 'workspaceId')),
    eq(jobs.jobId, given(jobs.jobId, 'jobId')),
  );
  const itsLine = { workspaceId: jobs.workspaceId, orderingKey: jobs.orderingKey };

  const select = db.select().from(jobs).where(thisJob).prepare('jobs_select');

  const wake = db
    .update(jobs)
    .set({
      state: 'waiting',
      attempts: 0,
      position: sql`coalesce((select max(line.position) from ${jobs} line
        where line.workspace_id = ${jobs.workspaceId} and line.ordering_key = ${jobs.orderingKey} and line.position > 0), 0) + 1`,
      runAtMs: given(jobs.runAtMs, 'nowMs'),
      lastError: null,
      diedAtMs: null,
    })
    .where(and(thisJob, eq(jobs.state, 'dead')))
    .returning(itsLine)
    .prepare('jobs_redrive');

  const deleteIdle = db
    .delete(jobs)
    .where(and(thisJob, ne(jobs.state, 'running')))
    .returning(itsLine)
    .prepare('jobs_drop');

  const countAll = db
    .select({
      kind: jobs.kind,
      state: jobs.state,
      count: count(),
      oldestRunAtMs: sql`min(${jobs.runAtMs})`.mapWith(jobs.runAtMs),
    })
    .from(jobs)
    .groupBy(jobs.state, jobs.kind)
    .prepare('jobs_counts');

  const selectOldestDue = db
    .select({ atMs: min(jobs.claimableAtMs) })
    .from(jobs)
    .where(
      and(
        eq(jobs.workspaceId, given(jobs.workspaceId, 'workspaceId')),
        lte(jobs.claimableAtMs, given(jobs.claimableAtMs, 'nowMs')),
      ),
    )
    .prepare('jobs_oldest_due');

  // One that is redriven in between is not dead any more.
  const deleteDead = db
    .delete(jobs)
    .where(
      and(
        eq(jobs.state, 'dead'),
        sql`(${jobs.workspaceId}, ${jobs.jobId}) in (select workspace_id, job_id from ${jobs}
          where state = 'dead' and died_at_ms < ${given(jobs.diedAtMs, 'beforeMs')} limit ${sql.placeholder('limit')})`,
      ),
    )
    .prepare('jobs_forget_dead');

  return { select, wake, deleteIdle, countAll, selectOldestDue, deleteDead };
}

export function createJobDesk({ answer, transaction }: Pick<Connections, 'answer' | 'transaction'>): JobDesk {
  const statements = keptStatements(prepare);
  return {
    // Built afresh for what is asked, so that each question finds its index; operators ask seldom.
    list: ({ workspaceId, state, kind, limit }) =>
      answer('list jobs', async (db) => {
        const rows = await db
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
          .limit(limit);
        return rows.map(toJob);
      }),
    find: ({ workspaceId, jobId }) =>
      answer('find a job', async (db) => {
        const [row] = await statements(db).select.execute({ workspaceId, jobId });
        return row === undefined ? undefined : toJob(row);
      }),
    redrive: ({ workspaceId, jobId }, nowMs) =>
      transaction('redrive a job', async (db) => {
        await lockLineOf(db, { workspaceId, jobId });
        const lines = await statements(db).wake.execute({ workspaceId, jobId, nowMs });
        await promote(db, lines);
        return lines.length === 1;
      }),
    drop: ({ workspaceId, jobId }) =>
      transaction('drop a job', async (db) => {
        await lockLineOf(db, { workspaceId, jobId });
        const lines = await statements(db).deleteIdle.execute({ workspaceId, jobId });
        await promote(db, lines);
        return lines.length === 1;
      }),
    counts: () => answer('count jobs', (db) => statements(db).countAll.execute()),
    oldestDueAtMs: (query) =>
      answer('look for due jobs', async (db) => {
        const [row] = await statements(db).selectOldestDue.execute(query);
        return row?.atMs ?? undefined;
      }),
    forgetDeadBefore: (query) =>
      answer('forget dead jobs', async (db) => (await statements(db).deleteDead.execute(query)).rowCount ?? 0),
  };
}
