import { randomUUID } from 'node:crypto';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { Agent } from 'undici';
import { acceptBodies } from './http-body.ts';
import { appControlRoutes } from './inbox-api/app-controls.ts';
import { cardRoutes } from './inbox-api/card.ts';
import { controlRoutes } from './inbox-api/controls.ts';
import { conversationRoutes } from './inbox-api/conversations.ts';
import { InboxError } from './inbox-api/inbox-error.ts';
import { pageRoutes } from './inbox-api/pages.ts';
import { refuseOtherSites } from './inbox-api/refuse-other-sites.ts';
import { callSimulationRoutes } from './inbox-api/simulate-calls.ts';
import { contactSimulationRoutes } from './inbox-api/simulate-contacts.ts';
import { conversationSimulationRoutes } from './inbox-api/simulate-conversations.ts';
import { workspaceRoutes } from './inbox-api/workspaces.ts';
import type { MarketplaceApp } from './marketplace-app.ts';
import { recordingRoute } from './media/recording-route.ts';
import { createSignedRecordings } from './media/signed-recordings.ts';
import { namedPlugin } from './named-plugin.ts';
import { authorizeRoutes } from './oauth/authorize-routes.ts';
import { refusalPage } from './oauth/consent-page.ts';
import { tokenPlugin } from './oauth/token-routes.ts';
import { installStatusPlugin } from './rest/install-status.ts';
import { createRegionHosts } from './rest/region-hosts.ts';
import { errorList } from './rest/rest-error.ts';
import { restPlugin } from './rest/rest-plugin.ts';
import { startRecord } from './rest/start-record.ts';
import { createSandboxState, type SandboxState, type Seed } from './state/sandbox-state.ts';
import type { ToApp } from './to-app/uninstall.ts';
import { createWebhooks, type Schedule, type Webhooks } from './webhooks/webhooks.ts';

/** Intercom gives an app about this long for a card. */
const CARD_TIMEOUT_MS = 10_000;

export interface SandboxOptions {
  marketplaceApp: MarketplaceApp;
  /** Epoch milliseconds. */
  clock: () => number;
  log?: FastifyBaseLogger | undefined;
  /** `empty` leaves two workspaces with one teammate each. */
  seed?: Seed | undefined;
  /** REST calls per token and 10-second window. */
  rateLimitPerWindow?: number | undefined;
  cardTimeoutMs?: number | undefined;
  /** This many made-up contacts more in the first workspace. */
  crowd?: number | undefined;
  /** How long the app may take to answer a notification. */
  webhookTimeoutMs?: number | undefined;
  /** False: only what apps see of Intercom, without the pages and what only they ask for. */
  inbox?: boolean | undefined;
  /** When to send a notification again, and to let go of those that are held back. */
  schedule?: Schedule | undefined;
}

export interface Sandbox {
  /** Never listened: `inject` into it, or listen. */
  app: FastifyInstance;
  state: SandboxState;
  webhooks: Webhooks;
}

/** A local Intercom with two workspaces: REST API, OAuth consent, inbox page. Holds everything in memory. */
export function buildSandbox(options: SandboxOptions): Sandbox {
  const { marketplaceApp, clock, log } = options;
  const { seed, rateLimitPerWindow, crowd } = options;
  const state = createSandboxState({ clock, seed, rateLimitPerWindow, crowd });
  const recordings = createSignedRecordings(clock);
  const closing = new AbortController();
  const dispatcher = new Agent();
  const hosts = createRegionHosts();
  const app = fastify({
    rewriteUrl: (request) => hosts.rewriteUrl(request),
    exposeHeadRoutes: false,
    ...(log === undefined ? { logger: false } : { loggerInstance: log }),
    // A client that keeps its connection, or waits for a body that never comes, must not hold up the end.
    forceCloseConnections: true,
  });
  app.addHook('preClose', async () => closing.abort());
  app.addHook('onClose', async () => dispatcher.destroy());
  acceptBodies(app);
  const toApp = { state, marketplaceApp, dispatcher };
  const webhooks = createWebhooks({
    ...toApp,
    closing: closing.signal,
    timeoutMs: options.webhookTimeoutMs,
    schedule: options.schedule,
  });

  app.register(namedPlugin('rest', restPlugin), { state, recordings, hosts, closing: closing.signal });
  app.register(namedPlugin('install status', installStatusPlugin), { state, hosts, closing: closing.signal });
  app.register(namedPlugin('token', tokenPlugin), { ...toApp, hosts, webhooks });
  authorizeRoutes(app, { state, marketplaceApp });
  recordingRoute(app, recordings);
  if (options.inbox !== false) {
    const timeoutMs = options.cardTimeoutMs ?? CARD_TIMEOUT_MS;
    inboxRoutes(app, { ...toApp, webhooks, timeoutMs });
  }

  app.setNotFoundHandler((request, reply) => {
    if (request.headers.accept?.includes('text/html') === true) {
      const html = refusalPage(
        'There is nothing here',
        'This address means nothing to the sandbox. Its inbox is at /.',
      );
      return reply.code(404).type('text/html; charset=utf-8').send(html);
    }
    // An operation that the sandbox does not have was asked for all the same.
    const record = startRecord(state, request);
    record.body = request.body;
    record.status = 404;
    return reply.code(404).send(errorList(randomUUID(), { code: 'not_found', message: 'Resource Not Found' }));
  });
  return { app, state, webhooks };
}

interface InboxOptions extends ToApp {
  webhooks: Webhooks;
  timeoutMs: number;
}

/** The page where somebody is a teammate, and what it asks for. */
function inboxRoutes(app: FastifyInstance, options: InboxOptions): void {
  const { state, marketplaceApp, dispatcher, webhooks, timeoutMs } = options;
  pageRoutes(app, { state });
  app.register(
    async (api) => {
      api.addHook('onRequest', refuseOtherSites);
      api.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
        const status = error instanceof InboxError ? error.status : (error.statusCode ?? 500);
        if (status >= 500) api.log.error(error);
        return reply.code(status).send({ message: error.message });
      });
      await api.register(
        async (controls) => {
          controlRoutes(controls, { state, webhooks });
          appControlRoutes(controls, { state, marketplaceApp, dispatcher, webhooks });
          contactSimulationRoutes(controls, { state });
          conversationSimulationRoutes(controls, { state });
          callSimulationRoutes(controls, { state });
        },
        { prefix: '/sandbox' },
      );
      await api.register(
        async (inbox) => {
          workspaceRoutes(inbox, { state, marketplaceApp });
          conversationRoutes(inbox, { state });
          cardRoutes(inbox, { state, marketplaceApp, dispatcher, timeoutMs });
        },
        { prefix: '/inbox' },
      );
    },
    { prefix: '/api' },
  );
}
