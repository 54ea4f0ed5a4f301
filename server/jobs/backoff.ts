/** A job is begun at most this often: at the pace below its last attempt is three to six hours after the first. */
export const MAX_ATTEMPTS = 12;

const FIRST_MS = 5_000;
const GROWTH = 3;
const LONGEST_MS = 3_600_000;

/**
 * How long after its `attempt`th failure (1 for the first) a job is tried again, in milliseconds; `random` is 0 to 1,
 * without 1. Half is fixed, half is chance, so that jobs that failed together do not come back together.
 */
export function backoffMs(attempt: number, random: number): number {
  const fullMs = Math.min(FIRST_MS * GROWTH ** (Math.max(attempt, 1) - 1), LONGEST_MS);
  return Math.round(fullMs / 2 + (fullMs / 2) * random);
}

const SHORTEST_PATIENCE_MS = 5_000;
const LONGEST_PATIENCE_MS = 300_000;

/** How long a job waits that is not to blame: the longer it has waited already, the less a little more matters. */
export function patienceMs(ageMs: number): number {
  return Math.min(Math.max(SHORTEST_PATIENCE_MS, Math.round(ageMs / 10)), LONGEST_PATIENCE_MS);
}
