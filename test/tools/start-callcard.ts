import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Store } from '../../db/ports.ts';
import { createSeal } from '../../db/seal.ts';
import { buildApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { tokenContext } from '../../server/install/token-context.ts';
import { createIntercom } from '../../server/intercom/intercom.ts';
import { createMetrics } from '../../server/metrics/metrics.ts';
import { installation, newDatabasePath, openFileStore } from '../db/open-store.ts';

export const SECRET = 'the-client-secret-of-the-app';
export const TOKEN = 'dG9rOnRoZS10b2tlbi1vZi1hY21l';

export function tokenKey(id: string, byte: number): string {
  return `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
}

export interface RunningCallcard {
  url: string;
  /** The environment it was started with; a tool is given the same, or changes it. */
  environment: Record<string, string>;
  store: Store;
  /** Connects a workspace as an install would. */
  install(workspaceId: string, facts?: Parameters<typeof installation>[1]): Promise<void>;
}

/** Callcard on a port of this machine, with a database file of its own and Intercom at `intercomUrl`. */
export async function startCallcard(intercomUrl: string): Promise<RunningCallcard> {
  let listener: RequestListener = (_request, response) => response.writeHead(503).end();
  // Its address is one of its settings, so it has to be known before there is an app.
  const server = createServer((request, response) => listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const path = newDatabasePath();
  const environment = {
    INTERCOM_CLIENT_ID: 'client-id',
    INTERCOM_CLIENT_SECRET: SECRET,
    TOKEN_KEYS: tokenKey('k1', 7),
    INTERCOM_API_URL: intercomUrl,
    INTERCOM_AUTHORIZE_URL: intercomUrl,
    PUBLIC_URL: url,
    DATABASE_URL: `file:${path}`,
  };
  const config = readConfig(environment);
  const store = await openFileStore(path);
  const seal = createSeal(config.tokenKeys);
  const intercom = createIntercom({ apiUrls: config.intercom.apiUrls, clock: Date.now });
  const log = pino({ level: 'silent' });
  const [metrics, wakeWorker] = [createMetrics(), () => {}];
  const app = await buildApp({ config, store, seal, intercom, clock: Date.now, log, metrics, wakeWorker });
  await app.ready();
  listener = app.routing;
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await app.close();
    await intercom.close();
  });
  return {
    url,
    environment,
    store,
    install: async (workspaceId, facts) => {
      const sealedToken = seal.seal(TOKEN, tokenContext(workspaceId));
      await store.workspaces.install(installation(workspaceId, { sealedToken, ...facts }));
    },
  };
}
