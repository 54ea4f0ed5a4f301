import { setImmediate as turn } from 'node:timers/promises';
import type { Deps } from './deps.ts';
import { lookAfterHealth } from './health/look-after-health.ts';
import { forgetUnusedFacts, inPortions, observeMirrorSizes, PORTION } from './mirror/retention.ts';
import { reviveMirrorJobs, scheduleReconciles } from './mirror/schedule-reconciles.ts';

const MINUTE_MS = 60_000;
/** Less than a minute, so that a tick a little early is not in vain. */
const EVERY_TICK_MS = 45_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A click is replayed within seconds; after a day nobody asks for its outcome. */
const KEEP_CLICKS_MS = DAY_MS;
/** Intercom sends a notification again after a minute, and after an outage within days. */
const KEEP_NOTIFICATIONS_MS = 7 * DAY_MS;
/** Long enough for an operator to look into what was given up. */
const KEEP_DEAD_JOBS_MS = 90 * DAY_MS;

/** Something to be done once in a while. What it throws is logged, and it is tried again at its next turn. */
export interface PeriodicTask {
  name: string;
  everyMs: number;
  /** Each instance does it for itself; of all others one instance does them for all. */
  byEach?: true;
  /** Says how much it did, where that is worth a line in the log. Ends early when the signal aborts. */
  run: (deps: Deps, signal: AbortSignal) => Promise<number | undefined>;
}

export const TASKS: readonly PeriodicTask[] = [
  {
    name: 'forget clicks',
    everyMs: HOUR_MS,
    run: ({ store, clock }) => store.clicks.forgetBefore(clock() - KEEP_CLICKS_MS),
  },
  {
    name: 'forget notifications',
    everyMs: HOUR_MS,
    run: ({ store, clock }, signal) => {
      const beforeMs = clock() - KEEP_NOTIFICATIONS_MS;
      return inPortions((limit) => store.intake.forgetBefore({ beforeMs, limit }), signal);
    },
  },
  { name: 'forget unused facts', everyMs: HOUR_MS, run: forgetUnusedFacts },
  {
    name: 'forget dead jobs',
    everyMs: HOUR_MS,
    run: ({ store, clock }, signal) => {
      const beforeMs = clock() - KEEP_DEAD_JOBS_MS;
      return inPortions((limit) => store.jobs.forgetDeadBefore({ beforeMs, limit }), signal);
    },
  },
  {
    name: 'forget handed calls',
    everyMs: HOUR_MS,
    run: ({ store, clock, config }, signal) => {
      const beforeMs = clock() - config.mirrorKeepMs;
      return inPortions((limit) => store.handedCalls.forgetBefore({ beforeMs, limit }), signal);
    },
  },
  { name: 'erase uninstalled workspaces', everyMs: HOUR_MS, run: eraseUninstalled },
  { name: 'schedule reconciles', everyMs: EVERY_TICK_MS, run: silently(scheduleReconciles) },
  { name: 'revive mirror jobs', everyMs: HOUR_MS, run: silently(reviveMirrorJobs) },
  { name: 'look after health', everyMs: 5 * MINUTE_MS, run: silently(lookAfterHealth) },
  { name: 'observe mirror sizes', everyMs: 5 * MINUTE_MS, byEach: true, run: silently(observeMirrorSizes) },
];

function silently(run: (deps: Deps) => Promise<unknown>): PeriodicTask['run'] {
  return async (deps) => {
    await run(deps);
    return undefined;
  };
}

/**
 * What is kept of a workspace goes some time after it was uninstalled. Looked up before each portion: when it is
 * installed again meanwhile, nothing more of it goes.
 */
async function eraseUninstalled({ store, clock, config, log }: Deps, signal: AbortSignal): Promise<number> {
  const beforeMs = clock() - config.uninstallGraceMs;
  for (let erased = 0; ; await turn()) {
    const [workspace] = await store.workspaces.listUninstalled({ beforeMs, limit: 1 });
    if (workspace === undefined || signal.aborted) return erased;
    const { workspaceId } = workspace;
    if (!(await store.workspaces.erase({ workspaceId, beforeMs, limit: PORTION }))) continue;
    erased += 1;
    log.info({ workspaceId }, 'the data of an uninstalled workspace was erased');
  }
}

/** Does what is due, one after the other. A task that fails costs a line in the log and holds up no other one. */
export function createHousekeeping(deps: Deps, signal: AbortSignal, tasks = TASKS): () => Promise<void> {
  const { store, clock, log } = deps;
  const doneAtMs = new Map<string, number>();

  /** Within this instance; after the clock was set back it is due, too. */
  function takeOwnTurn({ name, everyMs }: PeriodicTask, nowMs: number): boolean {
    const sinceMs = nowMs - (doneAtMs.get(name) ?? Number.NEGATIVE_INFINITY);
    if (sinceMs >= 0 && sinceMs < everyMs) return false;
    doneAtMs.set(name, nowMs);
    return true;
  }

  return async () => {
    for (const task of tasks) {
      if (signal.aborted) return;
      const { name, everyMs } = task;
      try {
        const nowMs = clock();
        if (!(task.byEach ? takeOwnTurn(task, nowMs) : await store.periodic.takeTurn({ name, nowMs, everyMs })))
          continue;
        const count = await task.run(deps, signal);
        if (count !== undefined && count > 0) log.info({ task: name, count }, 'housekeeping');
      } catch (err) {
        log.warn({ err, task: name }, 'housekeeping failed; it is tried again at its next turn');
      }
    }
  };
}

/** Keeps house now and every minute until the function that it returns is called, which waits for what is under way. */
export function startHousekeeping(deps: Deps): () => Promise<void> {
  const stopping = new AbortController();
  const keepHouse = createHousekeeping(deps, stopping.signal);
  let underWay: Promise<void> | undefined;
  const tick = () => {
    underWay ??= keepHouse().finally(() => {
      underWay = undefined;
    });
  };
  const timer = setInterval(tick, MINUTE_MS);
  timer.unref();
  tick();
  return async () => {
    clearInterval(timer);
    stopping.abort();
    await underWay;
  };
}
