import { and, eq, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { JobKey, JobStore } from '../job-ports.ts';
import { jobs } from '../schema/postgres.ts';
import { givenAll } from './arrays.ts';
import type { Connections } from './connect.ts';
import { holdWorkspaces, insertJobs } from './insert-jobs.ts';
import { lockLineOf, promote } from './job-lines.ts';
import { claimJobs } from './jobs-claim.ts';
import { createJobDesk } from './jobs-desk.ts';
import { given, keptStatements } from './statements.ts';

function prepare(db: NodePgDatabase) {
  const held = and(
    eq(jobs.workspaceId, given(jobs.workspaceId, 'workspaceId')),
    eq(jobs.jobId, given(jobs.jobId, 'jobId')),
    eq(jobs.leaseOwner, given(jobs.leaseOwner, 'owner')),
  );
  const itsLine = { workspaceId: jobs.workspaceId, orderingKey: jobs.orderingKey };

  const lengthen = db
    .update(jobs)
    .set({
      leaseExpiresAtMs: given(jobs.leaseExpiresAtMs, 'leaseExpiresAtMs'),
      claimableAtMs: given(jobs.claimableAtMs, 'leaseExpiresAtMs'),
    })
    .from(
      sql`unnest(${givenAll(jobs.workspaceId, 'workspaceIds')}, ${givenAll(jobs.jobId, 'jobIds')})
        as held(workspace_id, job_id)`,
    )
    .where(
      and(
        sql`${jobs.workspaceId} = held.workspace_id and ${jobs.jobId} = held.job_id`,
        eq(jobs.leaseOwner, given(jobs.leaseOwner, 'owner')),
      ),
    )
    .returning({ workspaceId: jobs.workspaceId, jobId: jobs.jobId })
    .prepare('jobs_renew');

  const deleteHeld = db.delete(jobs).where(held).returning(itsLine).prepare('jobs_complete');

  const giveBack = db
    .update(jobs)
    .set({
      state: 'waiting',
      runAtMs: given(jobs.runAtMs, 'runAtMs'),
      claimableAtMs: given(jobs.claimableAtMs, 'runAtMs'),
      attempts: sql`${jobs.attempts} - ${given(jobs.attempts, 'refunded')}`,
      payload: sql`coalesce(${given(jobs.payload, 'payload')}, ${jobs.payload})`,
      lastError: given(jobs.lastError, 'error'),
      leaseOwner: null,
      leaseExpiresAtMs: null,
    })
    .where(held)
    .prepare('jobs_reschedule');

  const giveUp = db
    .update(jobs)
    .set({
      state: 'dead',
      position: null,
      claimableAtMs: null,
      lastError: given(jobs.lastError, 'error'),
      diedAtMs: given(jobs.diedAtMs, 'atMs'),
      leaseOwner: null,
      leaseExpiresAtMs: null,
    })
    .where(held)
    .returning(itsLine)
    .prepare('jobs_bury');

  return { lengthen, deleteHeld, giveBack, giveUp };
}

export function createJobStore({ answer, transaction }: Connections): JobStore {
  const statements = keptStatements(prepare);
  return {
    enqueue: (newJobs, nowMs) =>
      transaction('enqueue jobs', async (db) => {
        await holdWorkspaces(db, newJobs);
        return insertJobs(db, newJobs, nowMs);
      }),
    claim: (claim) => answer('claim jobs', (db) => claimJobs(db, claim)),
    renew: ({ owner, jobs: keys, leaseExpiresAtMs }) =>
      answer('renew leases', async (db) => {
        const workspaceIds = keys.map(({ workspaceId }) => workspaceId);
        const jobIds = keys.map(({ jobId }) => jobId);
        const rows = await statements(db).lengthen.execute({ owner, workspaceIds, jobIds, leaseExpiresAtMs });
        const renewed = new Set(rows.map(nameOf));
        return keys.map(onlyKey).filter((key) => renewed.has(nameOf(key)));
      }),
    complete: ({ owner, job: { workspaceId, jobId }, nowMs, next = [] }) =>
      transaction('complete a job', async (db) => {
        if (next.length > 0) await holdWorkspaces(db, next);
        await lockLineOf(db, { workspaceId, jobId }, next);
        const lines = await statements(db).deleteHeld.execute({ workspaceId, jobId, owner });
        if (lines.length === 0) return false;
        await insertJobs(db, next, nowMs);
        await promote(db, lines);
        return true;
      }),
    reschedule: ({ owner, job: { workspaceId, jobId }, runAtMs, refund, error, payload }) =>
      answer('reschedule a job', async (db) => {
        const change = { runAtMs, refunded: refund ? 1 : 0, error: error ?? null, payload: payload ?? null };
        const { rowCount } = await statements(db).giveBack.execute({ workspaceId, jobId, owner, ...change });
        return rowCount === 1;
      }),
    bury: ({ owner, job: { workspaceId, jobId }, error, atMs }) =>
      transaction('bury a job', async (db) => {
        await lockLineOf(db, { workspaceId, jobId });
        const lines = await statements(db).giveUp.execute({ workspaceId, jobId, owner, error, atMs });
        await promote(db, lines);
        return lines.length === 1;
      }),
    ...createJobDesk({ answer, transaction }),
  };
}

const onlyKey = ({ workspaceId, jobId }: JobKey): JobKey => ({ workspaceId, jobId });
const nameOf = ({ workspaceId, jobId }: JobKey): string => JSON.stringify([workspaceId, jobId]);
