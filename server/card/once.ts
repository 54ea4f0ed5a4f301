import { createHash } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type { Outcome } from '../../canvas/view.ts';
import type { ClickKey, ClickStore } from '../../db/ports.ts';
import { WRITE_DOWN_MS, waitAtMost } from './wait-at-most.ts';

/** No request lives longer than this: a click begun before it and not ended was cut off by a crash. */
const CUT_OFF_AFTER_MS = 30_000;

/** What makes two submits the same click: the canvas they come from, where and whose it is, and what was entered. */
export function clickHash(click: {
  origin: string;
  conversationId: string | undefined;
  viewerId: string | undefined;
  componentId: string;
  inputValues: unknown;
}): string {
  const { origin, conversationId = null, viewerId = null, componentId, inputValues } = click;
  return createHash('sha256')
    .update(JSON.stringify([origin, conversationId, viewerId, componentId, inputValues]))
    .digest('hex');
}

export type Perform = (again: boolean) => Promise<Outcome>;
export type Once = (key: ClickKey, perform: Perform, log: FastifyBaseLogger) => Promise<Outcome>;

export interface OnceOptions {
  clicks: ClickStore;
  clock: () => number;
  /** Takes care that what goes on after the answer comes to its end before the database is closed. */
  later: (work: Promise<unknown>, log: FastifyBaseLogger) => void;
}

interface Ran {
  outcome: Outcome;
  /** Settles when the outcome is written down, or cannot be. Never rejects. */
  written: Promise<void>;
}

/**
 * Makes a click act once, however often it is sent: a double click waits for the first one's result, a replay gets the
 * result that was kept, and one cut off by a crash is looked into (`again`) before anything is sent. What certainly
 * failed is forgotten, so that it may be tried again.
 */
export function createOnce({ clicks, clock, later }: OnceOptions): Once {
  const underWay = new Map<string, Promise<Outcome>>();

  const unwritten = (outcome: Outcome): Ran => ({ outcome, written: Promise.resolve() });

  async function run(key: ClickKey, perform: Perform, log: FastifyBaseLogger): Promise<Ran> {
    let again = false;
    let begunAtMs = clock();
    try {
      const start = await clicks.begin({ ...key, atMs: begunAtMs });
      if (start.state === 'finished') return unwritten(JSON.parse(start.outcome) as Outcome);
      if (start.state === 'begun') {
        if (begunAtMs - start.begunAtMs <= CUT_OFF_AFTER_MS) return unwritten({ ok: false, why: 'under_way' });
        const taken = await clicks.takeOver({ ...key, begunAtMs: start.begunAtMs, atMs: begunAtMs });
        if (taken === undefined) return unwritten({ ok: false, why: 'under_way' });
        begunAtMs = taken;
        again = true;
      }
    } catch (err) {
      log.error({ err }, 'a click could not be written down, so it was not carried out');
      return unwritten({ ok: false, why: 'store_unavailable' });
    }
    const outcome = await perform(again);
    return { outcome, written: writeDown(key, { outcome, begunAtMs }, log) };
  }

  async function writeDown(
    key: ClickKey,
    { outcome, begunAtMs }: { outcome: Outcome; begunAtMs: number },
    log: FastifyBaseLogger,
  ): Promise<void> {
    try {
      if (outcome.ok || outcome.why === 'unknown') {
        await clicks.finish({ ...key, outcome: JSON.stringify(outcome), atMs: clock() });
      } else await clicks.release({ ...key, begunAtMs });
    } catch (err) {
      // It is done, only not written down: a replay will look into it as after a crash.
      log.error({ err }, 'the outcome of a click could not be written down');
    }
  }

  return (key, perform, log) => {
    const name = `${key.workspaceId}\n${key.clickHash}`;
    const running = underWay.get(name);
    if (running !== undefined) return running;
    const forget = () => void underWay.delete(name);
    const started = run(key, perform, log).then(
      async ({ outcome, written }) => {
        // As long as it is not written down, this is all that tells a replay.
        const over = written.then(forget);
        later(over, log);
        await waitAtMost(over, WRITE_DOWN_MS);
        return outcome;
      },
      (error: unknown) => {
        forget();
        throw error;
      },
    );
    underWay.set(name, started);
    return started;
  };
}
