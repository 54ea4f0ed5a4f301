import type { Claim, Job } from '../../db/job-ports.ts';

/** An attempt as far as it matters for what else may run. */
interface Busy {
  job(): Pick<Job, 'workspaceId'>;
  startedAtMs: number;
}

/**
 * A job that runs for longer than this waits for somebody else rather than working: it takes no place of those that
 * work. All together there are never more than `SLOW_FACTOR` times the places.
 */
const SLOW_AFTER_MS = 5_000;
const SLOW_FACTOR = 4;

type Share = Pick<Claim, 'limit' | 'perWorkspace' | 'afterWorkspaceId' | 'exceptWorkspaceIds'>;

/** Divides the places among the workspaces: in turn, a few for each, none for one that Intercom told to wait. */
export interface FairShare {
  /** What to claim next; undefined when there is no place. Never leads to more than `perWorkspace` of one workspace. */
  next(busy: readonly Busy[], nowMs: number): Share | undefined;
  took(jobs: readonly Pick<Job, 'workspaceId'>[]): void;
  /** From now on nothing of this workspace until then. */
  limit(workspaceId: string, span: { nowMs: number; untilMs: number }): void;
}

export function createFairShare({ places, perWorkspace }: { places: number; perWorkspace: number }): FairShare {
  const limits = new Map<string, { nowMs: number; untilMs: number }>();
  let afterWorkspaceId = '';

  function limited(nowMs: number): string[] {
    for (const [workspaceId, limit] of limits) {
      // After the clock was set back nobody knows for how long it still holds: whoever is next finds out.
      if (limit.untilMs <= nowMs || nowMs < limit.nowMs) limits.delete(workspaceId);
    }
    return [...limits.keys()];
  }

  return {
    next(busy, nowMs) {
      const atWork = busy.filter(({ startedAtMs }) => nowMs - startedAtMs < SLOW_AFTER_MS).length;
      const limit = Math.min(places - atWork, places * SLOW_FACTOR - busy.length);
      if (limit <= 0) return undefined;
      const running = countsOf(busy);
      const full = [...running].filter(([, count]) => count >= perWorkspace).map(([workspaceId]) => workspaceId);
      const most = Math.max(0, ...[...running.values()].filter((count) => count < perWorkspace));
      const exceptWorkspaceIds = [...new Set([...full, ...limited(nowMs)])];
      // As if all had as much as the busiest: another round brings the rest.
      return { limit, perWorkspace: perWorkspace - most, afterWorkspaceId, exceptWorkspaceIds };
    },
    took(jobs) {
      const ids = jobs.map(({ workspaceId }) => workspaceId).toSorted();
      // Round the circle: the last one before the place where this turn began.
      afterWorkspaceId = ids.findLast((id) => id <= afterWorkspaceId) ?? ids.at(-1) ?? afterWorkspaceId;
    },
    limit(workspaceId, { nowMs, untilMs }) {
      limits.set(workspaceId, { nowMs, untilMs: Math.max(untilMs, limits.get(workspaceId)?.untilMs ?? 0) });
    },
  };
}

function countsOf(busy: readonly Busy[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of busy) {
    const { workspaceId } = one.job();
    counts.set(workspaceId, (counts.get(workspaceId) ?? 0) + 1);
  }
  return counts;
}
