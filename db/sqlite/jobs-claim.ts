import type Database from 'better-sqlite3';
import { and, asc, eq, lte, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Claim, Job } from '../job-ports.ts';
import { toJob } from '../rows.ts';
import { jobs } from '../schema/sqlite.ts';
import { bareStatement, named } from './bare-statement.ts';
import { createLineUp } from './jobs-line.ts';
import { onFirstUse } from './on-first-use.ts';

/** So many are put into their lines by one claim, so that nothing else has to wait for long. */
const MOST_LINED_UP = 1_000;

/** The work of `JobStore.claim`, in one transaction. */
export type ClaimJobs = (claim: Claim) => Job[];

/**
 * Goes once round the workspaces that have jobs, hopping from one to the next by the index: what a claim costs depends
 * on how many workspaces it has to pass until it has enough, never on how many jobs wait.
 */
export function createClaimJobs(db: BetterSQLite3Database, client: Database.Database): ClaimJobs {
  const lineUp = createLineUp(db, client);
  const after = sql.placeholder('afterWorkspaceId');
  const workspaceId = sql.raw('workspace_id');

  const round = sql`(
    with recursive later(${workspaceId}) as (
      select min(${workspaceId}) from ${jobs} where ${workspaceId} > ${after}
      union all
      select (select min(j.${workspaceId}) from ${jobs} j where j.${workspaceId} > later.${workspaceId})
      from later where later.${workspaceId} is not null
    ), earlier(${workspaceId}) as (
      select min(${workspaceId}) from ${jobs} where ${workspaceId} <= ${after}
      union all
      select (select min(j.${workspaceId}) from ${jobs} j
        where j.${workspaceId} > earlier.${workspaceId} and j.${workspaceId} <= ${after})
      from earlier where earlier.${workspaceId} is not null
    )
    select ${workspaceId} from later union all select ${workspaceId} from earlier
  ) as round`;

  const selectDueWorkspaces = bareStatement<{ workspaceId: string }>(
    client,
    db
      .select({ workspaceId: sql`round.workspace_id`.as('workspaceId') })
      .from(round)
      .where(
        sql`exists (select 1 from ${jobs} j
        where j.workspace_id = round.workspace_id and j.claimable_at_ms <= ${sql.placeholder('nowMs')})`,
      )
      .limit(sql.placeholder('limit')),
  );

  const selectDue = bareStatement<{ jobId: string }>(
    client,
    db
      .select(named({ jobId: jobs.jobId }))
      .from(jobs)
      .where(
        and(eq(jobs.workspaceId, sql.placeholder('workspaceId')), lte(jobs.claimableAtMs, sql.placeholder('nowMs'))),
      )
      .orderBy(asc(jobs.claimableAtMs))
      .limit(sql.placeholder('limit')),
  );

  const lease = onFirstUse(() =>
    db
      .update(jobs)
      .set({
        state: 'running',
        attempts: sql`${jobs.attempts} + 1`,
        leaseOwner: sql`${sql.placeholder('owner')}`,
        leaseExpiresAtMs: sql`${sql.placeholder('leaseExpiresAtMs')}`,
        claimableAtMs: sql`${sql.placeholder('leaseExpiresAtMs')}`,
      })
      .where(and(eq(jobs.workspaceId, sql.placeholder('workspaceId')), eq(jobs.jobId, sql.placeholder('jobId'))))
      .returning()
      .prepare(),
  );

  const claimJobs = client.transaction((claim: Claim): Job[] => {
    const { owner, nowMs, leaseMs, limit, perWorkspace, afterWorkspaceId, exceptWorkspaceIds } = claim;
    const leaseExpiresAtMs = nowMs + leaseMs;
    const except = new Set(exceptWorkspaceIds);
    const claimed: Job[] = [];
    lineUp(MOST_LINED_UP);
    // Enough even if all of the excepted ones are among them.
    const due = selectDueWorkspaces.all({ afterWorkspaceId, nowMs, limit: limit + except.size });
    for (const { workspaceId } of due) {
      if (except.has(workspaceId)) continue;
      const room = Math.min(perWorkspace, limit - claimed.length);
      for (const { jobId } of selectDue.all({ workspaceId, nowMs, limit: room })) {
        claimed.push(toJob(lease.get({ workspaceId, jobId, owner, leaseExpiresAtMs })));
      }
      if (claimed.length >= limit) break;
    }
    return claimed;
  });
  return (claim) => claimJobs.immediate(claim);
}
