import type { CallOptions } from './types.ts';

/** The end of one call: its signal covers queueing, waits, connecting, headers and the body. */
export interface Deadline {
  signal: AbortSignal;
  atMs: number;
  /** Lets go of the timer and of the caller's signal; must be called when the call is over. */
  end(): void;
}

/**
 * Joins the caller's signal, the caller's deadline and our own limit. Not `AbortSignal.any` and `AbortSignal.timeout`:
 * their timers and listeners live on after the call has ended.
 */
export function startDeadline(options: CallOptions, nowMs: number, limitMs: number): Deadline {
  const atMs = Math.min(options.deadlineAtMs ?? Number.POSITIVE_INFINITY, nowMs + limitMs);
  const controller = new AbortController();
  const outer = options.signal;
  const abort = () => controller.abort(outer?.reason);
  const expire = () => controller.abort(new DOMException('The deadline passed', 'TimeoutError'));
  if (outer?.aborted) abort();
  else outer?.addEventListener('abort', abort, { once: true });
  if (atMs <= nowMs) expire();
  const timer = setTimeout(expire, Math.max(0, atMs - nowMs));
  return {
    signal: controller.signal,
    atMs,
    end() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', abort);
    },
  };
}
