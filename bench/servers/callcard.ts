/**
 * Callcard as it runs in production, on a SQLite file. Where INTERCOM_URL is not set, Intercom does not exist: a card
 * that asks for anything fails, and so does the measurement.
 */
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { openStore } from '../../db/open-store.ts';
import { createSeal } from '../../db/seal.ts';
import { buildApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import type { Deps } from '../../server/deps.ts';
import { createIntercom } from '../../server/intercom/intercom.ts';
import { createMetrics } from '../../server/metrics/metrics.ts';
import { observeCall } from '../../server/metrics/observe-call.ts';
import { SECRET } from './bodies.ts';
import { reportReady } from './ready.ts';

const config = readConfig({
  INTERCOM_CLIENT_ID: 'bench',
  INTERCOM_CLIENT_SECRET: SECRET,
  TOKEN_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
  PUBLIC_URL: 'https://callcard.test',
  INTERCOM_API_URL: process.env.INTERCOM_URL ?? 'http://127.0.0.1:9',
  DATABASE_URL: process.env.DATABASE_URL ?? 'file::memory:',
});
const store = await openStore(config.databaseUrl);
const metrics = createMetrics();
let asked = 0;
const intercom = createIntercom({
  apiUrls: config.intercom.apiUrls,
  clock: Date.now,
  onCall: (call) => {
    asked += 1;
    observeCall(metrics, call);
  },
});
// Lines go nowhere, but are written: logging is part of the work.
const log = pino({ level: 'info', base: undefined }, pino.destination({ dest: '/dev/null', sync: false }));
const deps: Deps = {
  config,
  store,
  seal: createSeal(config.tokenKeys),
  intercom,
  clock: Date.now,
  log,
  metrics,
  wakeWorker: () => {},
};
const app = await buildApp(deps);
await app.listen({ port: 0, host: '127.0.0.1' });
reportReady((app.server.address() as AddressInfo).port, (question) => (question === 'asked' ? asked : undefined));
