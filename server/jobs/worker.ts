import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Deps } from '../deps.ts';
import type { Wait } from './attempt.ts';
import { createAttempts } from './attempts.ts';
import { MAX_ATTEMPTS } from './backoff.ts';
import { createFairShare } from './fair-share.ts';
import type { JobHandlers } from './handler.ts';
import { createOutage } from './outage.ts';

export interface WorkerOptions {
  deps: Deps;
  handlers: JobHandlers;
  /** Different for every worker that was ever started. */
  owner?: string;
  /** Jobs that work at the same time. Those that hang take no place after a while. */
  concurrency?: number;
  /** Jobs of one workspace at the same time. */
  perWorkspace?: number;
  /** How long a job is out of reach for others when this process dies. */
  leaseMs?: number;
  /** How often to look for jobs that became due or came from another process. */
  pollMs?: number;
  /** The longest that an attempt may take; then it has failed. Five leases unless given. */
  attemptLimitMs?: number;
  maxAttempts?: number;
  /** 0 to 1, without 1. */
  random?: () => number;
  wait?: Wait;
}

/** Carries out jobs in this process. */
export interface Worker {
  /** Begins to look for jobs, and goes on until `stop`. */
  start(): void;
  /** There may be something to do: looks at once. */
  wake(): void;
  /** Takes one batch and carries it out to the end; returns how many jobs it was. Throws `StoreUnavailableError`. */
  step(): Promise<number>;
  /** Steps until nothing is due. Throws `StoreUnavailableError`. */
  runUntilIdle(): Promise<void>;
  /**
   * Takes nothing new, lets what runs end for `graceMs`, then aborts it and gives it back, so that another instance can
   * take it at once. When it resolves, nothing of this worker is under way.
   */
  stop(graceMs?: number): Promise<void>;
}

const CONCURRENCY = 16;
const PER_WORKSPACE = 4;
const LEASE_MS = 60_000;
const POLL_MS = 1_000;
const ATTEMPT_LEASES = 5;
const GRACE_MS = 10_000;

export function createWorker(options: WorkerOptions): Worker {
  const { deps, handlers, owner = randomUUID(), leaseMs = LEASE_MS, pollMs = POLL_MS } = options;
  const { concurrency = CONCURRENCY, perWorkspace = PER_WORKSPACE } = options;
  const wait = options.wait ?? ((delayMs, signal) => sleep(delayMs, undefined, { signal }));
  const { store, clock, log } = deps;
  const share = createFairShare({ places: concurrency, perWorkspace });
  const outage = createOutage(log, {
    began: 'jobs wait: the database does not answer',
    over: 'the database answers again: jobs go on',
  });
  const attempts = createAttempts({
    context: {
      deps,
      handlers,
      random: options.random ?? Math.random,
      maxAttempts: options.maxAttempts ?? MAX_ATTEMPTS,
    },
    ...{ owner, leaseMs, wait, outage, share },
    attemptLimitMs: options.attemptLimitMs ?? leaseMs * ATTEMPT_LEASES,
    onOver: wake,
  });

  let nap = new AbortController();
  let woken = false;
  let stopping: Promise<void> | undefined;
  let loop: Promise<void> | undefined;
  let taking: Promise<unknown> = Promise.resolve();

  function wake(): void {
    woken = true;
    nap.abort();
  }

  /** One at a time: each must see what the one before it took. */
  function take(): Promise<Promise<void>[]> {
    const taken = taking.then(takeOnce);
    taking = taken.catch(() => undefined);
    return taken;
  }

  async function takeOnce(): Promise<Promise<void>[]> {
    const nowMs = clock();
    const next = share.next(attempts.running(), nowMs);
    if (next === undefined || stopping !== undefined) return [];
    const jobs = await store.jobs.claim({ owner, nowMs, leaseMs, ...next });
    outage.over();
    share.took(jobs);
    const over: Promise<void>[] = [];
    for (const job of jobs) {
      // Stopped in the meantime: others need not wait for the lease.
      over.push(stopping === undefined ? attempts.begin(job, nowMs + leaseMs) : attempts.giveBack(job));
      // SQLite works in this thread: requests come in between.
      await turn();
    }
    return over;
  }

  async function look(): Promise<void> {
    try {
      while ((await take()).length > 0) await turn();
    } catch (error) {
      outage.saw(error);
    }
  }

  async function goRound(): Promise<void> {
    while (stopping === undefined) {
      woken = false;
      await look();
      if (woken || stopping !== undefined) {
        await turn();
        continue;
      }
      nap = new AbortController();
      await wait(pollMs, nap.signal).catch(() => undefined);
    }
  }

  async function step(): Promise<number> {
    const over = await take();
    await Promise.all(over);
    return over.length;
  }

  async function drain(graceMs: number): Promise<void> {
    await loop;
    await taking;
    const enough = new AbortController();
    const ended = Promise.all(attempts.over()).then(() => enough.abort());
    await wait(graceMs, enough.signal).catch(() => undefined);
    attempts.endAll('stopping');
    await ended;
  }

  return {
    start() {
      if (stopping === undefined) loop ??= goRound();
    },
    wake,
    step,
    async runUntilIdle() {
      while ((await step()) > 0);
    },
    stop(graceMs = GRACE_MS) {
      if (stopping === undefined) {
        const { promise, resolve } = Promise.withResolvers<void>();
        stopping = promise;
        nap.abort();
        resolve(drain(graceMs));
      }
      return stopping;
    },
  };
}

/** Until whatever else is due in this process had its turn. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
