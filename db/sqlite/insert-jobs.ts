import type Database from 'better-sqlite3';
import { and, eq, ne, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { SQLiteInsertValue } from 'drizzle-orm/sqlite-core';
import type { NewJob } from '../job-ports.ts';
import { jobs, workspaces } from '../schema/sqlite.ts';
import { bareStatement } from './bare-statement.ts';
import { createLastPosition, createLineUp } from './jobs-line.ts';

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
  const lineUp = createLineUp(db, client);

  return (newJobs, nowMs) => {
    // Those that came before are before.
    if (newJobs.length > 0) lineUp();
    let added = 0;
    for (const job of newJobs) {
      const workspace = selectEpoch.get({ workspaceId: job.workspaceId });
      if (workspace !== undefined) added += insertJob(job, workspace.epoch, nowMs);
    }
    return added;
  };
}

/** Adds one job of a known epoch to its line, unless its id is there already; returns how many are new. */
function createInsertJob(
  db: BetterSQLite3Database,
  client: Database.Database,
): (job: NewJob, epoch: number, nowMs: number) => number {
  const lastPosition = createLastPosition(db, client);
  const values = {
    ...waitingJob,
    position: sql.placeholder('position'),
    claimableAtMs: sql.placeholder('claimableAtMs'),
  };
  const insert = bareStatement(client, insertNew(db, values));

  return (job, epoch, nowMs) => {
    const last = lastPosition(job);
    const claimableAtMs = last === undefined ? job.runAtMs : null;
    return insert.run({ ...job, epoch, nowMs, position: (last ?? 0) + 1, claimableAtMs });
  };
}

/** Adds one job of a known epoch, unless its id is there already, for `createLineUp` to put it into its line. */
export function createInsertLooseJob(
  db: BetterSQLite3Database,
  client: Database.Database,
): (job: NewJob, epoch: number, nowMs: number) => number {
  const insert = bareStatement(client, insertNew(db, waitingJob));
  return (job, epoch, nowMs) => insert.run({ ...job, epoch, nowMs });
}

const waitingJob = {
  workspaceId: sql.placeholder('workspaceId'),
  jobId: sql.placeholder('jobId'),
  kind: sql.placeholder('kind'),
  orderingKey: sql.placeholder('orderingKey'),
  payload: sql.placeholder('payload'),
  epoch: sql.placeholder('epoch'),
  state: 'waiting' as const,
  attempts: 0,
  createdAtMs: sql.placeholder('nowMs'),
  runAtMs: sql.placeholder('runAtMs'),
};

const insertNew = (db: BetterSQLite3Database, values: SQLiteInsertValue<typeof jobs>) =>
  db
    .insert(jobs)
    .values(values)
    .onConflictDoNothing({ target: [jobs.workspaceId, jobs.jobId] });
