import type { FastifyBaseLogger } from 'fastify';
import type { Job } from '../../db/job-ports.ts';
import type { ToldCall } from '../intercom/told-calls.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { notificationIdOf } from '../webhooks/notification-job-id.ts';
import { errorOrigin } from './error-text.ts';
import type { Outcome } from './outcome.ts';

/** `unwritten`: the database did not take the outcome; the job comes back when its lease ends. */
export type AttemptEnd = Outcome['is'] | 'unwritten';

const LEVEL: Record<AttemptEnd, 'info' | 'warn' | 'error'> = {
  done: 'info',
  void: 'info',
  again: 'info',
  limited: 'info',
  disconnected: 'info',
  stopped: 'info',
  unknown_kind: 'warn',
  store_unavailable: 'warn',
  failed: 'warn',
  lost: 'warn',
  unwritten: 'warn',
  dead: 'error',
};

/** By which ids the job is found in logs, here and at Intercom. */
export function idsOf({ workspaceId, jobId, kind, attempts }: Job): Record<string, unknown> {
  const notificationId = notificationIdOf(jobId);
  return { workspaceId, jobId, kind, ...(notificationId === undefined ? {} : { notificationId }), attempt: attempts };
}

export interface Told {
  job: Job;
  outcome: Outcome;
  ended: AttemptEnd;
  error: unknown;
  calls: readonly ToldCall[];
  startedAtMs: number;
  nowMs: number;
}

/** One line for each attempt, with everything that is known of it, and one count. */
export function tellAttempt(
  { job, outcome, ended, error, calls, startedAtMs, nowMs }: Told,
  { log, metrics }: { log: FastifyBaseLogger; metrics: Pick<Metrics, 'jobAttempts'> },
): void {
  metrics.jobAttempts.inc({ kind: job.kind, outcome: ended });
  const reason = 'reason' in outcome ? outcome.reason : undefined;
  const origin = outcome.is === 'failed' || outcome.is === 'dead' ? errorOrigin(error) : [];
  const line = {
    ...idsOf(job),
    outcome: ended,
    durationMs: nowMs - startedAtMs,
    waitedMs: Math.max(0, startedAtMs - job.runAtMs),
    ...(reason === undefined ? {} : { reason }),
    ...('runAtMs' in outcome ? { againAtMs: outcome.runAtMs } : {}),
    ...(origin.length === 0 ? {} : { origin }),
    ...(calls.length === 0 ? {} : { intercom: calls }),
  };
  log[LEVEL[ended]](line, 'job');
}
