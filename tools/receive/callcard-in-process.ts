import { pino } from 'pino';
import { openStore } from '../../db/open-store.ts';
import { createSeal } from '../../db/seal.ts';
import { buildApp } from '../../server/app.ts';
import type { Config } from '../../server/config.ts';
import { createIntercom } from '../../server/intercom/intercom.ts';
import { createMetrics } from '../../server/metrics/metrics.ts';
import type { Streams } from '../shell/streams.ts';
import type { Target } from './target.ts';

/** A Callcard of these settings, on their database, that does not listen. What it logs goes to standard error. */
export async function callcardInProcess(config: Config, stderr: Streams['stderr']): Promise<Target> {
  const store = await openStore(config.databaseUrl);
  const clock = Date.now;
  const log = pino({ level: config.logLevel, base: undefined }, { write: (line: string) => void stderr.write(line) });
  const intercom = createIntercom({
    apiUrls: config.intercom.apiUrls,
    clock,
    onCall: (call) => log.debug(call, 'intercom call'),
  });
  const app = await buildApp({
    config,
    store,
    seal: createSeal(config.tokenKeys),
    intercom,
    clock,
    log,
    metrics: createMetrics(),
    // What is taken here is done by the Callcard that runs on this database.
    wakeWorker: () => {},
  });
  return {
    name: 'Callcard in this process',
    async send(path, headers, body) {
      const answer = await app.inject({ method: 'POST', url: path, headers, payload: body });
      return { status: answer.statusCode, body: answer.body };
    },
    openStore: async () => store,
    async close() {
      await app.close();
      await intercom.close();
      await store.close();
    },
  };
}
