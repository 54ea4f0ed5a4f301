import cookiePlugin from '@fastify/cookie';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Workspace } from '../../db/ports.ts';
import type { Deps } from '../deps.ts';
import { registerAssets } from '../http/assets.ts';
import { namedScope } from '../http/named-scope.ts';
import { keepPrivate, sendPage } from '../http/page.ts';
import { answerFailure } from './answer-failure.ts';
import { connectWorkspace } from './connect-workspace.ts';
import { registerConsent } from './consent.ts';
import { InstallFailure, nameFailure } from './failures.ts';
import { marketplaceSuccess } from './marketplace.ts';
import { connectedPage, homePage, unknownRegionPage } from './pages.ts';
import { queryText } from './query.ts';
import { type InstallStart, readRegion } from './regions.ts';
import { endSession, readSession, startSession } from './session.ts';
import { finishSignIn, registerSignIn, takeDestination } from './sign-in.ts';
import { spendState } from './spend-state.ts';
import { readState } from './state.ts';
import { stateCookie } from './state-cookie.ts';
import { isUnderWay, readSyncProgress } from './sync-progress.ts';

/** How long each of Intercom's two answers during an install may take. */
const INTERCOM_TIMEOUT_MS = 10_000;

/**
 * The public pages and the install through Intercom's OAuth: `/`, `/install`, `/oauth/callback`, `/connected` and what
 * they link to. Helmet and rate limits are the app's.
 */
export async function registerInstall(
  app: FastifyInstance,
  deps: Deps,
  options: { intercomTimeoutMs: number } = { intercomTimeoutMs: INTERCOM_TIMEOUT_MS },
): Promise<void> {
  const fill = async (scope: FastifyInstance) => {
    if (!scope.hasReplyDecorator('setCookie')) await scope.register(cookiePlugin);
    registerAssets(scope);
    await registerPages(scope, deps, options.intercomTimeoutMs);
  };
  await app.register(namedScope('install', fill));
}

async function registerPages(scope: FastifyInstance, deps: Deps, timeoutMs: number): Promise<void> {
  const cookie = stateCookie(deps.config.publicUrl);
  const consent = await registerConsent(scope, deps, { cookie, timeoutMs });
  // A HEAD request would issue or spend states without anybody seeing a page.
  const quietly = { exposeHeadRoute: false };

  scope.get('/', quietly, async (_request, reply) => sendPage(reply, 200, homePage()));

  scope.get('/install', quietly, async (request, reply) => {
    const source = queryText(request, 'from') === 'appstore' ? 'appstore' : 'website';
    // Intercom's Marketplace sends admins here without a region.
    const region = readRegion(wasGiven(request, 'region') ? queryText(request, 'region') : 'us');
    if (region === undefined) return sendPage(reply, 400, unknownRegionPage(source));
    try {
      const { url } = await consent.begin({ region, source }, request, reply);
      return keepPrivate(reply).redirect(url, 303);
    } catch (error) {
      return answerFailure(request, reply, nameFailure(error, { region, source }));
    }
  });

  // Not limited: what is refused before anything is done must still clear the cookie.
  scope.get('/oauth/callback', { ...quietly, config: { rateLimit: false } }, async (request, reply) => {
    const read = readState(queryText(request, 'state'));
    const ownState = cookie.only(request);
    // Before anything can go wrong: however this ends, this browser is done with this state.
    cookie.remove(request, reply, read?.state);
    const destination = takeDestination(deps, request, reply);
    let start: InstallStart | undefined = read && { region: read.region, source: 'website' };
    try {
      if (read === undefined) {
        // Intercom may report a refusal without the state: this browser's cookie still tells where the install began.
        const own = wasGiven(request, 'error') && !wasGiven(request, 'state') ? ownState : undefined;
        if (own === undefined) throw new InstallFailure('install_state_unknown');
        start = await spendState(deps, cookie, request, own);
        throw new InstallFailure('install_denied', { start });
      }
      const code = queryText(request, 'code');
      if (wasGiven(request, 'error') || code === undefined || code === '') {
        start = await spendState(deps, cookie, request);
        throw new InstallFailure(wasGiven(request, 'error') ? 'install_denied' : 'install_code_missing', { start });
      }
      const { token, state } = await consent.finish(read.region, request);
      start = state;
      if (state.source === 'sign-in') {
        return await finishSignIn(deps, { request, reply }, { token, start: state, destination, timeoutMs });
      }
      const { workspace, admin } = await connectWorkspace(deps, { token, start: state, timeoutMs });
      if (admin.emailVerified) startSession(deps, reply, { workspace, adminId: admin.id });
      // Whoever was signed in here before does not stay so under another install.
      else endSession(deps, reply);
      const { workspaceId, region, epoch } = workspace;
      request.log.info({ workspaceId, region, epoch, source: state.source }, 'workspace connected');
      return keepPrivate(reply).redirect(state.source === 'appstore' ? marketplaceSuccess() : CONNECTED_PATH, 303);
    } catch (error) {
      return answerFailure(request, reply, nameFailure(error, start));
    }
  });

  registerSignIn(scope, deps, { consent, options: quietly });

  scope.get('/connected', quietly, async (request, reply) => {
    try {
      const signedIn = await readSession(deps, request);
      const connected = signedIn?.workspace.status === 'connected' ? signedIn.workspace : undefined;
      const sync = connected && (await readSyncProgress(deps, connected));
      if (sync !== undefined && isUnderWay(sync)) reply.header('refresh', REFRESH_SECONDS);
      const details = connected && { workspace: connected, inboxUrl: inboxUrl(deps, connected), sync };
      return sendPage(reply, 200, connectedPage(details, wasGiven(request, 'installed')));
    } catch (error) {
      return answerFailure(request, reply, nameFailure(error, undefined));
    }
  });
}

/** While contacts are read, the page is loaded anew so often: it has no script that could ask. */
const REFRESH_SECONDS = 5;
/** Where an install that began on our own page ends. */
const CONNECTED_PATH = '/connected?installed=1';

/** The workspace's inbox, on the host where its admin consented. */
function inboxUrl({ config }: Deps, { region, workspaceId }: Workspace): string {
  return `${new URL(config.intercom.authorizeUrls[region]).origin}/a/inbox/${encodeURIComponent(workspaceId)}`;
}

function wasGiven(request: FastifyRequest, name: string): boolean {
  return typeof request.query === 'object' && request.query !== null && name in request.query;
}
