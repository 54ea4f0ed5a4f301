import type { Job } from '../../db/job-ports.ts';
import { type Attempt, type Ending, startAttempt, type Wait } from './attempt.ts';
import type { FairShare } from './fair-share.ts';
import { keyOf } from './job-key.ts';
import { type AttemptEnd, idsOf, tellAttempt } from './job-log.ts';
import { createLeases } from './lease.ts';
import type { Outage } from './outage.ts';
import type { Outcome } from './outcome.ts';
import { recordOutcome } from './record-outcome.ts';
import { type RunContext, runJob } from './run-job.ts';

export interface AttemptsOptions {
  context: Omit<RunContext, 'log'>;
  owner: string;
  leaseMs: number;
  attemptLimitMs: number;
  wait: Wait;
  outage: Outage;
  share: Pick<FairShare, 'limit'>;
  /** An attempt is over: there may be a place, or a job that waited behind it. */
  onOver: () => void;
}

/** What this worker has under way. */
export interface Attempts {
  running(): readonly Attempt[];
  /** Carries out a claimed job. The promise never rejects; it resolves when the outcome is written, or cannot be. */
  begin(job: Job, leaseExpiresAtMs: number): Promise<void>;
  /** Returns a claimed job without carrying it out. */
  giveBack(job: Job): Promise<void>;
  endAll(why: Ending): void;
  /** What is still to be written down, too. */
  over(): readonly Promise<void>[];
}

export function createAttempts(options: AttemptsOptions): Attempts {
  const { context, owner, leaseMs, wait, outage, share } = options;
  const { deps } = context;
  const { log, clock, store, metrics } = deps;
  const underWay = new Map<string, { attempt: Attempt; over: Promise<void> }>();
  const givenBack = new Set<Promise<void>>();
  const running = () => [...underWay.values()].map(({ attempt }) => attempt);
  const leases = createLeases({ jobs: store.jobs, owner, leaseMs, clock, wait, held: running, outage });

  /** How it ended in the end. A job of which nothing could be written comes back when its lease ends. */
  async function record(outcome: Outcome, job: Job): Promise<AttemptEnd> {
    if (outcome.is === 'lost') return 'lost';
    try {
      if (await recordOutcome(outcome, { job, owner, jobs: store.jobs, nowMs: clock() })) return outcome.is;
      // What ends an install ends its jobs, that which did it among them.
      return outcome.is === 'done' && (await store.jobs.find(job)) === undefined ? 'void' : 'lost';
    } catch (err) {
      log.warn({ err, ...idsOf(job) }, 'the outcome of a job could not be written');
      return 'unwritten';
    }
  }

  async function carryOut(attempt: Attempt): Promise<void> {
    const { startedAtMs } = attempt;
    const { outcome, error } = await runJob(attempt, { ...context, log: log.child(idsOf(attempt.job())) });
    const job = attempt.job();
    if (outcome.is === 'limited') share.limit(job.workspaceId, { nowMs: clock(), untilMs: outcome.runAtMs });
    const ended = await record(outcome, job);
    const calls = attempt.calls.list();
    tellAttempt({ job, outcome, ended, error, calls, startedAtMs, nowMs: clock() }, { log, metrics });
  }

  return {
    running,
    begin(job, leaseExpiresAtMs) {
      const key = keyOf(job);
      const known = underWay.get(key);
      // Its lease ended before it was renewed, as when the clock was put forward: nobody else took it, so it goes on.
      if (known !== undefined) {
        known.attempt.claimedAgain(job, leaseExpiresAtMs);
        return known.over;
      }
      const limitMs = options.attemptLimitMs;
      const attempt = startAttempt(job, { startedAtMs: clock(), leaseExpiresAtMs, limitMs, wait });
      const over = carryOut(attempt)
        // The lease brings the job back, as after a crash.
        .catch((err: unknown) => log.error({ err, ...idsOf(job) }, 'an attempt of a job broke'))
        .finally(() => {
          attempt.finish();
          underWay.delete(key);
          if (underWay.size === 0) leases.rest();
          options.onOver();
        });
      underWay.set(key, { attempt, over });
      leases.watch();
      return over;
    },
    giveBack(job) {
      const given = record({ is: 'stopped', runAtMs: job.runAtMs, reason: job.lastError }, job).then(() => {
        givenBack.delete(given);
      });
      givenBack.add(given);
      return given;
    },
    endAll(why) {
      for (const { attempt } of underWay.values()) attempt.end(why);
    },
    over: () => [...[...underWay.values()].map(({ over }) => over), ...givenBack],
  };
}
