import type { FastifyBaseLogger } from 'fastify';

export interface WriteBack {
  /** Lets work go on that nobody waits for; when it fails, that costs a line in the log. */
  later(work: Promise<unknown>, log: FastifyBaseLogger): void;
  /** Resolves once all that was handed in has ended. */
  settled(): Promise<void>;
}

/** What was learned for a card is written down after the card: it must not wait for that. */
export function createWriteBack(): WriteBack {
  const pending = new Set<Promise<void>>();
  return {
    later(work, log) {
      const done: Promise<void> = work
        .then(
          () => undefined,
          (err: unknown) => log.warn({ err }, 'what Intercom said could not be kept; it is asked again next time'),
        )
        .finally(() => pending.delete(done));
      pending.add(done);
    },
    async settled() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}
