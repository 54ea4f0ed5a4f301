import { flushCompileCache } from 'node:module';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { openStore } from '../../db/open-store.ts';
import { createSeal } from '../../db/seal.ts';
import { buildApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import type { Deps } from '../../server/deps.ts';
import { startHousekeeping } from '../../server/housekeeping.ts';
import { createIntercom } from '../../server/intercom/intercom.ts';
import type { JobHandler } from '../../server/jobs/handler.ts';
import { jobHandlers } from '../../server/jobs/handlers.ts';
import { createWorker } from '../../server/jobs/worker.ts';
import { createMetrics } from '../../server/metrics/metrics.ts';
import { createFate, deadlyMidway, deadlyStore } from './deadly-store.ts';
import type { FromChild, ToChild } from './instance.ts';

/*
 * Callcard as a process that dies where it is told to. What `serve` does, with a short lease, so that nobody waits long
 * for what a dead one had taken. It is never closed: it is killed.
 */

const LEASE_MS = 1_000;
const POLL_MS = 100;
/** That a job takes the process with it is what happens here all the time, and nothing is wrong with the job. */
const MAX_ATTEMPTS = 1_000_000;

const fate = createFate();
const told = Promise.withResolvers<void>();
process.on('message', ({ kill }: ToChild) => {
  if (kill !== undefined) fate.decide(kill);
  told.resolve();
});
// Nobody else would end it when the tests are gone.
process.on('disconnect', () => process.exit());
const tell = (message: FromChild) => process.send?.(message);

const telling =
  (handler: JobHandler): JobHandler =>
  async (run) => {
    const result = await handler(run);
    // Said before the job is completed, and on its way: who is killed the moment after has said it.
    await new Promise<void>((resolve) => {
      process.send?.({ carriedOut: run.job.jobId } satisfies FromChild, () => resolve());
    });
    return result;
  };

await told.promise;
const config = readConfig(process.env);
const log = pino({ level: config.logLevel, base: undefined }, pino.destination({ dest: 1, sync: true }));
const store = deadlyStore(await openStore(config.databaseUrl), fate, (jobId) => tell({ completed: jobId }));
const clock = Date.now;
const deps: Deps = {
  ...{ config, store, clock, log },
  seal: createSeal(config.tokenKeys),
  intercom: createIntercom({ apiUrls: config.intercom.apiUrls, clock }),
  metrics: createMetrics(),
  wakeWorker: () => worker.wake(),
};
const worker = createWorker({
  deps: { ...deps, store: deadlyMidway(store, fate) },
  handlers: new Map([...jobHandlers].map(([kind, handler]) => [kind, telling(handler)])),
  ...{ leaseMs: LEASE_MS, pollMs: POLL_MS, maxAttempts: MAX_ATTEMPTS },
});
const app = await buildApp(deps);
worker.start();
startHousekeeping(deps);
await app.listen({ port: config.port, host: config.host });
tell({ port: (app.server.address() as AddressInfo).port });
// Otherwise done at an end in order, which never comes: once for all that come after this one.
flushCompileCache();
