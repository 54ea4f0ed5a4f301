import type { IntercomErrorCode } from './errors.ts';
import type { Effect } from './operation.ts';

/** A call is sent at most this often. */
export const MAX_ATTEMPTS = 3;

const FIRST_BACKOFF_MS = 200;
const MAX_BACKOFF_MS = 2_000;
const WINDOW_JITTER_MS = 500;

export interface FailedAttempt {
  /** 1 for the first. */
  attempt: number;
  effect: Effect;
  code: IntercomErrorCode;
  /** False only when it is certain that not a byte of the request left. */
  sent: boolean;
  /** When the rate-limit window ends, if Intercom said so. */
  resetAtMs: number | undefined;
  nowMs: number;
  deadlineAtMs: number;
  /** 0 to 1, without 1. */
  random: number;
}

/** Half of it is fixed, half is chance, so that callers who failed together do not come back together. */
export function backoffMs(attempt: number, random: number): number {
  const fullMs = Math.min(FIRST_BACKOFF_MS * 2 ** (attempt - 1), MAX_BACKOFF_MS);
  return Math.round(fullMs / 2 + (fullMs / 2) * random);
}

/** From now to a little after the window ends; the chance spreads the callers who all wait for the same moment. */
export function windowDelayMs(resetAtMs: number, nowMs: number, random: number): number {
  return Math.max(0, resetAtMs - nowMs) + Math.round(WINDOW_JITTER_MS * random);
}

function mayBeSentAgain(failed: FailedAttempt): boolean {
  // A 429 was turned away before it did anything.
  if (failed.code === 'intercom_rate_limited') return true;
  if (failed.code === 'intercom_unreachable') return !failed.sent || failed.effect !== 'once';
  return failed.code === 'intercom_down' && failed.effect !== 'once';
}

/** How long to wait before sending again; undefined: do not send again. */
export function retryDelayMs(failed: FailedAttempt): number | undefined {
  if (failed.attempt >= MAX_ATTEMPTS || !mayBeSentAgain(failed)) return undefined;
  const windowEnds = failed.code === 'intercom_rate_limited' ? failed.resetAtMs : undefined;
  const delayMs =
    windowEnds !== undefined && windowEnds > failed.nowMs
      ? windowDelayMs(windowEnds, failed.nowMs, failed.random)
      : backoffMs(failed.attempt, failed.random);
  return failed.nowMs + delayMs < failed.deadlineAtMs ? delayMs : undefined;
}
