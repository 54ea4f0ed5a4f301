import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { Job } from '../../db/job-ports.ts';
import type { Store } from '../../db/ports.ts';
import { createSeal } from '../../db/seal.ts';
import { buildApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import type { Deps } from '../../server/deps.ts';
import { createHousekeeping } from '../../server/housekeeping.ts';
import { createClient, type Intercom } from '../../server/intercom/intercom.ts';
import { createLanes } from '../../server/intercom/lanes.ts';
import { createTransport, type Transport } from '../../server/intercom/transport.ts';
import type { JobHandler } from '../../server/jobs/handler.ts';
import { jobHandlers } from '../../server/jobs/handlers.ts';
import { createWorker, type Worker } from '../../server/jobs/worker.ts';
import { createMetrics } from '../../server/metrics/metrics.ts';
import { tokenKey } from '../card/callcard.ts';
import type { FakeTime } from '../jobs/fake-time.ts';
import type { ModelIntercom } from './model-intercom.ts';
import { beginLife, type Life, storeOf } from './process-life.ts';

export const CLIENT_SECRET = 'client-secret-of-the-simulation';
export const CONFIG = readConfig({
  INTERCOM_CLIENT_ID: 'client-id',
  INTERCOM_CLIENT_SECRET: CLIENT_SECRET,
  TOKEN_KEYS: tokenKey('k1', 5),
  PUBLIC_URL: 'https://callcard.test',
  DATABASE_URL: 'file::memory:',
});
/** As in production: the longest that a call may take. */
const CALL_MS = 10_000;
const ENDED = new Error('The call ended before its deadline.');
const LATE = new Error('The deadline passed.');

/** One Callcard: everything that `serve` starts, but for the port and the timers. */
export interface CallcardProcess {
  name: string;
  life: Life;
  app: FastifyInstance;
  deps: Deps;
  worker: Worker;
  keepHouse: () => Promise<void>;
  /** Ends whatever still waits, so that nothing of a process that is gone goes on. */
  leave(): void;
}

export interface Surroundings {
  name: string;
  store: Store;
  intercom: ModelIntercom;
  time: FakeTime;
  random: () => number;
  /** Told of every job that this process begins to carry out. */
  onJob: (job: Job, owner: string) => void;
  /** Told of every line that a living process logs as an error. */
  onError: (line: string) => void;
}

export async function startProcess(around: Surroundings): Promise<CallcardProcess> {
  const { name, time, random, onJob, onError } = around;
  const life = beginLife();
  const gone = new AbortController();
  const log = pino({ level: 'error' }, { write: (line: string) => life.isAlive() && onError(line) });
  const deps: Deps = {
    ...{ config: CONFIG, store: storeOf(around.store, life), seal: createSeal(CONFIG.tokenKeys) },
    intercom: connectedTo(around.intercom, { life, time, random, gone: gone.signal }),
    ...{ clock: time.clock, log, metrics: createMetrics(), wakeWorker: () => {} },
  };
  const handlers = [...jobHandlers].map(([kind, handler]): [string, JobHandler] => [
    kind,
    (run) => {
      onJob(run.job, name);
      return handler(run);
    },
  ]);
  const worker = createWorker({ deps, handlers: new Map(handlers), owner: name, random, wait: time.wait });
  return {
    ...{ name, life, deps, worker, app: await buildApp(deps) },
    keepHouse: createHousekeeping(deps, gone.signal),
    leave() {
      life.die();
      gone.abort();
    },
  };
}

/** The client of the real Intercom, with the model at the other end of its wire, and waits and deadlines in fake time. */
function connectedTo(
  model: ModelIntercom,
  { life, time, random, gone }: { life: Life; time: FakeTime; random: () => number; gone: AbortSignal },
): Intercom {
  const { clock, wait } = time;
  const dispatcher = model.dispatcherFor(life);
  const lanes = createLanes({ places: 64, clock });
  return {
    connect({ workspaceId, region, token, onUnauthorized = () => {} }) {
      const transport = createTransport({
        ...{ dispatcher, pathPrefix: '', workspaceId, token, lanes, clock, random, wait },
        laneKey: workspaceId === undefined ? Symbol('not known yet') : `${region} ${workspaceId}`,
        ...{ deadlineMs: CALL_MS, maxAnswerBytes: 1_000_000, closed: () => false },
        ...{ onUnauthorized, onCall: () => {} },
      });
      return createClient(inFakeTime(transport, time, gone));
    },
    close: async () => {},
  };
}

function inFakeTime(transport: Transport, { clock, wait }: FakeTime, gone: AbortSignal): Transport {
  return {
    ...transport,
    async call(operation, options = {}) {
      const over = new AbortController();
      const late = new AbortController();
      const leftMs = Math.min(options.deadlineAtMs ?? Number.POSITIVE_INFINITY, clock() + CALL_MS) - clock();
      wait(leftMs, over.signal).then(
        () => late.abort(LATE),
        () => undefined,
      );
      const signals = [late.signal, gone, ...(options.signal === undefined ? [] : [options.signal])];
      try {
        return await transport.call(operation, { ...options, signal: AbortSignal.any(signals) });
      } finally {
        over.abort(ENDED);
      }
    },
  };
}
