import type Database from 'better-sqlite3';
import { and, eq, ne, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { NewJob } from '../job-ports.ts';
import { jobs, workspaces } from '../schema/sqlite.ts';
import { bareStatement } from './bare-statement.ts';

/** Adds jobs inside a transaction that is under way, and returns how many are new. */
export type InsertJobs = (newJobs: readonly NewJob[], nowMs: number) => number;

/**
 * Jobs go behind those of their ordering key, with the workspace's present epoch; one that is there already is left as
 * it is, and of a workspace that is uninstalled or not there none is added.
 */
export function createInsertJobs(db: BetterSQLite3Database, client: Database.Database): InsertJobs {
  const selectEpoch = bareStatement<{ epoch: number }>(
    client,
    db
      .select({ epoch: workspaces.epoch })
      .from(workspaces)
      .where(and(eq(workspaces.workspaceId, sql.placeholder('workspaceId')), ne(workspaces.status, 'uninstalled'))),
  );
  const insertJob = createInsertJob(db, client);

  return (newJobs, nowMs) => {
    let added = 0;
    for (const job of newJobs) {
      const workspace = selectEpoch.get({ workspaceId: job.workspaceId });
      if (workspace !== undefined) added += insertJob(job, workspace.epoch, nowMs);
    }
    return added;
  };
}

/** Adds one job of a known epoch, unless its id is there already; returns how many are new. */
export function createInsertJob(
  db: BetterSQLite3Database,
  client: Database.Database,
): (job: NewJob, epoch: number, nowMs: number) => number {
  const selectLast = bareStatement<{ last: number | null }>(
    client,
    db
      .select({ last: sql<number | null>`max(${jobs.position})`.as('last') })
      .from(jobs)
      .where(
        and(eq(jobs.workspaceId, sql.placeholder('workspaceId')), eq(jobs.orderingKey, sql.placeholder('orderingKey'))),
      ),
  );

  const insert = bareStatement(
    client,
    db
      .insert(jobs)
      .values({
        workspaceId: sql.placeholder('workspaceId'),
        jobId: sql.placeholder('jobId'),
        kind: sql.placeholder('kind'),
        orderingKey: sql.placeholder('orderingKey'),
        position: sql.placeholder('position'),
        payload: sql.placeholder('payload'),
        epoch: sql.placeholder('epoch'),
        state: 'waiting',
        attempts: 0,
        createdAtMs: sql.placeholder('nowMs'),
        runAtMs: sql.placeholder('runAtMs'),
        claimableAtMs: sql.placeholder('claimableAtMs'),
      })
      .onConflictDoNothing({ target: [jobs.workspaceId, jobs.jobId] }),
  );

  return (job, epoch, nowMs) => {
    const last = selectLast.get(job)?.last ?? undefined;
    const claimableAtMs = last === undefined ? job.runAtMs : null;
    return insert.run({ ...job, epoch, nowMs, position: (last ?? 0) + 1, claimableAtMs });
  };
}
