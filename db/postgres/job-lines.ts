import { type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { JobKey, NewJob } from '../job-ports.ts';
import { jobs } from '../schema/postgres.ts';
import { givenAll } from './arrays.ts';
import { given, keptStatements } from './statements.ts';

/*
 * A line: the jobs of one ordering key. Only the first may be taken, so whoever adds one has to know whether it is the
 * first, and whoever takes the first away has to see the one behind it. Both lock the line, until the end of their
 * transaction.
 */

export type Line = Pick<NewJob, 'workspaceId' | 'orderingKey'>;

/** Lines in the same order everywhere, so that nobody waits for somebody who waits for him. */
const locked = (lines: SQL): SQL =>
  sql`(select distinct hashtextextended(line.ordering_key, hashtextextended(line.workspace_id, 0)) as word
    from (${lines}) as line order by word) as words`;

function prepare(db: NodePgDatabase) {
  const lock = { lock: sql`pg_advisory_xact_lock(words.word)` };
  const workspaceIds = givenAll(jobs.workspaceId, 'workspaceIds');
  const orderingKeys = givenAll(jobs.orderingKey, 'orderingKeys');
  const givenLines = sql`select * from unnest(${workspaceIds}, ${orderingKeys}) as given(workspace_id, ordering_key)`;

  const lockGiven = db.select(lock).from(locked(givenLines)).prepare('jobs_lock_lines');

  const lineOfJob = sql`select ${jobs.workspaceId}, ${jobs.orderingKey} from ${jobs}
    where ${jobs.workspaceId} = ${given(jobs.workspaceId, 'workspaceId')} and ${jobs.jobId} = ${given(jobs.jobId, 'jobId')}`;

  const lockOfJob = db
    .select(lock)
    .from(locked(sql`${lineOfJob} union all ${givenLines}`))
    .prepare('jobs_lock_line_of_job');

  // `> 0` steps over the dead ones, which have no position, without reading them.
  const first = db.$with('first', {}).as(
    sql`select line.workspace_id, line.ordering_key, (
        select min(j.position) from jobs j
        where j.workspace_id = line.workspace_id and j.ordering_key = line.ordering_key and j.position > 0
      ) as position
      from (${givenLines}) as line`,
  );
  const letFirstBeTaken = db
    .with(first)
    .update(jobs)
    .set({ claimableAtMs: sql`${jobs.runAtMs}` })
    .from(sql`first`)
    .where(
      sql`${jobs.workspaceId} = first.workspace_id and ${jobs.orderingKey} = first.ordering_key
        and ${jobs.position} = first.position and ${jobs.claimableAtMs} is null`,
    )
    .prepare('jobs_promote');

  return { lockGiven, lockOfJob, letFirstBeTaken };
}

const statements = keptStatements(prepare);

const inColumns = (lines: readonly Line[]) => ({
  workspaceIds: lines.map(({ workspaceId }) => workspaceId),
  orderingKeys: lines.map(({ orderingKey }) => orderingKey),
});

export async function lockLines(db: NodePgDatabase, lines: readonly Line[]): Promise<void> {
  await statements(db).lockGiven.execute(inColumns(lines));
}

/** Locks the line that a job is in, if there is such a job, together with those that jobs after it will be in. */
export async function lockLineOf(
  db: NodePgDatabase,
  { workspaceId, jobId }: JobKey,
  next: readonly Line[] = [],
): Promise<void> {
  await statements(db).lockOfJob.execute({ workspaceId, jobId, ...inColumns(next) });
}

/** Lets the first job of each line be taken, in lines that are locked. */
export async function promote(db: NodePgDatabase, lines: readonly Line[]): Promise<void> {
  await statements(db).letFirstBeTaken.execute(inColumns(lines));
}
