import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { onTestFinished } from 'vitest';
import type { Region, Store } from '../../db/ports.ts';
import { createSeal, type Seal } from '../../db/seal.ts';
import { openSqliteStore } from '../../db/sqlite/open.ts';
import { readConfig } from '../../server/config.ts';
import type { Deps } from '../../server/deps.ts';
import { registerInstall } from '../../server/install/register-install.ts';
import { createIntercom } from '../../server/intercom/intercom.ts';
import { createMetrics } from '../../server/metrics/metrics.ts';
import { captureLog, mustNotBeLogged } from '../logs/capture.ts';
import { type Browser, CODE, openBrowser } from './browser.ts';
import { type FakeOAuth, startFakeOAuth, TOKEN } from './fake-oauth.ts';

export const CLIENT_SECRET = 'cl1ent-secret-of-the-app';

export interface World {
  app: FastifyInstance;
  deps: Deps;
  store: Store;
  seal: Seal;
  intercom: FakeOAuth;
  /** All that was logged, a line each. */
  logged: readonly string[];
  browser: Browser;
  otherBrowser: Browser;
  /** Moves the clock on. */
  later(ms: number): void;
}

/** A fresh app over a fresh database and a fresh Intercom. A region's API is below a path of its own. */
export async function setUp(
  options: { publicUrl?: string; intercomTimeoutMs?: number | undefined } = {},
): Promise<World> {
  const captured = captureLog();
  const log: FastifyBaseLogger = captured.log;
  mustNotBeLogged(CLIENT_SECRET, CODE, TOKEN);
  const intercom = await startFakeOAuth();
  let nowMs = Date.parse('2026-01-08T12:00:00Z');
  const clock = () => nowMs;
  const byRegion = (path: (region: Region) => string) => ({ us: path('us'), eu: path('eu'), au: path('au') });
  const apiUrls = byRegion((region) => `${intercom.origin}/${region}`);
  const environment = {
    PUBLIC_URL: options.publicUrl ?? 'http://callcard.test',
    INTERCOM_CLIENT_ID: 'client-id',
    INTERCOM_CLIENT_SECRET: CLIENT_SECRET,
    TOKEN_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  };
  const given = readConfig(environment);
  const authorizeUrls = byRegion((region) => `${intercom.origin}/consent/${region}/oauth`);
  const config = { ...given, intercom: { ...given.intercom, apiUrls, authorizeUrls } };
  const store = await openSqliteStore(':memory:');
  const seal = createSeal(config.tokenKeys);
  const client = createIntercom({ apiUrls, clock, wait: async () => {} });
  // Logs as the whole app does: no line of fastify's own for each request, which would have its query.
  const logController = new LogController({ disableRequestLogging: true });
  const app = Fastify({ loggerInstance: log, logController });
  const deps: Deps = {
    config,
    store,
    seal,
    intercom: client,
    clock,
    log: app.log,
    metrics: createMetrics(),
    wakeWorker: () => {},
  };
  await registerInstall(app, deps, { intercomTimeoutMs: options.intercomTimeoutMs ?? 5000 });
  onTestFinished(async () => {
    await app.close();
    await client.close();
    await store.close();
    await intercom.close();
  });
  return {
    app,
    deps,
    store,
    seal,
    intercom,
    logged: captured.lines,
    browser: openBrowser(app),
    otherBrowser: openBrowser(app),
    later: (ms) => {
      nowMs += ms;
    },
  };
}
