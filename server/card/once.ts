import { createHash } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type { Outcome } from '../../canvas/view.ts';
import type { ClickKey, ClickStore } from '../../db/ports.ts';

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

/**
 * Makes a click act once, however often it is sent: a double click waits for the first one's result, a replay gets the
 * result that was kept, and one cut off by a crash is looked into (`again`) before anything is sent. What certainly
 * failed is forgotten, so that it may be tried again.
 */
export function createOnce({ clicks, clock }: { clicks: ClickStore; clock: () => number }): Once {
  const underWay = new Map<string, Promise<Outcome>>();

  async function run(key: ClickKey, perform: Perform, log: FastifyBaseLogger): Promise<Outcome> {
    let again = false;
    let begunAtMs = clock();
    try {
      const start = await clicks.begin({ ...key, atMs: begunAtMs });
      if (start.state === 'finished') return JSON.parse(start.outcome) as Outcome;
      if (start.state === 'begun') {
        if (begunAtMs - start.begunAtMs <= CUT_OFF_AFTER_MS) return { ok: false, why: 'under_way' };
        const taken = await clicks.takeOver({ ...key, begunAtMs: start.begunAtMs, atMs: begunAtMs });
        if (taken === undefined) return { ok: false, why: 'under_way' };
        begunAtMs = taken;
        again = true;
      }
    } catch (err) {
      log.error({ err }, 'a click could not be written down, so it was not carried out');
      return { ok: false, why: 'store_unavailable' };
    }
    const outcome = await perform(again);
    try {
      if (outcome.ok || outcome.why === 'unknown') {
        await clicks.finish({ ...key, outcome: JSON.stringify(outcome), atMs: clock() });
      } else await clicks.release({ ...key, begunAtMs });
    } catch (err) {
      // It is done, only not written down: a replay will look into it as after a crash.
      log.error({ err }, 'the outcome of a click could not be written down');
    }
    return outcome;
  }

  return (key, perform, log) => {
    const name = `${key.workspaceId}\n${key.clickHash}`;
    const running = underWay.get(name);
    if (running !== undefined) return running;
    const started = run(key, perform, log).finally(() => underWay.delete(name));
    underWay.set(name, started);
    return started;
  };
}
