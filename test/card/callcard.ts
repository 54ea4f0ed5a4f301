import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { openStore } from '../../db/open-store.ts';
import type { Store } from '../../db/ports.ts';
import { createSeal, type Seal } from '../../db/seal.ts';
import { buildApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import type { Deps } from '../../server/deps.ts';
import { createIntercom, type Intercom } from '../../server/intercom/intercom.ts';
import { createMetrics } from '../../server/metrics/metrics.ts';
import { mustNotBeLogged } from '../logs/capture.ts';

/** Settings by their name in the environment. */
export type Settings = Readonly<Record<string, string>>;

/** One key for `TOKEN_KEYS`. */
export function tokenKey(id: string, byte: number): string {
  return `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
}

/** What every start of the same Callcard shares. */
export interface Outside {
  clock: () => number;
  log: FastifyBaseLogger;
  storeFrom: (store: Store) => Store;
  /** Instead of the client of the real Intercom. */
  intercom: Intercom | undefined;
}

export interface Callcard {
  app: FastifyInstance;
  deps: Deps;
  store: Store;
  seal: Seal;
  close(): Promise<void>;
}

/** What `serve` does, but for listening. Its secrets may not be in any log of the run. */
export async function startCallcard(settings: Settings, outside: Outside): Promise<Callcard> {
  const { clock, log, storeFrom } = outside;
  const config = readConfig(settings);
  mustNotBeLogged(...config.intercom.clientSecrets, ...config.tokenKeys.map(({ key }) => key.toString('base64')));
  const store = await openStore(config.databaseUrl);
  const seal = createSeal(config.tokenKeys);
  const { apiUrls } = config.intercom;
  // Retries do not wait.
  const ofIntercom = { apiUrls, clock, onCall: (call: object) => log.debug(call), wait: async () => {} };
  const intercom = outside.intercom ?? createIntercom(ofIntercom);
  const deps: Deps = {
    config,
    store: storeFrom(store),
    seal,
    intercom,
    clock,
    log,
    metrics: createMetrics(),
    wakeWorker: () => {},
  };
  const app = await buildApp(deps);
  const close = async () => {
    await app.close();
    await intercom.close();
    await store.close();
  };
  return { app, deps, store, seal, close };
}
