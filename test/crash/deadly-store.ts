import type { FactStore } from '../../db/mirror-ports.ts';
import type { Store } from '../../db/ports.ts';
import type { Point, PointKill } from './kills.ts';

/** Says that the process has come to a point; does not return when it is to die there. */
export type Pass = (point: Point) => void;

export interface Fate {
  pass: Pass;
  /** From now on: what was decided before does not count any more. */
  decide(kill: PointKill): void;
}

/** Kills this process with SIGKILL, of which it notices nothing: nothing is written, answered or closed after it. */
export function createFate(): Fate {
  let decided: PointKill | undefined;
  let times = 0;
  return {
    pass(point) {
      if (decided?.at !== point) return;
      times += 1;
      if (times === decided.nth) process.kill(process.pid, 'SIGKILL');
    },
    decide(kill) {
      decided = kill;
      times = 0;
    },
  };
}

/** The store, with the points at which a notification, a job or a click can be cut off. `completed` is told of each job. */
export function deadlyStore(store: Store, { pass }: Fate, completed: (jobId: string) => void): Store {
  const { intake, jobs, clicks } = store;
  return {
    ...store,
    intake: {
      ...intake,
      async take(batch) {
        pass('notification-verified');
        const taken = await intake.take(batch);
        pass('notification-committed');
        return taken;
      },
    },
    jobs: {
      ...jobs,
      async claim(claim) {
        const claimed = await jobs.claim(claim);
        if (claimed.length > 0) pass('job-claimed');
        return claimed;
      },
      async complete(done) {
        pass('job-carried-out');
        const isDone = await jobs.complete(done);
        if (isDone) completed(done.job.jobId);
        pass('job-completed');
        return isDone;
      },
    },
    clicks: {
      ...clicks,
      async begin(click) {
        const start = await clicks.begin(click);
        if (start.state === 'first') pass('click-begun');
        return start;
      },
      async takeOver(click) {
        const taken = await clicks.takeOver(click);
        if (taken !== undefined) pass('click-taken-over');
        return taken;
      },
      async finish(click) {
        pass('click-carried-out');
        await clicks.finish(click);
        pass('click-finished');
      },
    },
  };
}

/** The store for jobs: whatever one of them writes into the mirror has a moment before and one after it. */
export function deadlyMidway(store: Store, { pass }: Fate): Store {
  const { facts } = store;
  const around =
    <Query, Result>(write: (query: Query) => Promise<Result>) =>
    async (query: Query): Promise<Result> => {
      pass('job-midway');
      const result = await write(query);
      pass('job-midway');
      return result;
    };
  const deadly: FactStore = {
    ...facts,
    begin: around(facts.begin),
    change: around(facts.change),
    list: around(facts.list),
    removeContact: around(facts.removeContact),
    doubt: around(facts.doubt),
  };
  return { ...store, facts: deadly };
}
