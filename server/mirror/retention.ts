import { setImmediate as turn } from 'node:timers/promises';
import type { Deps } from '../deps.ts';

/** So many rows go at once: cards that come meanwhile do not wait for long. */
export const PORTION = 500;
/** The largest workspaces that the size of the mirror is told of one by one. */
const LARGEST = 10;

/**
 * Deletes portion by portion until less than a whole one was left, or the signal aborts, with room for others in between.
 * Returns how many were deleted.
 */
export async function inPortions(deleteSome: (limit: number) => Promise<number>, signal: AbortSignal): Promise<number> {
  for (let deleted = 0; ; ) {
    const some = await deleteSome(PORTION);
    deleted += some;
    if (some < PORTION || signal.aborted) return deleted;
    await turn();
  }
}

/** What nothing used for long is deleted: Intercom has it. Contacts with a phone number stay, so that callers are found. */
export function forgetUnusedFacts(
  { store, clock, config }: Pick<Deps, 'store' | 'clock' | 'config'>,
  signal: AbortSignal,
): Promise<number> {
  const beforeMs = clock() - config.mirrorKeepMs;
  return inPortions((limit) => store.facts.forgetUntouched({ beforeMs, limit, signal }), signal);
}

/** Of each instance's own numbers: they describe the same database, and each is asked for its own. */
export async function observeMirrorSizes({ store, metrics }: Pick<Deps, 'store' | 'metrics'>): Promise<void> {
  const { total, largest } = await store.facts.sizes({ limit: LARGEST });
  // Who is no longer among the largest is no longer told of.
  metrics.mirrorFacts.reset();
  metrics.mirrorFacts.set({ workspace: 'all' }, total);
  for (const { workspaceId, facts } of largest) metrics.mirrorFacts.set({ workspace: workspaceId }, facts);
}
