import type { Deps } from './deps.ts';

type Housekeeper = Pick<Deps, 'store' | 'clock' | 'log'>;

const HOUR_MS = 3_600_000;
/** A click is replayed within seconds; after a day nobody asks for its outcome. */
const KEEP_CLICKS_MS = 24 * HOUR_MS;

/** Deletes what is kept no longer. Safe to run at several instances at once. */
export async function keepHouse({ store, clock, log }: Housekeeper): Promise<void> {
  try {
    const forgotten = await store.clicks.forgetBefore(clock() - KEEP_CLICKS_MS);
    if (forgotten > 0) log.info({ forgotten }, 'old clicks forgotten');
  } catch (err) {
    log.warn({ err }, 'housekeeping failed; it is tried again in an hour');
  }
}

/** Keeps house every hour until the function that it returns is called. */
export function startHousekeeping(housekeeper: Housekeeper): () => void {
  const timer = setInterval(() => void keepHouse(housekeeper), HOUR_MS);
  timer.unref();
  return () => clearInterval(timer);
}
