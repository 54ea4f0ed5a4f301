import type { JobStore } from '../../db/job-ports.ts';
import type { Attempt, Wait } from './attempt.ts';
import { keyOf } from './job-key.ts';
import type { Outage } from './outage.ts';

export interface LeaseOptions {
  jobs: Pick<JobStore, 'renew'>;
  owner: string;
  leaseMs: number;
  clock: () => number;
  wait: Wait;
  /** What runs at this moment. */
  held: () => readonly Attempt[];
  outage: Outage;
}

/** Keeps the leases of what runs. */
export interface Leases {
  /** Something runs. */
  watch(): void;
  /** Nothing runs any more. */
  rest(): void;
}

/**
 * Renews three times within a lease. An attempt whose lease is somebody else's, or could not be renewed before its end,
 * is ended: from then on another worker may do the same work.
 */
export function createLeases(options: LeaseOptions): Leases {
  const { jobs, owner, leaseMs, clock, wait, held, outage } = options;
  let nap = new AbortController();
  let watching = false;

  function untilNextMs(): number {
    const earliestEndMs = Math.min(...held().map((attempt) => attempt.leaseExpiresAtMs()));
    return Math.max(1, Math.min(leaseMs / 3, earliestEndMs - clock()));
  }

  async function renew(): Promise<void> {
    const attempts = held();
    const leaseExpiresAtMs = clock() + leaseMs;
    try {
      const keys = attempts.map((attempt) => attempt.job()).map(({ workspaceId, jobId }) => ({ workspaceId, jobId }));
      const kept = new Set((await jobs.renew({ owner, jobs: keys, leaseExpiresAtMs })).map(keyOf));
      outage.over();
      for (const attempt of attempts) {
        if (kept.has(keyOf(attempt.job()))) attempt.leaseUntil(leaseExpiresAtMs);
        else attempt.end('lease_lost');
      }
    } catch (error) {
      outage.saw(error);
      for (const attempt of attempts) if (attempt.leaseExpiresAtMs() <= clock()) attempt.end('lease_lost');
    }
  }

  async function watchAll(): Promise<void> {
    while (held().length > 0) {
      nap = new AbortController();
      const rested = await wait(untilNextMs(), nap.signal).then(
        () => true,
        () => false,
      );
      if (rested && held().length > 0) await renew();
    }
    watching = false;
  }

  return {
    watch() {
      if (watching) return;
      watching = true;
      void watchAll();
    },
    rest: () => nap.abort(),
  };
}
