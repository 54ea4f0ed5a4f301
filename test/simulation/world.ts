import type { Store } from '../../db/ports.ts';
import { createSeal } from '../../db/seal.ts';
import { openSqliteStore } from '../../db/sqlite/open.ts';
import { tokenContext } from '../../server/install/token-context.ts';
import { keyOf } from '../../server/jobs/job-key.ts';
import { createRandom, type Random } from '../abuse/random.ts';
import { createFakeTime, type FakeTime } from '../jobs/fake-time.ts';
import { type CallcardProcess, CONFIG, startProcess } from './callcard-process.ts';
import { createFactBook, type FactBook, factName } from './fact-book.ts';
import { createFactHistory, type FactHistory } from './fact-history.ts';
import { createIntakeBook, type IntakeBook } from './intake-book.ts';
import { createLeaseBook, type LeaseBook } from './lease-book.ts';
import { createLetters, type Letters } from './letters.ts';
import { createModelIntercom, type ModelIntercom } from './model-intercom.ts';
import type { Touched } from './model-workspace.ts';

/** Jan 8, 2026 at 1:05PM in New York. */
const START_MS = Date.UTC(2026, 0, 8, 18, 5);

/** Something that is under way in a process. */
export interface Task {
  name: string;
  process: CallcardProcess;
  isOver: boolean;
}

/** Everything that one simulation is about. */
export interface World {
  random: Random;
  time: FakeTime;
  intercom: ModelIntercom;
  letters: Letters;
  /** What checks look into: the same as the processes use. */
  store: Store;
  processes: CallcardProcess[];
  tasks: Set<Task>;
  leases: LeaseBook;
  facts: FactBook;
  history: FactHistory;
  intake: IntakeBook;
  /** What has been found wrong and not been told yet. */
  violations: string[];
  violate(what: string): void;
  /** What was done, for whoever has to find out why. */
  story: string[];
  intercomClock: () => number;
  /** Sets the clock of Callcard's machine. */
  setClock(aheadMs: number): void;
  /** How far the clock of Callcard's machine is ahead. */
  aheadMs(): number;
  /** The token that Callcard was given last. */
  tokenOf(workspaceId: string): string | undefined;
  /** When Callcard was installed last, by Intercom's clock. */
  installedAtMs(workspaceId: string): number | undefined;
  /** Starts one more Callcard on the same database. */
  start(): Promise<CallcardProcess>;
  crash(process: CallcardProcess): void;
  /** Nobody finds out any more that these are untrue: nothing is claimed of them. */
  excuse(workspaceId: string, touched: readonly Touched[]): void;
  isExcused(workspaceId: string, name: string): boolean;
  hasExcuses(workspaceId: string): boolean;
  close(): Promise<void>;
}

export interface WorldOptions {
  seed: number;
  /** For a store that does not do what it should. */
  storeFrom?: (store: Store) => Store;
}

