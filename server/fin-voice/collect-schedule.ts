const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** `unmatched`: Fin has not taken the call, as far as Intercom tells. `in_progress`: Fin is at work on it. */
export type CollectPhase = 'unmatched' | 'in_progress';

interface Pace {
  firstMs: number;
  growth: number;
  longestMs: number;
  /** Counted from when the call was handed over. */
  limitMs: number;
}

/**
 * A call that rings is taken within seconds or not at all, and lasts minutes: both are asked for often at first. Intercom
 * has no notification for either.
 */
const PACES: Readonly<Record<CollectPhase, Pace>> = {
  unmatched: { firstMs: 5_000, growth: 1.25, longestMs: 5 * MINUTE_MS, limitMs: 2 * HOUR_MS },
  in_progress: { firstMs: 5_000, growth: 1.1, longestMs: 5 * MINUTE_MS, limitMs: 24 * HOUR_MS },
};

/** A call whose age nobody waits for any more, in milliseconds. */
export const limitMsOf = (phase: CollectPhase): number => PACES[phase].limitMs;

/**
 * In how many milliseconds Intercom is asked again about a call of this age, after it was asked `asked` times in this
 * phase; undefined when it was asked long enough. The last ask is at the limit itself.
 */
export function nextAskMs(phase: CollectPhase, { asked, ageMs }: { asked: number; ageMs: number }): number | undefined {
  const { firstMs, growth, longestMs, limitMs } = PACES[phase];
  // After the clock was set back a call is new again.
  const leftMs = limitMs - Math.max(0, ageMs);
  if (leftMs <= 0) return undefined;
  return Math.min(Math.round(Math.min(firstMs * growth ** asked, longestMs)), leftMs);
}
