/** Many may be inside together, or one alone. */
export interface Turnstile {
  /** Does this beside whatever else is going on. */
  together<T>(work: () => Promise<T>): Promise<T>;
  /** Waits until nothing is going on, and lets nothing begin meanwhile. */
  alone(work: () => Promise<void>): Promise<void>;
}

export function createTurnstile(): Turnstile {
  const inside = new Set<Promise<unknown>>();
  let closed: Promise<void> = Promise.resolve();
  return {
    async together(work) {
      for (let seen: Promise<void> | undefined; seen !== closed; ) {
        seen = closed;
        await seen;
      }
      const done = work().finally(() => inside.delete(done));
      inside.add(done);
      return done;
    },
    alone(work) {
      closed = closed.then(async () => {
        await Promise.allSettled(inside);
        await work();
      });
      return closed;
    },
  };
}
