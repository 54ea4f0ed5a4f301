/** What is written down for later must not hold up a card: it goes on by itself when it takes longer than this. */
export const WRITE_DOWN_MS = 300;

/** Resolves when `work` has ended, or after so long. `work` must not reject. */
export async function waitAtMost(work: Promise<void>, ms: number): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([work, over]);
  clearTimeout(timer);
}
