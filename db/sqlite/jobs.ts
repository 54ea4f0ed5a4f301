import type Database from 'better-sqlite3';
import { and, eq, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { JobKey, JobStore } from '../job-ports.ts';
import { jobs } from '../schema/sqlite.ts';
import { answer } from './answer.ts';
import { createInsertJobs } from './insert-jobs.ts';
import { createClaimJobs } from './jobs-claim.ts';
import { createJobDesk } from './jobs-desk.ts';
import { createPromote } from './jobs-line.ts';
import { onFirstUse } from './on-first-use.ts';

/** The statements are prepared once and kept as long as the store. */
export function createJobStore(db: BetterSQLite3Database, client: Database.Database): JobStore {
  const insertJobs = createInsertJobs(db, client);
  const claimJobs = createClaimJobs(db, client);
  const promote = createPromote(db);

  const held = and(
    eq(jobs.workspaceId, sql.placeholder('workspaceId')),
    eq(jobs.jobId, sql.placeholder('jobId')),
    eq(jobs.leaseOwner, sql.placeholder('owner')),
  );
  const itsLine = { workspaceId: jobs.workspaceId, orderingKey: jobs.orderingKey };

  const lengthen = onFirstUse(() =>
    db
      .update(jobs)
      .set({
        leaseExpiresAtMs: sql`${sql.placeholder('leaseExpiresAtMs')}`,
        claimableAtMs: sql`${sql.placeholder('leaseExpiresAtMs')}`,
      })
      .where(held)
      .prepare(),
  );

  const deleteHeld = onFirstUse(() => db.delete(jobs).where(held).returning(itsLine).prepare());

  const giveBack = onFirstUse(() =>
    db
      .update(jobs)
      .set({
        state: 'waiting',
        runAtMs: sql`${sql.placeholder('runAtMs')}`,
        claimableAtMs: sql`${sql.placeholder('runAtMs')}`,
        attempts: sql`${jobs.attempts} - ${sql.placeholder('refunded')}`,
        payload: sql`coalesce(${sql.placeholder('payload')}, ${jobs.payload})`,
        lastError: sql`${sql.placeholder('error')}`,
        leaseOwner: null,
        leaseExpiresAtMs: null,
      })
      .where(held)
      .prepare(),
  );

  const giveUp = onFirstUse(() =>
    db
      .update(jobs)
      .set({
        state: 'dead',
        position: null,
        claimableAtMs: null,
        lastError: sql`${sql.placeholder('error')}`,
        diedAtMs: sql`${sql.placeholder('atMs')}`,
        leaseOwner: null,
        leaseExpiresAtMs: null,
      })
      .where(held)
      .returning(itsLine)
      .prepare(),
  );

  const renewAll = client.transaction(({ owner, jobs: keys, leaseExpiresAtMs }: Parameters<JobStore['renew']>[0]) =>
    keys.filter(({ workspaceId, jobId }) => {
      const { changes } = lengthen.run({ workspaceId, jobId, owner, leaseExpiresAtMs });
      return changes === 1;
    }),
  );

  const completeOne = client.transaction(({ owner, job, nowMs, next = [] }: Parameters<JobStore['complete']>[0]) => {
    const line = deleteHeld.get({ workspaceId: job.workspaceId, jobId: job.jobId, owner });
    if (line === undefined) return false;
    insertJobs(next, nowMs);
    promote(line);
    return true;
  });

  const buryOne = client.transaction(({ owner, job, error, atMs }: Parameters<JobStore['bury']>[0]) => {
    const line = giveUp.get({ workspaceId: job.workspaceId, jobId: job.jobId, owner, error, atMs });
    if (line === undefined) return false;
    promote(line);
    return true;
  });

  const enqueueAll = client.transaction(insertJobs);

  return {
    enqueue: (newJobs, nowMs) => answer('enqueue jobs', () => enqueueAll.immediate(newJobs, nowMs)),
    claim: (claim) => answer('claim jobs', () => claimJobs(claim)),
    renew: (lease) => answer('renew leases', () => renewAll.immediate(lease).map(onlyKey)),
    complete: (done) => answer('complete a job', () => completeOne.immediate(done)),
    reschedule: ({ owner, job: { workspaceId, jobId }, runAtMs, refund, error, payload }) =>
      answer('reschedule a job', () => {
        const change = { runAtMs, refunded: refund ? 1 : 0, error: error ?? null, payload: payload ?? null };
        return giveBack.run({ workspaceId, jobId, owner, ...change }).changes === 1;
      }),
    bury: (death) => answer('bury a job', () => buryOne.immediate(death)),
    ...createJobDesk(db, client, promote),
  };
}

const onlyKey = ({ workspaceId, jobId }: JobKey): JobKey => ({ workspaceId, jobId });
