import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { openStore } from '../db/open-store.ts';
import { createSeal } from '../db/seal.ts';
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import type { Deps } from './deps.ts';
import { startHousekeeping } from './housekeeping.ts';
import { createIntercom } from './intercom/intercom.ts';
import { jobHandlers } from './jobs/handlers.ts';
import { collectJobs } from './jobs/job-metrics.ts';
import { createWorker } from './jobs/worker.ts';
import { createMetrics } from './metrics/metrics.ts';
import { observeCall } from './metrics/observe-call.ts';

export interface Serving {
  app: FastifyInstance;
  /** Stops accepting, lets what runs finish, gives jobs back, closes Intercom's connections and then the database. */
  close(): Promise<void>;
}

/** Opens the database, builds the app and listens. What was opened is closed again when it cannot listen. */
export async function serve(config: Config, log: FastifyBaseLogger): Promise<Serving> {
  const clock = Date.now;
  const metrics = createMetrics();
  const store = await openStore(config.databaseUrl);
  const intercom = createIntercom({
    apiUrls: config.intercom.apiUrls,
    clock,
    onCall: (call) => {
      observeCall(metrics, call);
      log.debug(call, 'intercom call');
    },
  });
  const seal = createSeal(config.tokenKeys);
  const deps: Deps = { config, store, seal, intercom, clock, log, metrics, wakeWorker: () => worker.wake() };
  const worker = createWorker({ deps, handlers: jobHandlers });
  const app = await buildApp(deps);
  collectJobs(deps);
  worker.start();
  const stopHousekeeping = startHousekeeping(deps);
  const close = async () => {
    // At the same time: each of them may take most of the grace that there is for all of it.
    await Promise.all([stopHousekeeping(), app.close(), worker.stop()]);
    await intercom.close();
    await store.close();
  };
  try {
    await app.listen({ port: config.port, host: config.host });
  } catch (error) {
    await close();
    throw error;
  }
  return { app, close };
}
