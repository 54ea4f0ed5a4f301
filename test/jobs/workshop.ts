import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Job, JobState, NewJob } from '../../db/job-ports.ts';
import type { Installation, Store } from '../../db/ports.ts';
import { createSeal } from '../../db/seal.ts';
import { readConfig } from '../../server/config.ts';
import type { Deps } from '../../server/deps.ts';
import { tokenContext } from '../../server/install/token-context.ts';
import { createIntercom } from '../../server/intercom/intercom.ts';
import type { JobHandler } from '../../server/jobs/handler.ts';
import { createWorker, type Worker, type WorkerOptions } from '../../server/jobs/worker.ts';
import { createMetrics } from '../../server/metrics/metrics.ts';
import { installation, openMemoryStore } from '../db/open-store.ts';
import { captureLog, mustNotBeLogged } from '../logs/capture.ts';
import { createFakeTime, type FakeTime } from './fake-time.ts';

/** Jan 8, 2026 at 1:05PM in New York. */
export const NOW_MS = Date.UTC(2026, 0, 8, 18, 5);

/** A line that the worker logged. */
export interface Line {
  msg: string;
  level: number;
  [key: string]: unknown;
}

export interface Workshop {
  store: Store;
  deps: Deps;
  time: FakeTime;
  /** Workers that take from the same database; stopped when the test ends. */
  hire(handlers: Record<string, JobHandler>, options?: Partial<WorkerOptions>): Worker;
  install(workspaceId: string, facts?: Partial<Installation>): Promise<void>;
  /** Adds jobs that are due now. */
  add(workspaceId: string, ...jobIds: string[]): Promise<void>;
  put(job: Partial<NewJob> & Pick<NewJob, 'workspaceId' | 'jobId'>): Promise<void>;
  job(workspaceId: string, jobId: string): Promise<Job | undefined>;
  states(): Promise<Record<string, JobState>>;
  /** Every line that was logged so far. */
  lines(): Line[];
  /** The lines about attempts. */
  attempts(): Line[];
  /** Resolves as soon as it holds; asked anew whenever something was logged, begun or waited for. */
  until(holds: () => boolean | Promise<boolean>): Promise<void>;
}

export interface WorkshopOptions {
  storeFrom?: (store: Store) => Store;
  intercomUrl?: string;
}

export async function openWorkshop({ storeFrom, intercomUrl }: WorkshopOptions = {}): Promise<Workshop> {
  const watchers = new Set<() => void>();
  const notice = () => {
    for (const watcher of watchers) watcher();
  };
  const captured = captureLog();
  const log = pino(
    { level: 'trace' },
    {
      write(line: string) {
        captured.lines.push(line);
        notice();
      },
    },
  );
  const time = createFakeTime(NOW_MS, notice);
  const memory = await openMemoryStore();
  const store = storeFrom?.(memory) ?? memory;
  const config = readConfig({
    INTERCOM_CLIENT_ID: 'test-client',
    INTERCOM_CLIENT_SECRET: 'workshop-client-secret-0123456789',
    TOKEN_KEYS: `k1:${Buffer.alloc(32, 5).toString('base64')}`,
    PUBLIC_URL: 'https://callcard.test',
    INTERCOM_API_URL: intercomUrl ?? 'http://127.0.0.1:9',
  });
  mustNotBeLogged(...config.intercom.clientSecrets);
  const { apiUrls } = config.intercom;
  const intercom = createIntercom({ apiUrls, clock: time.clock, random: () => 0, wait: async () => {} });
  onTestFinished(() => intercom.close());
  const deps: Deps = {
    config,
    store,
    seal: createSeal(config.tokenKeys),
    intercom,
    clock: time.clock,
    log,
    metrics: createMetrics(),
    wakeWorker: () => undefined,
  };
  const lines = () => captured.lines.map((line) => JSON.parse(line) as Line);
  const put: Workshop['put'] = async (job) => {
    const filled = { kind: 'work', orderingKey: job.jobId, payload: '{}', runAtMs: time.clock(), ...job };
    await memory.jobs.enqueue([filled], time.clock());
  };
  return {
    store: memory,
    deps,
    time,
    hire(handlers, options = {}) {
      const noticed = Object.entries(handlers).map(([kind, handler]): [string, JobHandler] => [
        kind,
        (run) => {
          const result = handler(run);
          notice();
          return result;
        },
      ]);
      const defaults = { random: () => 0, wait: time.wait };
      const worker = createWorker({ deps, handlers: new Map(noticed), ...defaults, ...options });
      onTestFinished(async () => {
        const stopped = worker.stop(0);
        await time.advance(2_000);
        await stopped;
      });
      return worker;
    },
    async install(workspaceId, facts) {
      const sealedToken = deps.seal.seal(`token of ${workspaceId}`, tokenContext(workspaceId));
      mustNotBeLogged(`token of ${workspaceId}`, sealedToken);
      await memory.workspaces.install(installation(workspaceId, { sealedToken, ...facts }));
    },
    add: async (workspaceId, ...jobIds) => {
      for (const jobId of jobIds) await put({ workspaceId, jobId });
    },
    put,
    job: (workspaceId, jobId) => memory.jobs.find({ workspaceId, jobId }),
    states: async () => {
      const jobs = await memory.jobs.list({ limit: 1_000 });
      return Object.fromEntries(jobs.map(({ jobId, state }) => [jobId, state]));
    },
    lines,
    attempts: () => lines().filter(({ msg }) => msg === 'job'),
    until: (holds) =>
      new Promise((resolve, reject) => {
        const look = async () => {
          if (!(await holds())) return;
          watchers.delete(watcher);
          resolve();
        };
        const watcher = () => void look().catch(reject);
        watchers.add(watcher);
        watcher();
      }),
  };
}

/** A handler that records what it was asked to do. */
export function recording(answer: JobHandler = async () => ({ done: true })): { seen: string[]; handler: JobHandler } {
  const seen: string[] = [];
  return {
    seen,
    handler: (run) => {
      seen.push(run.job.jobId);
      return answer(run);
    },
  };
}

/** A handler that ends only when its signal does. */
export const hanging: JobHandler = ({ signal }) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));

/** A handler that ends never. */
export const deaf: JobHandler = () => new Promise(() => {});
