import type { IncomingHttpHeaders } from 'undici/types/header.js';
import { headerOf } from './operation.ts';

/** What Intercom last said about a workspace's window of calls (10 seconds each). */
export interface RateLimit {
  remaining: number;
  resetAtMs: number;
  /** How many calls the window has; undefined when Intercom did not say. */
  limit?: number | undefined;
}

/** What is left of a workspace's window of calls. */
export interface Headroom {
  /** 1 is all, 0 nothing. */
  remainingRatio: number;
  resetAtMs: number;
}

/**
 * No window is this long. A reset further ahead is a clock that is wrong, here or there, and must not shut a workspace
 * out for as long as it is wrong.
 */
const MAX_WINDOW_MS = 60_000;

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}

/**
 * Reads `X-RateLimit-Remaining`, `X-RateLimit-Reset` (Unix seconds) and `X-RateLimit-Limit`. A 429 means that nothing remains, whatever the
 * header says. Undefined: the answer does not tell. Source: Intercom developer docs, rate limiting.
 */
export function readRateLimit(status: number, headers: IncomingHttpHeaders, nowMs: number): RateLimit | undefined {
  const resetSeconds = wholeNumber(headerOf(headers, 'x-ratelimit-reset'));
  const remaining = status === 429 ? 0 : wholeNumber(headerOf(headers, 'x-ratelimit-remaining'));
  if (resetSeconds === undefined || remaining === undefined) return undefined;
  const limit = wholeNumber(headerOf(headers, 'x-ratelimit-limit'));
  return { remaining, limit, resetAtMs: Math.min(resetSeconds * 1000, nowMs + MAX_WINDOW_MS) };
}

/** Answers overtake each other: the later window wins, and within one window the smaller remainder. */
export function newerRateLimit(known: RateLimit | undefined, seen: RateLimit): RateLimit {
  if (known === undefined || seen.resetAtMs > known.resetAtMs) return seen;
  if (seen.resetAtMs < known.resetAtMs) return known;
  return seen.remaining < known.remaining ? seen : known;
}

/** Undefined when its window is over, or when it lies further ahead than any: the clock was set back since it was told. */
export function ifRunning(limit: RateLimit | undefined, nowMs: number): RateLimit | undefined {
  const leftMs = limit === undefined ? 0 : limit.resetAtMs - nowMs;
  return leftMs > 0 && leftMs <= MAX_WINDOW_MS ? limit : undefined;
}

/** When calls may go out again; undefined when they may go out now. */
export function blockedUntilMs(limit: RateLimit | undefined, nowMs: number): number | undefined {
  const running = ifRunning(limit, nowMs);
  return running?.remaining === 0 ? running.resetAtMs : undefined;
}

/** Undefined when Intercom did not tell, or told of a window that is over. */
export function headroomOf(rate: RateLimit | undefined, nowMs: number): Headroom | undefined {
  const running = ifRunning(rate, nowMs);
  if (running === undefined) return undefined;
  const { remaining, limit, resetAtMs } = running;
  if (remaining === 0) return { remainingRatio: 0, resetAtMs };
  return limit === undefined || limit === 0 ? undefined : { remainingRatio: Math.min(1, remaining / limit), resetAtMs };
}
