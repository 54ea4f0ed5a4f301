import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import type { Canvas } from '../../canvas/kit/components.ts';
import { openStore } from '../../db/open-store.ts';
import { createSeal } from '../../db/seal.ts';
import { buildSandbox } from '../../sandbox/build-sandbox.ts';
import { type CardClick, cardPayload } from '../../sandbox/card/payload.ts';
import { issueToken } from '../../sandbox/state/installs.ts';
import type { WorkspaceState } from '../../sandbox/state/workspace.ts';
import { buildApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import type { Deps } from '../../server/deps.ts';
import { tokenContext } from '../../server/install/token-context.ts';
import { createIntercom } from '../../server/intercom/intercom.ts';
import { jobHandlers } from '../../server/jobs/handlers.ts';
import { createWorker } from '../../server/jobs/worker.ts';
import { createMetrics } from '../../server/metrics/metrics.ts';
import { syncContactsJob } from '../../server/mirror/sync-contacts.ts';

/** The afternoon on which all pictured cards were opened: Jan 8, 2026 at 1:05PM in New York. */
const STAGE_MS = Date.UTC(2026, 0, 8, 18, 5);
const CLIENT = { clientId: 'pictures', clientSecret: 'pictures-client-secret' };
const ACME = 'acmeus1';

/** A Callcard and a sandbox of their own, on which time stands still, so that every run shows the same cards. */
export interface Stage {
  workspace: WorkspaceState;
  deps: Deps;
  open(conversationId: string): Promise<Canvas>;
  /** Clicks what a teammate would read as `label`, or what begins so. */
  click(conversationId: string, canvas: Canvas, label: string, inputs?: Record<string, unknown>): Promise<Canvas>;
  /** Carries out all work that is due. */
  work(): Promise<void>;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const clock = () => STAGE_MS;
  const { app: sandbox, state } = buildSandbox({
    clock,
    marketplaceApp: {
      ...CLIENT,
      name: 'Callcard',
      initializeUrl: 'http://127.0.0.1:9/canvas/initialize',
      submitUrl: 'http://127.0.0.1:9/canvas/submit',
      redirectUrls: ['http://127.0.0.1:9/oauth/callback'],
      installUrl: 'http://127.0.0.1:9/install',
    },
  });
  await sandbox.listen({ port: 0, host: '127.0.0.1' });
  const config = readConfig({
    INTERCOM_CLIENT_ID: CLIENT.clientId,
    INTERCOM_CLIENT_SECRET: CLIENT.clientSecret,
    TOKEN_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
    INTERCOM_API_URL: `http://127.0.0.1:${(sandbox.server.address() as AddressInfo).port}`,
    PUBLIC_URL: 'https://callcard.example.com',
    DATABASE_URL: 'file::memory:',
  });
  const store = await openStore(config.databaseUrl);
  const seal = createSeal(config.tokenKeys);
  const intercom = createIntercom({ apiUrls: config.intercom.apiUrls, clock });
  const log = pino({ level: 'silent' });
  const deps: Deps = { config, store, seal, intercom, clock, log, metrics: createMetrics(), wakeWorker: () => {} };
  const app = await buildApp(deps);
  const worker = createWorker({ deps, handlers: jobHandlers });

  const workspace = state.workspaces.get(ACME);
  if (workspace === undefined) throw new Error(`the sandbox has no workspace ${ACME}`);
  const adminId = workspace.installingAdminId;
  const { token } = issueToken(state.installs, { ...CLIENT, workspaceId: ACME, adminId, nowMs: STAGE_MS });
  await store.workspaces.install({
    workspaceId: ACME,
    region: workspace.region,
    name: workspace.name,
    timeZone: workspace.timeZone,
    installingAdminId: adminId,
    sealedToken: seal.seal(token, tokenContext(ACME)),
    atMs: STAGE_MS,
    jobs: [syncContactsJob(ACME, STAGE_MS)],
  });

  async function ask(path: string, conversationId: string, click?: CardClick): Promise<Canvas> {
    const conversation = workspace?.conversations.get(conversationId);
    const admin = workspace?.admins.get(adminId);
    if (workspace === undefined || conversation === undefined || admin === undefined) {
      throw new Error(`there is no conversation ${conversationId}`);
    }
    const body = JSON.stringify(cardPayload(workspace, { conversation, admin }, click));
    const signature = createHmac('sha256', CLIENT.clientSecret).update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-body-signature': signature };
    const answer = await app.inject({ method: 'POST', url: path, payload: body, headers });
    return (answer.json() as { canvas: Canvas }).canvas;
  }

  return {
    workspace,
    deps,
    open: (conversationId) => ask('/canvas/initialize', conversationId),
    click(conversationId, canvas, label, inputs = {}) {
      const { componentId, inputValues } = clickOn(canvas, label);
      const click = { componentId, inputValues: { ...inputs, ...inputValues }, currentCanvas: canvas };
      return ask('/canvas/submit', conversationId, click);
    },
    work: () => worker.runUntilIdle(),
    async close() {
      await worker.stop();
      await app.close();
      await intercom.close();
      await store.close();
      await sandbox.close();
    },
  };
}

type Click = { componentId: string; inputValues: Record<string, string> };

/** What reads exactly so comes before what begins so. */
function clickOn(canvas: Canvas, label: string): Click {
  const found = everythingOn(canvas);
  const hit = found.find(({ reads }) => reads === label) ?? found.find(({ reads }) => reads.startsWith(label));
  if (hit === undefined)
    throw new Error(`nothing on the card begins with "${label}": ${found.map((one) => one.reads)}`);
  return hit.click;
}

function everythingOn({ content }: Canvas): { reads: string; click: Click }[] {
  return content.components.flatMap((component) => {
    const one = (reads: string, componentId: string, inputValues = {}) => ({
      reads,
      click: { componentId, inputValues },
    });
    if (component.type === 'button') return [one(component.label, component.id)];
    if (component.type === 'list') return component.items.map(({ title, id }) => one(title, id));
    if (component.type !== 'single-select') return [];
    return component.options.map(({ text, id }) => one(text, component.id, { [component.id]: id }));
  });
}
