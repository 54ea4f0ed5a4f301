import type { FastifyBaseLogger } from 'fastify';
import { absent, type Fact, known, type UnavailableWhy, unavailable } from '../../canvas/facts.ts';
import { IntercomError, type IntercomErrorCode } from '../intercom/errors.ts';

/** What a source needs to become a fact in time. */
export interface FactWindow {
  /** Aborts when the card must be drawn with what is there. */
  signal: AbortSignal;
  clock: () => number;
  log: FastifyBaseLogger;
}

const WHY: Record<Exclude<IntercomErrorCode, 'intercom_not_found'>, UnavailableWhy> = {
  intercom_unauthorized: 'disconnected',
  intercom_forbidden: 'forbidden',
  intercom_conflict: 'bad_answer',
  intercom_refused: 'bad_answer',
  intercom_rate_limited: 'rate_limited',
  intercom_down: 'intercom_down',
  intercom_unreachable: 'intercom_down',
  intercom_timed_out: 'timed_out',
  intercom_bad_answer: 'bad_answer',
};

/**
 * Waits for a source, but never past the window. `undefined` and Intercom's 404 are `absent`; every other failure is
 * `unavailable` with its reason. Never rejects: a failing source costs its own section, not the card.
 */
export async function factOf<T>(source: Promise<T | undefined>, window: FactWindow): Promise<Fact<T>> {
  try {
    const value = await orAbort(source, window.signal);
    return value === undefined ? absent : known(value);
  } catch (error) {
    if (error instanceof IntercomError) {
      if (error.code === 'intercom_not_found') return absent;
      return unavailable(WHY[error.code], window.clock());
    }
    if (window.signal.aborted) return unavailable('timed_out', window.clock());
    window.log.error({ err: error }, 'a fact could not be gathered');
    return unavailable('bad_answer', window.clock());
  }
}

/** Settles as `source` does, or rejects as soon as `signal` aborts; what `source` does later is ignored. */
function orAbort<T>(source: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    source.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
