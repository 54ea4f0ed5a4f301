import type { NewNotification, Taken } from '../../db/mirror-ports.ts';

/** The most that is committed at once: a commit that fails is one for all of them. */
const MAX_BATCH = 100;
/** A failure that took longer is the database's own, not that of one notification in the batch. */
const QUICK_MS = 250;

export interface IntakeOptions {
  /** Takes a batch in one transaction. */
  take: (batch: readonly NewNotification[]) => Promise<Taken[]>;
  /** Called after a commit that made new work. */
  wakeWorker: () => void;
  /** Milliseconds since any moment. */
  elapsedMs?: () => number;
}

export interface Intake {
  /** What became of it, once that is committed. Rejects as the store does: then nothing was taken. */
  take(notification: NewNotification): Promise<Taken>;
}

interface Waiting {
  notification: NewNotification;
  resolve: (taken: Taken) => void;
  reject: (error: unknown) => void;
}

/**
 * Takes notifications, and answers each after the commit that it was in. Those that come while a commit is under way,
 * or one after the other without a pause, share the next one: the disk is waited for once for all of them. One that
 * comes alone waits for a turn of the event loop, which is microseconds.
 *
 * When a batch fails quickly, each of its notifications is tried alone, so that one which the database refuses fails
 * alone, however often it comes. When it fails slowly the database is locked or away: all of them fail, with all that
 * came meanwhile, so that nobody waits for more than one such failure; whoever sent them sends them again.
 */
export function createIntake({ take, wakeWorker, elapsedMs = () => performance.now() }: IntakeOptions): Intake {
  let waiting: Waiting[] = [];
  let underWay = false;

  async function commit(batch: readonly Waiting[]): Promise<{ error: unknown; quick: boolean } | undefined> {
    const startedAtMs = elapsedMs();
    let results: Taken[];
    try {
      results = await take(batch.map(({ notification }) => notification));
    } catch (error) {
      return { error, quick: elapsedMs() - startedAtMs <= QUICK_MS };
    }
    for (const [index, { resolve, reject }] of batch.entries()) {
      const taken = results[index];
      if (taken === undefined) reject(new Error('The store does not say what became of a notification.'));
      else resolve(taken);
    }
    if (results.includes('taken')) wakeWorker();
    return undefined;
  }

  async function takeBatch(batch: readonly Waiting[]): Promise<void> {
    let failure = await commit(batch);
    if (failure === undefined) return;
    for (const one of batch) {
      if (failure.quick && batch.length > 1) {
        const alone = await commit([one]);
        if (alone === undefined) continue;
        failure = alone;
      }
      one.reject(failure.error);
    }
    if (failure.quick) return;
    const meanwhile = waiting;
    waiting = [];
    for (const one of meanwhile) one.reject(failure.error);
  }

  async function takeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MAX_BATCH);
      waiting = waiting.slice(MAX_BATCH);
      await takeBatch(batch);
    }
    underWay = false;
  }

  /** Begins once a turn of the event loop brought nothing new. */
  function gather(already: number): void {
    if (waiting.length > already && waiting.length < MAX_BATCH) setImmediate(gather, waiting.length);
    else takeAll();
  }

  return {
    take: (notification) =>
      new Promise((resolve, reject) => {
        waiting.push({ notification, resolve, reject });
        if (underWay) return;
        underWay = true;
        setImmediate(gather, 0);
      }),
  };
}
