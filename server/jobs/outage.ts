import type { FastifyBaseLogger } from 'fastify';

/** Tells the log once when something stops working and once when it works again, however often it is tried. */
export interface Outage {
  /** It failed. */
  saw(error: unknown): void;
  /** It worked. */
  over(): void;
}

export function createOutage(log: FastifyBaseLogger, texts: { began: string; over: string }): Outage {
  let lasts = false;
  return {
    saw(err) {
      if (!lasts) log.error({ err }, texts.began);
      lasts = true;
    },
    over() {
      if (lasts) log.info(texts.over);
      lasts = false;
    },
  };
}
