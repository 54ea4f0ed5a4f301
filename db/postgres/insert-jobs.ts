import { asc, eq, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { JobKey, NewJob } from '../job-ports.ts';
import { jobs, workspaces } from '../schema/postgres.ts';
import { givenAll } from './arrays.ts';
import { type Line, lockLines, promote } from './job-lines.ts';
import { given, keptStatements } from './statements.ts';

function prepare(db: NodePgDatabase) {
  const hold = db
    .select({
      workspaceId: workspaces.workspaceId,
      status: workspaces.status,
      installedAtMs: workspaces.installedAtMs,
    })
    .from(workspaces)
    .where(eq(workspaces.workspaceId, sql`any(${givenAll(workspaces.workspaceId, 'workspaceIds')})`))
    .orderBy(asc(workspaces.workspaceId))
    .for('share')
    .prepare('jobs_hold_workspaces');

  const insert = db
    .insert(jobs)
    .select(
      sql`select new.workspace_id, new.job_id, new.kind, new.ordering_key,
          coalesce(last.position, 0) + row_number() over line,
          new.payload, new.epoch, 'waiting', 0, ${given(jobs.createdAtMs, 'nowMs')}::bigint, new.run_at_ms,
          case when last.position is null and row_number() over line = 1 then new.run_at_ms end,
          null::text, null::bigint, null::text, null::bigint
        from (
          select distinct on (one.workspace_id, one.job_id) one.*, w.epoch
          from unnest(
            ${givenAll(jobs.workspaceId, 'workspaceIds')}, ${givenAll(jobs.jobId, 'jobIds')},
            ${givenAll(jobs.kind, 'kinds')}, ${givenAll(jobs.orderingKey, 'orderingKeys')},
            ${givenAll(jobs.payload, 'payloads')}, ${givenAll(jobs.runAtMs, 'runAtMs')}
          ) with ordinality as one(workspace_id, job_id, kind, ordering_key, payload, run_at_ms, nth)
          join workspaces w on w.workspace_id = one.workspace_id and w.status <> 'uninstalled'
          where not exists (select from jobs j where j.workspace_id = one.workspace_id and j.job_id = one.job_id)
          order by one.workspace_id, one.job_id, one.nth
        ) new
        cross join lateral (
          select max(j.position) as position from jobs j
          where j.workspace_id = new.workspace_id and j.ordering_key = new.ordering_key and j.position > 0
        ) last
        window line as (partition by new.workspace_id, new.ordering_key order by new.nth)`,
    )
    .onConflictDoNothing()
    .returning({ workspaceId: jobs.workspaceId, jobId: jobs.jobId })
    .prepare('jobs_insert');

  return { hold, insert };
}

const statements = keptStatements(prepare);

/**
 * Reads workspaces and keeps them from being installed, uninstalled or erased until the end of the transaction. The
 * first thing in every transaction that is to insert jobs.
 */
export async function holdWorkspaces(db: NodePgDatabase, of: readonly { workspaceId: string }[]) {
  const workspaceIds = [...new Set(of.map(({ workspaceId }) => workspaceId))];
  const rows = await statements(db).hold.execute({ workspaceIds });
  return new Map(rows.map((row) => [row.workspaceId, row]));
}

/**
 * Adds jobs inside a transaction that holds their workspaces, by `holdWorkspaces` or by having changed them, and returns
 * how many are new. Jobs go behind those of their ordering key, with the workspace's present epoch; one that is there
 * already is left as it is, and of a workspace that is uninstalled or not there none is added.
 */
export async function insertJobs(db: NodePgDatabase, newJobs: readonly NewJob[], nowMs: number): Promise<number> {
  if (newJobs.length === 0) return 0;
  await lockLines(db, newJobs);
  const inserted = await statements(db).insert.execute({
    workspaceIds: newJobs.map(({ workspaceId }) => workspaceId),
    jobIds: newJobs.map(({ jobId }) => jobId),
    kinds: newJobs.map(({ kind }) => kind),
    orderingKeys: newJobs.map(({ orderingKey }) => orderingKey),
    payloads: newJobs.map(({ payload }) => payload),
    runAtMs: newJobs.map(({ runAtMs }) => runAtMs),
    nowMs,
  });
  if (inserted.length < newJobs.length) await promote(db, linesWithout(newJobs, inserted));
  return inserted.length;
}

/**
 * The lines of jobs that were not inserted. One of them may have been counted in as the first of its line, and then have
 * come into being elsewhere in the same moment, in another line.
 */
function linesWithout(newJobs: readonly NewJob[], inserted: readonly JobKey[]): Line[] {
  const name = ({ workspaceId, jobId }: JobKey) => JSON.stringify([workspaceId, jobId]);
  const there = new Set(inserted.map(name));
  return newJobs.filter((job) => !there.has(name(job)));
}
