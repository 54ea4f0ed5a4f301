import type { Store } from '../../db/ports.ts';
import { createSeal } from '../../db/seal.ts';
import { readConfig } from '../../server/config.ts';
import type { Deps } from '../../server/deps.ts';
import { createIntercom } from '../../server/intercom/intercom.ts';
import { createLog } from '../../server/log.ts';
import { createMetrics } from '../../server/metrics/metrics.ts';
import { observeCall } from '../../server/metrics/observe-call.ts';
import { SECRET } from './bodies.ts';

/** What Callcard needs, as in production but for the log, whose lines are written to nowhere. */
export function benchDeps(
  store: Store,
  options: { intercomUrl?: string; deadlineMs?: number; factFreshMs?: number } = {},
) {
  const config = readConfig({
    INTERCOM_CLIENT_ID: 'bench',
    INTERCOM_CLIENT_SECRET: SECRET,
    TOKEN_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
    PUBLIC_URL: 'https://callcard.test',
    // Where nobody listens, whoever asks Intercom gets nothing.
    INTERCOM_API_URL: options.intercomUrl ?? 'http://127.0.0.1:9',
    CANVAS_DEADLINE_MS: String(options.deadlineMs ?? 4_000),
    FACT_FRESH_MS: String(options.factFreshMs ?? 60_000),
  });
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
  const log = createLog({ level: config.logLevel, to: '/dev/null' });
  const seal = createSeal(config.tokenKeys);
  const deps: Deps = { config, store, seal, intercom, clock: Date.now, log, metrics, wakeWorker: () => {} };
  return { deps, asked: () => asked };
}
