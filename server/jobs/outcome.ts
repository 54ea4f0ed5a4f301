import { StoreUnavailableError } from '../../db/errors.ts';
import type { Job, NewJob } from '../../db/job-ports.ts';
import { IntercomError, type IntercomErrorCode } from '../intercom/errors.ts';
import { backoffMs, patienceMs } from './backoff.ts';
import { errorText } from './error-text.ts';
import { DisconnectedError, type JobResult, PermanentFailure, UnknownWorkError } from './handler.ts';

/** What an attempt of a job comes to. */
export type Outcome =
  | { is: 'done'; next: readonly NewJob[] }
  /** Of an install that is over: gone without being run. */
  | { is: 'void' }
  /** Goes on later, as planned. */
  | { is: 'again'; runAtMs: number; payload: string | undefined }
  /**
   * Not the job's fault: it waits, and no attempt is used up. `limited`: Intercom's rate limit. `disconnected`: until an
   * admin connects again. `store_unavailable`: the database. `unknown_kind`: a newer Callcard knows it. `stopped`:
   * Callcard stopped before it ended.
   */
  | {
      is: 'limited' | 'disconnected' | 'store_unavailable' | 'unknown_kind' | 'stopped';
      runAtMs: number;
      reason: string | undefined;
    }
  /** Tried again later, unless it has failed too often. */
  | { is: 'failed'; runAtMs: number; reason: string }
  /** Given up: it stays until an operator looks at it. */
  | { is: 'dead'; reason: string }
  /** Somebody else may have it: nothing is written. */
  | { is: 'lost'; reason: string };

export interface Circumstances {
  job: Job;
  nowMs: number;
  /** 0 to 1, without 1. */
  random: number;
  maxAttempts: number;
}

/** How long the workspace is left alone when Intercom does not say when its window ends; a window is 10 seconds. */
const WINDOW_MS = 10_000;
/** A reset that is past already must not make a job go round and round. */
const SHORTEST_WINDOW_MS = 1_000;
/** Somebody who connects again does not want to wait much longer. */
const DISCONNECTED_MS = 300_000;

/** Asking again gets the same answer. */
const FINAL = new Set<IntercomErrorCode>([
  'intercom_refused',
  'intercom_forbidden',
  'intercom_not_found',
  'intercom_conflict',
]);

export function outcomeOfResult(result: JobResult): Outcome {
  if (result.done) return { is: 'done', next: result.next ?? [] };
  return { is: 'again', runAtMs: result.atMs, payload: result.payload };
}

/** The one place that decides what a failure means for the job. */
export function outcomeOfError(error: unknown, circumstances: Circumstances): Outcome {
  const { job, nowMs, random, maxAttempts } = circumstances;
  const reason = errorText(error);
  const code = error instanceof IntercomError ? error.code : undefined;
  if (error instanceof IntercomError && code === 'intercom_rate_limited') {
    const resetAtMs = error.retryAtMs ?? nowMs + WINDOW_MS;
    return { is: 'limited', runAtMs: Math.max(resetAtMs, nowMs + SHORTEST_WINDOW_MS), reason };
  }
  if (error instanceof DisconnectedError || code === 'intercom_unauthorized') {
    // Many may wait for the same admin: they come back one by one.
    return { is: 'disconnected', runAtMs: nowMs + Math.round(DISCONNECTED_MS * (1 + random / 5)), reason };
  }
  if (error instanceof StoreUnavailableError) {
    return { is: 'store_unavailable', runAtMs: nowMs + patienceMs(nowMs - job.createdAtMs), reason };
  }
  if (error instanceof UnknownWorkError) {
    return { is: 'unknown_kind', runAtMs: nowMs + patienceMs(nowMs - job.createdAtMs), reason };
  }
  if (error instanceof PermanentFailure || (code !== undefined && FINAL.has(code))) return { is: 'dead', reason };
  if (job.attempts >= maxAttempts) return { is: 'dead', reason: `${reason} (attempt ${job.attempts} was the last)` };
  return { is: 'failed', runAtMs: nowMs + backoffMs(job.attempts, random), reason };
}
