import type { Wait } from '../../server/jobs/attempt.ts';

export interface FakeTime {
  clock: () => number;
  wait: Wait;
  /** Goes on; whoever waited for a moment until then is let go in order, each at its moment. */
  advance(ms: number): Promise<void>;
  /** Puts the clock forward or back, as an operator does: nobody who waits notices. */
  jump(ms: number): void;
  /** How many wait. */
  waiting(): number;
}

/** A clock that goes on only when it is told to. `notice` is called whenever somebody begins to wait. */
export function createFakeTime(startMs: number, notice: () => void): FakeTime {
  let nowMs = startMs;
  let passedMs = 0;
  const sleepers = new Set<{ atMs: number; wake: () => void }>();
  return {
    clock: () => nowMs,
    wait: (delayMs, signal) =>
      new Promise((resolve, reject) => {
        const leave = () => {
          sleepers.delete(sleeper);
          signal.removeEventListener('abort', stop);
        };
        const stop = () => {
          leave();
          reject(signal.reason);
        };
        const sleeper = {
          atMs: passedMs + delayMs,
          wake: () => {
            leave();
            resolve();
          },
        };
        if (signal.aborted) return stop();
        signal.addEventListener('abort', stop, { once: true });
        sleepers.add(sleeper);
        notice();
      }),
    async advance(ms) {
      const untilMs = passedMs + ms;
      for (;;) {
        // Whatever was set off in this process comes to its end: the database works in this thread.
        for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        const [next] = [...sleepers].filter(({ atMs }) => atMs <= untilMs).toSorted((one, two) => one.atMs - two.atMs);
        const toMs = next?.atMs ?? untilMs;
        const arrived = next === undefined && toMs === passedMs;
        nowMs += toMs - passedMs;
        passedMs = toMs;
        next?.wake();
        if (arrived) return;
      }
    },
    jump(ms) {
      nowMs += ms;
    },
    waiting: () => sleepers.size,
  };
}
