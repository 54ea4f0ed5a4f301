import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { expect, onTestFinished } from 'vitest';
import type { Canvas } from '../../canvas/kit/components.ts';
import { renderText } from '../../canvas/kit/render-text.ts';
import { validateCanvas } from '../../canvas/kit/validate.ts';
import type { Store } from '../../db/ports.ts';
import { buildSandbox } from '../../sandbox/build-sandbox.ts';
import { type CardClick, cardPayload } from '../../sandbox/card/payload.ts';
import { issueToken } from '../../sandbox/state/installs.ts';
import type { RecordedRequest } from '../../sandbox/state/request-log.ts';
import type { SandboxState } from '../../sandbox/state/sandbox-state.ts';
import type { Deps } from '../../server/deps.ts';
import { tokenContext } from '../../server/install/token-context.ts';
import type { Intercom } from '../../server/intercom/intercom.ts';
import { captureLog } from '../logs/capture.ts';
import { type Outside, type Settings, startCallcard, tokenKey } from './callcard.ts';

export const ACME = 'acmeus1';
export const BOREA = 'boreaeu1';
export const CLIENT_SECRET = 'test-client-secret-0123456789';
const CLIENT = { clientId: 'test-client', clientSecret: CLIENT_SECRET };

/** A teammate's room: the whole app in process, a fresh database, and a sandbox workspace to act on. */
export interface Room {
  /** Another one after a restart, as is `store`. */
  readonly app: FastifyInstance;
  sandbox: SandboxState;
  readonly store: Store;
  readonly deps: Deps;
  /** Everything that was logged, as JSON lines. */
  logged: () => string;
  /** Posts any bytes to a canvas route, signed with `secret`; undefined leaves the header out. */
  post(
    path: string,
    body: string,
    options?: { secret?: string | undefined; signature?: string },
  ): Promise<{ status: number; body: string }>;
  /** Opens a conversation as a teammate does; the card is checked against Canvas Kit's limits. */
  open(conversationId: string, options?: { as?: string; workspaceId?: string }): Promise<OpenCard>;
  /** The conversation of a sandbox contact: the first whose source is of this type. */
  conversationOf(contactName: string | undefined, sourceType?: string, workspaceId?: string): string;
  /** What Callcard wrote to Intercom. */
  writes(): RecordedRequest[];
  installIn(workspaceId: string): Promise<void>;
  /** Stops Callcard and starts it again with these settings changed. What was only in memory is gone. */
  restart(changes: Settings): Promise<void>;
  /** Starts one more Callcard with the same settings, on the same database, and posts to that one. */
  another(): Promise<Pick<Room, 'post'>>;
}

export interface OpenCard {
  canvas: Canvas;
  text: string;
  /** The body that would be sent for this click: to send it again, or changed. */
  payload(componentId: string, inputValues?: Record<string, unknown>): string;
  click(componentId: string, inputValues?: Record<string, unknown>): Promise<OpenCard>;
  /** The id of the list item, button or option that a teammate would read as `label`. */
  idOf(label: string): string;
}

/** The afternoon on which all tests of cards take place: Jan 8, 2026 at 1:05PM in New York. */
export const NOW_MS = Date.UTC(2026, 0, 8, 18, 5);

export interface RoomOptions {
  deadlineMs?: number;
  /** Epoch milliseconds; it need not stand still. */
  clock?: () => number;
  /** A file outlives `restart`. */
  databasePath?: string;
  /** Any `DATABASE_URL` instead. */
  databaseUrl?: string;
  /** What Callcard gets instead of the store: for a database that does not do what it should. */
  storeFrom?: (store: Store) => Store;
  /** Instead of the client of the real Intercom, which would ask the sandbox over a connection. */
  intercomFrom?: (sandbox: FastifyInstance) => Intercom;
  /** Whether the sandbox also has its page, by whose API calls begin and end. */
  inbox?: boolean;
  /** Instead of one that is kept until the end of the run: for a test that logs more than can be kept. */
  log?: Logger;
}

