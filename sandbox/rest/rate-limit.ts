import type { SandboxState } from '../state/sandbox-state.ts';
import { RestError } from './rest-error.ts';

const WINDOW_MS = 10_000;

export interface RateStanding {
  limit: number;
  remaining: number;
  /** When the window ends. */
  resetsAtMs: number;
}

/** Counts one call of a token in the current 10-second window. `remaining` below 0 means one too many. */
export function countCall(state: SandboxState, token: string): RateStanding {
  const startsAtMs = Math.floor(state.clock() / WINDOW_MS) * WINDOW_MS;
  const known = state.rateWindows.get(token);
  const window = known?.startsAtMs === startsAtMs ? known : { startsAtMs, used: 0 };
  window.used += 1;
  state.rateWindows.set(token, window);
  const limit = state.rateLimitPerWindow;
  return { limit, remaining: limit - window.used, resetsAtMs: startsAtMs + WINDOW_MS };
}

export function rateHeaders(standing: RateStanding): Record<string, string> {
  return {
    'x-ratelimit-limit': String(standing.limit),
    'x-ratelimit-remaining': String(Math.max(0, standing.remaining)),
    'x-ratelimit-reset': String(Math.ceil(standing.resetsAtMs / 1000)),
  };
}

/** `resetsAtMs` names the end of another window than the one that the answer's headers name already. */
export function rateLimitExceeded(limit: number, resetsAtMs?: number): RestError {
  const headers =
    resetsAtMs === undefined ? { 'x-ratelimit-remaining': '0' } : rateHeaders({ limit, remaining: 0, resetsAtMs });
  return new RestError(429, 'rate_limit_exceeded', `Exceeded rate limit of ${limit} in 10_seconds`, { headers });
}
