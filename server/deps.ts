import type { FastifyBaseLogger } from 'fastify';
import type { Store } from '../db/ports.ts';
import type { Seal } from '../db/seal.ts';
import type { Config } from './config.ts';
import type { Intercom } from './intercom/intercom.ts';
import type { Metrics } from './metrics/metrics.ts';

/** All that Callcard needs from outside itself; whoever builds the app hands it in. */
export interface Deps {
  config: Config;
  store: Store;
  seal: Seal;
  intercom: Intercom;
  /** Epoch milliseconds. */
  clock: () => number;
  log: FastifyBaseLogger;
  metrics: Metrics;
  /** Tells the worker that there are new jobs, so that it need not find out by looking. */
  wakeWorker: () => void;
}
