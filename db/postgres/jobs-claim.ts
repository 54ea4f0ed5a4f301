import { getTableColumns, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Claim, Job } from '../job-ports.ts';
import { toJob } from '../rows.ts';
import { jobs } from '../schema/postgres.ts';
import { givenAll } from './arrays.ts';
import { given, keptStatements } from './statements.ts';

/**
 * Goes once round the workspaces that have jobs, hopping from one to the next by the index: what a claim costs depends
 * on how many workspaces it has to pass until it has enough, never on how many jobs wait. What others are taking at the
 * same moment is passed over.
 */
function prepare(db: NodePgDatabase) {
  const after = given(jobs.workspaceId, 'afterWorkspaceId');
  const picked = db.$with('picked', {}).as(
    sql`with recursive later(workspace_id) as (
        select min(j.workspace_id) from jobs j where j.workspace_id > ${after}
        union all
        select (select min(j.workspace_id) from jobs j where j.workspace_id > later.workspace_id)
        from later where later.workspace_id is not null
      ), earlier(workspace_id) as (
        select min(j.workspace_id) from jobs j where j.workspace_id <= ${after}
        union all
        select (select min(j.workspace_id) from jobs j
          where j.workspace_id > earlier.workspace_id and j.workspace_id <= ${after})
        from earlier where earlier.workspace_id is not null
      )
      select due.workspace_id, due.job_id, row_number() over () as nth
      from (select workspace_id from later union all select workspace_id from earlier) as round
      cross join lateral (
        select j.workspace_id, j.job_id from jobs j
        where j.workspace_id = round.workspace_id and j.claimable_at_ms <= ${given(jobs.claimableAtMs, 'nowMs')}
        order by j.claimable_at_ms limit ${sql.placeholder('perWorkspace')}
        for update of j skip locked
      ) as due
      where round.workspace_id <> all(${givenAll(jobs.workspaceId, 'exceptWorkspaceIds')})
      limit ${sql.placeholder('limit')}`,
  );

  const claim = db
    .with(picked)
    .update(jobs)
    .set({
      state: 'running',
      attempts: sql`${jobs.attempts} + 1`,
      leaseOwner: given(jobs.leaseOwner, 'owner'),
      leaseExpiresAtMs: given(jobs.leaseExpiresAtMs, 'leaseExpiresAtMs'),
      claimableAtMs: given(jobs.claimableAtMs, 'leaseExpiresAtMs'),
    })
    .from(sql`picked`)
    .where(sql`${jobs.workspaceId} = picked.workspace_id and ${jobs.jobId} = picked.job_id`)
    .returning({ ...getTableColumns(jobs), nth: sql`picked.nth`.mapWith(Number).as('nth') })
    // Without a name it is planned each time: a plan that was made while hardly any jobs waited would be kept for a million.
    .prepare('');

  return { claim };
}

const statements = keptStatements(prepare);

export async function claimJobs(db: NodePgDatabase, { nowMs, leaseMs, ...claim }: Claim): Promise<Job[]> {
  const rows = await statements(db).claim.execute({ ...claim, nowMs, leaseExpiresAtMs: nowMs + leaseMs });
  // They come in any order.
  return rows.toSorted((one, two) => one.nth - two.nth).map(({ nth: _, ...row }) => toJob(row));
}
