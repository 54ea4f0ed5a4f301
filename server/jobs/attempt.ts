import type { Job } from '../../db/job-ports.ts';
import { createToldCalls } from '../intercom/told-calls.ts';

/** Why an attempt was ended before its handler was: the first reason stays, save that a lost lease outdoes all. */
export type Ending = 'lease_lost' | 'timed_out' | 'stopping';

const EXPLAINED: Record<Ending, string> = {
  lease_lost: 'The lease of the job ended: somebody else may have it now.',
  timed_out: 'The attempt took longer than an attempt may take.',
  stopping: 'Callcard is stopping.',
};

/** What the signal of an attempt aborts with. */
export class AttemptEndedError extends Error {
  readonly code: Ending;
  constructor(ending: Ending) {
    super(EXPLAINED[ending]);
    this.name = 'AttemptEndedError';
    this.code = ending;
  }
}

/** Resolves after the delay; rejects when the signal aborts. */
export type Wait = (delayMs: number, signal: AbortSignal) => Promise<void>;

/** What a handler has to end by itself in, once its signal aborted. */
const SETTLE_MS = 1_000;

/** One attempt of a job in this process, from the claim to the moment at which its outcome is written. */
export interface Attempt {
  job(): Job;
  readonly startedAtMs: number;
  /** What it asked of Intercom. */
  readonly calls: ReturnType<typeof createToldCalls>;
  /** Aborts with an `AttemptEndedError`. */
  readonly signal: AbortSignal;
  /** Undefined as long as nothing ended it from outside. */
  endedBy(): Ending | undefined;
  /** Resolves when nobody waits for the handler any more. */
  readonly givenUp: Promise<void>;
  leaseExpiresAtMs(): number;
  leaseUntil(atMs: number): void;
  /** The store handed the job out once more while it ran, and to the same worker: it goes on under the new lease. */
  claimedAgain(job: Job, leaseExpiresAtMs: number): void;
  end(why: Ending): void;
  /** Takes back the timers. */
  finish(): void;
}

export interface AttemptOptions {
  startedAtMs: number;
  leaseExpiresAtMs: number;
  /** The longest it may take. */
  limitMs: number;
  wait: Wait;
}

export function startAttempt(claimed: Job, options: AttemptOptions): Attempt {
  const { startedAtMs, limitMs, wait } = options;
  const aborter = new AbortController();
  const over = new AbortController();
  const { promise: givenUp, resolve: giveUp } = Promise.withResolvers<void>();
  let { leaseExpiresAtMs } = options;
  let job = claimed;
  let ending: Ending | undefined;

  function end(why: Ending): void {
    if (over.signal.aborted || (ending !== undefined && why !== 'lease_lost')) return;
    ending = why;
    aborter.abort(new AttemptEndedError(why));
    // What it might still say is of no use any more.
    if (why === 'lease_lost') giveUp();
    else wait(SETTLE_MS, over.signal).then(giveUp, giveUp);
  }

  wait(limitMs, over.signal).then(
    () => end('timed_out'),
    () => undefined,
  );
  return {
    job: () => job,
    startedAtMs,
    calls: createToldCalls(),
    signal: aborter.signal,
    endedBy: () => ending,
    givenUp,
    leaseExpiresAtMs: () => leaseExpiresAtMs,
    leaseUntil(atMs) {
      leaseExpiresAtMs = atMs;
    },
    claimedAgain(again, atMs) {
      job = again;
      leaseExpiresAtMs = atMs;
    },
    end,
    finish: () => over.abort(),
  };
}
