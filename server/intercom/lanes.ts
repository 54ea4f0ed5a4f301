import PQueue from 'p-queue';
import { ifRunning, newerRateLimit, type RateLimit } from './rate-limit.ts';

/** What the calls of one workspace share: a few places at once, first come first served, and its rate limit. */
export interface Lane {
  /**
   * Waits for a place and returns the function that gives it back. Rejects with the signal's reason when that aborts
   * first; the place in the queue is then free.
   */
  enter(signal: AbortSignal): Promise<() => void>;
  saw(limit: RateLimit): void;
  limit(): RateLimit | undefined;
}

export interface Lanes {
  /** A lane in use; each `take` needs one `give`. */
  take(key: string | symbol): Lane;
  give(key: string | symbol): void;
  /** What Intercom last said of the workspace's limit, in a window that is not over; without taking a lane. */
  limit(key: string | symbol): RateLimit | undefined;
  /** How many workspaces are remembered at this moment. */
  size(): number;
}

function createLane({ places, clock }: { places: number; clock: () => number }): Lane {
  const queue = new PQueue({ concurrency: places });
  let limit: RateLimit | undefined;
  return {
    enter: (signal) =>
      new Promise((resolve, reject) => {
        queue.add(() => new Promise<void>((leave) => resolve(leave)), { signal }).catch(reject);
      }),
    saw(seen) {
      limit = newerRateLimit(ifRunning(limit, clock()), seen);
    },
    limit: () => limit,
  };
}

/**
 * Keeps one lane per workspace for as long as it has calls or a rate limit to remember, so that neither thousands of
 * quiet workspaces pile up nor a new client of the same workspace starts with a clean slate.
 */
export function createLanes(options: { places: number; clock: () => number }): Lanes {
  const lanes = new Map<string | symbol, { lane: Lane; users: number }>();
  /** Lanes without calls, kept for their rate limit: nearly in the order in which their windows end. */
  const resting = new Map<string | symbol, number>();

  function forgetRested(nowMs: number): void {
    for (const [key, untilMs] of resting) {
      if (untilMs > nowMs) return;
      resting.delete(key);
      lanes.delete(key);
    }
  }

  return {
    take(key) {
      resting.delete(key);
      const entry = lanes.get(key) ?? { lane: createLane(options), users: 0 };
      entry.users += 1;
      lanes.set(key, entry);
      return entry.lane;
    },
    give(key) {
      const nowMs = options.clock();
      const entry = lanes.get(key);
      if (entry !== undefined) {
        entry.users -= 1;
        const untilMs = entry.lane.limit()?.resetAtMs ?? nowMs;
        if (entry.users === 0 && untilMs <= nowMs) lanes.delete(key);
        else if (entry.users === 0) resting.set(key, untilMs);
      }
      forgetRested(nowMs);
    },
    limit: (key) => lanes.get(key)?.lane.limit(),
    size: () => lanes.size,
  };
}
