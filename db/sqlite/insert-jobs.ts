import { and, eq, ne, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { NewJob } from '../job-ports.ts';
import { jobs, workspaces } from '../schema/sqlite.ts';

/** Adds jobs inside a transaction that is under way, and returns how many are new. */
export type InsertJobs = (newJobs: readonly NewJob[], nowMs: number) => number;

/**
 * Jobs go behind those of their ordering key, with the workspace's present epoch; one that is there already is left as
 * it is, and of a workspace that is uninstalled or not there none is added.
 */
export function createInsertJobs(db: BetterSQLite3Database): InsertJobs {
  const selectEpoch = db
    .select({ epoch: workspaces.epoch })
    .from(workspaces)
    .where(and(eq(workspaces.workspaceId, sql.placeholder('workspaceId')), ne(workspaces.status, 'uninstalled')))
    .prepare();

  const lastPosition = sql`(select max(${jobs.position}) from ${jobs}
    where ${jobs.workspaceId} = ${sql.placeholder('workspaceId')}
      and ${jobs.orderingKey} = ${sql.placeholder('orderingKey')})`;

  const insert = db
    .insert(jobs)
    .values({
      workspaceId: sql.placeholder('workspaceId'),
      jobId: sql.placeholder('jobId'),
      kind: sql.placeholder('kind'),
      orderingKey: sql.placeholder('orderingKey'),
      position: sql`coalesce(${lastPosition}, 0) + 1`,
      payload: sql.placeholder('payload'),
      epoch: sql.placeholder('epoch'),
      state: 'waiting',
      attempts: 0,
      createdAtMs: sql.placeholder('nowMs'),
      runAtMs: sql.placeholder('runAtMs'),
      claimableAtMs: sql`case when ${lastPosition} is null then ${sql.placeholder('runAtMs')} end`,
    })
    .onConflictDoNothing({ target: [jobs.workspaceId, jobs.jobId] })
    .prepare();

  return (newJobs, nowMs) => {
    let added = 0;
    for (const job of newJobs) {
      const workspace = selectEpoch.get({ workspaceId: job.workspaceId });
      if (workspace === undefined) continue;
      added += insert.run({ ...job, nowMs, epoch: workspace.epoch }).changes;
    }
    return added;
  };
}
