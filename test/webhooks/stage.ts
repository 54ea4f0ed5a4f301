import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import type { Store, Workspace } from '../../db/ports.ts';
import type { Deps } from '../../server/deps.ts';
import { reportHealth } from '../../server/health/report-health.ts';
import { confirmUninstall } from '../../server/install/confirm-uninstall.ts';
import { tokenContext } from '../../server/install/token-context.ts';
import { createIntercom } from '../../server/intercom/intercom.ts';
import { createWorker } from '../../server/jobs/worker.ts';
import { startCallcard, tokenKey } from '../card/callcard.ts';
import { installation } from '../db/open-store.ts';
import { type FakeHandler, type FakeIntercom, startFakeIntercom } from '../intercom/fake-intercom.ts';
import { captureLog, mustNotBeLogged } from '../logs/capture.ts';
import { bytesOf, START_MS } from './bytes.ts';

export const SECRET = 'client-secret-for-notifications';
export const PREVIOUS_SECRET = 'client-secret-before-the-rotation';
export const TOKEN = 'dG9rOm9mLXRoZS13b3Jrc3BhY2U=';

export interface Stage {
  app: FastifyInstance;
  deps: Deps;
  store: Store;
  intercom: FakeIntercom;
  /** Everything that was logged, an object a line. */
  logged(): Record<string, unknown>[];
  /** How often the worker was told that there is work. */
  wakes(): number;
  later(ms: number): void;
  install(workspaceId: string): Promise<Workspace>;
  /** Posts these bytes, or this as JSON, with these headers and nothing else. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<{ status: number; body: string }>;
  /** Posts it signed as a notification. */
  notify(body: unknown): Promise<{ status: number; body: string }>;
  /** The number of notifications counted with these labels. */
  counted(topic: string, outcome: string): Promise<number>;
  /** Does what is due. */
  work(): Promise<void>;
}

export const hubSignature = (body: string | Buffer, secret = SECRET): string =>
  `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`;
export const bodySignature = (body: string | Buffer, secret = SECRET): string =>
  createHmac('sha256', secret).update(body).digest('hex');

const unasked: FakeHandler = () => ({ status: 500 });

/** The whole app with a database in memory, a clock that is moved by hand, and an Intercom that answers as told. */
export async function openStage(
  options: { intercom?: FakeHandler; storeFrom?: (store: Store) => Store } = {},
): Promise<Stage> {
  const { log, lines } = captureLog();
  mustNotBeLogged(TOKEN);
  const intercom = await startFakeIntercom(options.intercom ?? unasked);
  let nowMs = START_MS;
  const clock = () => nowMs;
  // Retries do not wait.
  const client = createIntercom({ apiUrls: intercom.apiUrls, clock, wait: async () => {} });
  const callcard = await startCallcard(
    {
      INTERCOM_CLIENT_ID: 'client-id',
      INTERCOM_CLIENT_SECRET: SECRET,
      INTERCOM_CLIENT_SECRET_PREVIOUS: PREVIOUS_SECRET,
      TOKEN_KEYS: tokenKey('k1', 5),
      PUBLIC_URL: 'https://callcard.test',
      DATABASE_URL: 'file::memory:',
    },
    { clock, log, storeFrom: options.storeFrom ?? ((store) => store), intercom: client },
  );
  const { app, store, seal } = callcard;
  let wakes = 0;
  callcard.deps.wakeWorker = () => {
    wakes += 1;
  };
  onTestFinished(async () => {
    await callcard.close();
    await intercom.close();
  });

  const post: Stage['post'] = async (path, body, headers = {}) => {
    const payload = bytesOf(body);
    const answer = await app.inject({ method: 'POST', url: path, payload, headers });
    return { status: answer.statusCode, body: answer.body };
  };
  return {
    app,
    deps: callcard.deps,
    store,
    intercom,
    logged: () => lines.map((line) => JSON.parse(line)),
    wakes: () => wakes,
    later: (ms) => {
      nowMs += ms;
    },
    install: (workspaceId) => {
      const sealedToken = seal.seal(TOKEN, tokenContext(workspaceId));
      return store.workspaces.install(installation(workspaceId, { sealedToken, atMs: nowMs }));
    },
    post,
    notify: (body) => post('/webhooks/intercom', body, { 'x-hub-signature': hubSignature(bytesOf(body)) }),
    counted: async (topic, outcome) => {
      const { values } = await callcard.deps.metrics.notifications.get();
      return values.find(({ labels }) => labels.topic === topic && labels.outcome === outcome)?.value ?? 0;
    },
    work: () => {
      const handlers = new Map([
        ['confirm-uninstall', confirmUninstall],
        ['report-health', reportHealth],
      ]);
      return createWorker({ deps: callcard.deps, handlers }).runUntilIdle();
    },
  };
}
