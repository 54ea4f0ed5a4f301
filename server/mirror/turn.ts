import type { IntercomClient } from '../intercom/intercom-client.ts';

/** Cards and other apps of the workspace share its rate limit: so much of it is left to them. */
const LEFT_TO_OTHERS_RATIO = 0.25;
/** After so long, or so many pages, other work has its turn. */
const TURN_MS = 20_000;
const TURN_PAGES = 20;

/** One attempt at a long job of many pages. */
export interface Turn {
  /** To be asked before each page: when to go on if not now, undefined to go on. */
  pauseUntilMs(): number | undefined;
}

/** A turn ends when Callcard stops, after a while, or when Intercom's rate limit is needed for other things. */
export function startTurn(client: IntercomClient, clock: () => number, signal: AbortSignal): Turn {
  const startedAtMs = clock();
  let pages = 0;
  return {
    pauseUntilMs() {
      const nowMs = clock();
      const headroom = client.headroom();
      if (headroom !== undefined && headroom.remainingRatio < LEFT_TO_OTHERS_RATIO) return headroom.resetAtMs;
      pages += 1;
      // Always one page, or nothing would ever be done on a machine that is slow.
      const isOver = pages > 1 && (pages > TURN_PAGES || nowMs - startedAtMs >= TURN_MS);
      return isOver || signal.aborted ? nowMs : undefined;
    },
  };
}
