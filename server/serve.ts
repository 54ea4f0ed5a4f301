import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { openStore } from '../db/open-store.ts';
import { createSeal } from '../db/seal.ts';
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import { startHousekeeping } from './housekeeping.ts';
import { createIntercom } from './intercom/intercom.ts';

export interface Serving {
  app: FastifyInstance;
  /** Stops accepting, lets what runs finish, closes Intercom's connections and then the database. */
  close(): Promise<void>;
}

/** Opens the database, builds the app and listens. What was opened is closed again when a later step fails. */
export async function serve(config: Config, log: FastifyBaseLogger): Promise<Serving> {
  const clock = Date.now;
  const store = await openStore(config.databaseUrl);
  const intercom = createIntercom({
    apiUrls: config.intercom.apiUrls,
    clock,
    onCall: (call) => log.debug(call, 'intercom call'),
  });
  const app = await buildApp({ config, store, seal: createSeal(config.tokenKeys), intercom, clock, log });
  const stopHousekeeping = startHousekeeping({ store, clock, log });
  const close = async () => {
    stopHousekeeping();
    await app.close();
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
