import type { Deps } from '../deps.ts';

/** Counting all jobs costs the database something, however many ask. */
const EVERY_MS = 15_000;

/**
 * From now on the gauges of jobs are taken from the database when they are asked for, at most every 15 s. When it does
 * not answer they are not there: old numbers would look like new ones.
 */
export function collectJobs({ store, metrics, clock, log }: Pick<Deps, 'store' | 'metrics' | 'clock' | 'log'>): void {
  let last: { atMs: number; counted: Promise<void> } | undefined;

  async function count(nowMs: number): Promise<void> {
    const counts = await store.jobs.counts().catch((err: unknown) => {
      log.warn({ err }, 'jobs could not be counted');
      return [];
    });
    metrics.jobs.reset();
    metrics.jobOldestSeconds.reset();
    for (const { kind, state, count, oldestRunAtMs } of counts) {
      metrics.jobs.set({ kind, state }, count);
      metrics.jobOldestSeconds.set({ kind, state }, Math.max(0, nowMs - oldestRunAtMs) / 1000);
    }
  }

  const collect = (): Promise<void> => {
    const nowMs = clock();
    if (last === undefined || Math.abs(nowMs - last.atMs) >= EVERY_MS) last = { atMs: nowMs, counted: count(nowMs) };
    return last.counted;
  };
  // Either may be asked first.
  Object.assign(metrics.jobs, { collect });
  Object.assign(metrics.jobOldestSeconds, { collect });
}
