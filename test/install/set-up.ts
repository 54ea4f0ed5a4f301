import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import pino from 'pino';
import { onTestFinished } from 'vitest';
import type { Region, Store } from '../../db/ports.ts';
import { createSeal, type Seal } from '../../db/seal.ts';
import { openSqliteStore } from '../../db/sqlite/open.ts';
import { readConfig } from '../../server/config.ts';
import type { Deps } from '../../server/deps.ts';
import { registerInstall } from '../../server/install/register-install.ts';
import { createIntercom } from '../../server/intercom/intercom.ts';
import { type Browser, openBrowser } from './browser.ts';
import { type FakeOAuth, startFakeOAuth } from './fake-oauth.ts';

export const CLIENT_SECRET = 'cl1ent-secret-of-the-app';

export interface World {
  app: FastifyInstance;
  deps: Deps;
  store: Store;
  seal: Seal;
  intercom: FakeOAuth;
  /** All that was logged, a line each. */
  logged: string[];
  browser: Browser;
  otherBrowser: Browser;
  /** Moves the clock on. */
  later(ms: number): void;
}

/** A fresh app over a fresh database and a fresh Intercom. A region's API is below a path of its own. */
export async function setUp(
  options: { publicUrl?: string; intercomTimeoutMs?: number | undefined } = {},
): Promise<World> {
  const intercom = await startFakeOAuth();
  const logged: string[] = [];
  const log: FastifyBaseLogger = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
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
  const app = Fastify({ loggerInstance: log });
  const deps: Deps = { config, store, seal, intercom: client, clock, log: app.log };
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
    logged,
    browser: openBrowser(app),
    otherBrowser: openBrowser(app),
    later: (ms) => {
      nowMs += ms;
    },
  };
}
