import { setTimeout as sleep } from 'node:timers/promises';
import { IntercomError } from '../../server/intercom/errors.ts';
import type { IntercomClient } from '../../server/intercom/intercom-client.ts';
import type { Surroundings } from './surroundings.ts';

/** Cards and other apps of the workspace share its rate limit: so much of it is left to them. */
const LEFT_TO_OTHERS_RATIO = 0.25;
/** One of Intercom's windows: what to wait when it does not say for how long. */
const WINDOW_MS = 10_000;
/** Half an hour of windows without a call that went through: somebody else has the whole limit. */
const MOST_WINDOWS = 180;
const MOST_ATTEMPTS = 5;
const FIRST_PAUSE_MS = 1_000;

/** Asks Intercom for as long as it takes, on behalf of somebody who waits for the end of long work. */
export type Ask = <T>(send: (signal: AbortSignal) => Promise<T>) => Promise<T>;

const aWhile = (delayMs: number, signal: AbortSignal): Promise<void> => sleep(delayMs, undefined, { signal });

/**
 * Sends when the workspace has calls to spare, waits for the next window where it has not, and tries a few times where
 * Intercom does not answer. Only for what may be sent twice. Rejects with the last `IntercomError`, or when the signal
 * ends a wait.
 */
export function createPatience(
  client: Pick<IntercomClient, 'headroom'>,
  { clock, signal, wait = aWhile }: Pick<Surroundings, 'clock' | 'signal' | 'wait'>,
): Ask {
  const until = (atMs: number) => wait(Math.max(0, atMs - clock()), signal);

  return async (send) => {
    let [attempts, windows] = [0, 0];
    for (;;) {
      const headroom = client.headroom();
      if (headroom !== undefined && headroom.remainingRatio < LEFT_TO_OTHERS_RATIO) await until(headroom.resetAtMs);
      try {
        return await send(signal);
      } catch (error) {
        if (!(error instanceof IntercomError) || !error.retryable || signal.aborted) throw error;
        if (error.code === 'intercom_rate_limited') {
          windows += 1;
          if (windows === MOST_WINDOWS) throw error;
          await until(error.retryAtMs ?? clock() + WINDOW_MS);
        } else {
          attempts += 1;
          if (attempts === MOST_ATTEMPTS) throw error;
          await wait(FIRST_PAUSE_MS * 2 ** (attempts - 1), signal);
        }
      }
    }
  };
}