export async function openRoom(options: RoomOptions = {}): Promise<Room> {
  const { log, lines } = options.log === undefined ? captureLog() : { log: options.log, lines: [] };
  const clock = options.clock ?? (() => NOW_MS);
  const { app: sandboxApp, state: sandbox } = buildSandbox({
    clock,
    inbox: options.inbox ?? false,
    marketplaceApp: {
      ...CLIENT,
      name: 'Callcard',
      initializeUrl: 'http://127.0.0.1:9/canvas/initialize',
      submitUrl: 'http://127.0.0.1:9/canvas/submit',
      redirectUrls: ['https://callcard.test/oauth/callback'],
      installUrl: 'http://127.0.0.1:9/install',
    },
  });
  await sandboxApp.listen({ port: 0, host: '127.0.0.1' });
  const { port } = sandboxApp.server.address() as AddressInfo;
  const settings: Settings = {
    INTERCOM_CLIENT_ID: CLIENT.clientId,
    INTERCOM_CLIENT_SECRET: CLIENT.clientSecret,
    TOKEN_KEYS: tokenKey('k1', 3),
    INTERCOM_API_URL: `http://127.0.0.1:${port}`,
    INTERCOM_AUTHORIZE_URL: `http://127.0.0.1:${port}/oauth`,
    PUBLIC_URL: 'https://callcard.test',
    CANVAS_DEADLINE_MS: String(options.deadlineMs ?? 4000),
    DATABASE_URL: options.databaseUrl ?? `file:${options.databasePath ?? ':memory:'}`,
  };
  const storeFrom = options.storeFrom ?? ((store: Store) => store);
  const outside: Outside = { clock, log, storeFrom, intercom: options.intercomFrom?.(sandboxApp) };
  let callcard = await startCallcard(settings, outside);
  onTestFinished(async () => {
    await callcard.close();
    await sandboxApp.close();
  });

  const postTo =
    (app: () => FastifyInstance): Room['post'] =>
    async (path, body, { secret = CLIENT.clientSecret, signature } = {}) => {
      const signed = signature ?? createHmac('sha256', secret).update(body).digest('hex');
      const answer = await app().inject({
        method: 'POST',
        url: path,
        payload: body,
        headers: { 'content-type': 'application/json', 'x-body-signature': signed },
      });
      return { status: answer.statusCode, body: answer.body };
    };
  const post = postTo(() => callcard.app);

  const workspaceOf = (workspaceId: string) => {
    const workspace = sandbox.workspaces.get(workspaceId);
    if (workspace === undefined) throw new Error(`the sandbox has no workspace ${workspaceId}`);
    return workspace;
  };

  const installIn: Room['installIn'] = async (workspaceId) => {
    const workspace = workspaceOf(workspaceId);
    const adminId = workspace.installingAdminId;
    const { token } = issueToken(sandbox.installs, {
      clientId: CLIENT.clientId,
      workspaceId,
      adminId,
      nowMs: NOW_MS,
    });
    await callcard.store.workspaces.install({
      workspaceId,
      region: workspace.region,
      name: workspace.name,
      timeZone: workspace.timeZone,
      installingAdminId: adminId,
      sealedToken: callcard.seal.seal(token, tokenContext(workspaceId)),
      atMs: NOW_MS,
    });
  };

  const shown = (body: string, first: boolean, send: (click: CardClick) => string): OpenCard => {
    const { canvas } = JSON.parse(body) as { canvas: Canvas };
    expect(validateCanvas(canvas, { location: 'inbox', first })).toEqual([]);
    const payload: OpenCard['payload'] = (componentId, inputValues = {}) =>
      send({ componentId, inputValues, currentCanvas: canvas });
    return {
      canvas,
      text: renderText(canvas),
      payload,
      click: async (componentId, inputValues) => {
        const answer = await post('/canvas/submit', payload(componentId, inputValues));
        expect(answer.status).toBe(200);
        return shown(answer.body, false, send);
      },
      idOf: (label) => {
        const found = canvas.content.components
          .flatMap((one): { id: string; label: string }[] => {
            if (one.type === 'list') return one.items.map((row) => ({ id: row.id, label: row.title }));
            if (one.type === 'button') return [{ id: one.id, label: one.label }];
            if (one.type === 'single-select') return one.options.map((row) => ({ id: row.id, label: row.text }));
            return [];
          })
          .find((one) => one.label === label);
        if (found === undefined) throw new Error(`nothing on the card reads "${label}":\n${renderText(canvas)}`);
        return found.id;
      },
    };
  };

  await installIn(ACME);
  return {
    get app() {
      return callcard.app;
    },
    sandbox,
    get store() {
      return callcard.store;
    },
    get deps() {
      return callcard.deps;
    },
    logged: () => lines.join(''),
    post,
    installIn,
    restart: async (changes) => {
      await callcard.close();
      callcard = await startCallcard({ ...settings, ...changes }, outside);
    },
    another: async () => {
      const started = await startCallcard(settings, outside);
      onTestFinished(started.close);
      return { post: postTo(() => started.app) };
    },
    open: async (conversationId, { as, workspaceId = ACME } = {}) => {
      const workspace = workspaceOf(workspaceId);
      const send = (click?: CardClick) => {
        const conversation = workspace.conversations.get(conversationId);
        const admin = workspace.admins.get(as ?? workspace.installingAdminId);
        if (conversation === undefined || admin === undefined) throw new Error('no such conversation or teammate');
        return JSON.stringify(cardPayload(workspace, { conversation, admin }, click));
      };
      const answer = await post('/canvas/initialize', send());
      expect(answer.status).toBe(200);
      return shown(answer.body, true, send);
    },
    conversationOf: (contactName, sourceType, workspaceId = ACME) => {
      const workspace = workspaceOf(workspaceId);
      const found = [...workspace.conversations.values()].find(
        ({ contactIds, source }) =>
          workspace.contacts.get(contactIds[0] ?? '')?.name === contactName &&
          (sourceType === undefined || source.type === sourceType),
      );
      if (found === undefined) throw new Error(`the sandbox has no ${sourceType} conversation of ${contactName}`);
      return found.id;
    },
    writes: () => sandbox.requests.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/search')),
  };
}