export async function createWorld({ seed, storeFrom = (store) => store }: WorldOptions): Promise<World> {
  const random = createRandom(seed);
  const time = createFakeTime(START_MS, () => {});
  const memory = await openSqliteStore(':memory:');
  const sound = storeFrom(memory);
  const violations: string[] = [];
  const story: string[] = [];
  const violate = (what: string) => void violations.push(what);
  const excused = new Map<string, Set<string>>();
  const processes: CallcardProcess[] = [];
  const tasks = new Set<Task>();
  /** Work that was under way when the workspace was uninstalled may still come to its end. */
  const stragglers = new Map<string, Set<Task>>();
  const tokens = new Map<string, string>();
  const installTimes = new Map<string, number>();
  /** Tokens of installs that are over. */
  const voidTokens = new Set<string>();
  const seal = createSeal(CONFIG.tokenKeys);
  let aheadMs = 0;
  let wasAhead = false;
  let started = 0;
  const intercomClock = () => time.clock() - aheadMs;

  const leases: LeaseBook = createLeaseBook({ violate, onGone: (job) => intake.done(job) });
  const isExcused: World['isExcused'] = (workspaceId, name) => excused.get(workspaceId)?.has(name) ?? false;
  const history = createFactHistory({ violate, isExcused });
  const facts = createFactBook({ violate, onChange: history.look });
  const intake = createIntakeBook({
    violate,
    onInstall({ workspaceId, sealedToken, jobs = [] }) {
      leases.forget(
        workspaceId,
        jobs.map(({ jobId }) => jobId),
      );
      // A new install learns everything anew.
      excused.delete(workspaceId);
      installTimes.set(workspaceId, intercomClock());
      tokens.set(workspaceId, seal.open(sealedToken, tokenContext(workspaceId)).plaintext);
    },
    onUninstall(workspaceId) {
      leases.forget(workspaceId);
      stragglers.set(workspaceId, new Set([...tasks].filter(({ isOver }) => !isOver)));
      voidTokens.add(tokens.get(workspaceId) ?? '');
    },
  });
  const store: Store = {
    ...sound,
    jobs: leases.watched(sound.jobs),
    facts: facts.watched(sound.facts),
    intake: intake.watchedIntake(sound.intake),
    workspaces: intake.watchedWorkspaces(sound.workspaces),
  };
  const letters = createLetters(intercomClock);
  const intercom: ModelIntercom = createModelIntercom({
    random,
    clock: intercomClock,
    tell: (workspace, told) => letters.write(workspace.id, told),
    onQuestion({ id }, { method, path }, token) {
      if (!voidTokens.has(token)) return;
      if ([...(stragglers.get(id) ?? [])].some(({ isOver }) => !isOver)) return;
      violate(`${method} ${path} was asked of ${id} with the token of an install that is over`);
    },
  });

  const world: World = {
    ...{ random, time, intercom, letters, store, processes, tasks, leases, facts, history, intake },
    ...{ violations, violate, story, intercomClock },
    setClock(ahead) {
      time.jump(ahead - aheadMs);
      aheadMs = ahead;
      wasAhead ||= ahead > 0;
    },
    aheadMs: () => aheadMs,
    tokenOf: (workspaceId) => tokens.get(workspaceId),
    installedAtMs: (workspaceId) => installTimes.get(workspaceId),
    async start() {
      started += 1;
      const process = await startProcess({
        ...{ name: `callcard-${started}`, store, intercom, time, random: () => random.whole(1000) / 1000 },
        onJob(job, owner) {
          const install = intake.installOf(job.workspaceId);
          const { workspaceId, jobId, epoch } = job;
          if (install?.status === 'uninstalled') violate(`${jobId} runs for ${workspaceId}, which is uninstalled`);
          if (install?.epoch !== epoch) violate(`${jobId} of epoch ${epoch} runs in epoch ${install?.epoch}`);
          if (!leases.isHeldBy(job, owner)) violate(`${owner} runs ${keyOf(job)}, which it does not hold`);
        },
        // That a job was given up is what an operator has to be told.
        onError: (line) => line.includes('"outcome":"dead"') || violate(`an error was logged: ${line}`),
      });
      processes.push(process);
      return process;
    },
    crash(process) {
      process.leave();
      processes.splice(processes.indexOf(process), 1);
    },
    excuse(workspaceId, touched) {
      // While the clock is ahead, what changed is looked for in the wrong time.
      const lost = touched.filter(({ isReconciled }) => !isReconciled || wasAhead);
      const names = excused.get(workspaceId) ?? new Set();
      excused.set(workspaceId, names);
      for (const one of lost) names.add(factName(one));
    },
    isExcused,
    hasExcuses: (workspaceId) => (excused.get(workspaceId)?.size ?? 0) > 0,
    async close() {
      for (const process of processes) process.leave();
      // Whoever waits in this process comes to an end without touching the database.
      await time.advance(0);
      await memory.close();
    },
  };
  return world;
}
