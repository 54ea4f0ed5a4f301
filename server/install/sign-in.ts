import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import type { OAuthState } from '../../db/ports.ts';
import { readCallDestination } from '../calls/call-reference.ts';
import type { Deps } from '../deps.ts';
import { answerNotFound } from '../http/not-found.ts';
import { keepPrivate } from '../http/page.ts';
import { answerFailure } from './answer-failure.ts';
import type { Consent } from './consent.ts';
import { InstallFailure, nameFailure } from './failures.ts';
import { queryText } from './query.ts';
import { startSession } from './session.ts';
import { STATE_LIFE_MS } from './state.ts';

/** Where a sign-in leads that has forgotten what it was for. */
const CONNECTED_PATH = '/connected';

/**
 * `GET /sign-in?to=<reference>/<file>`: lets Intercom say who is there, and then goes on to what a link on a card is about.
 * `to` can only be made by Callcard, so nobody is sent anywhere else; it also says which workspace, and so which region.
 */
export function registerSignIn(
  scope: FastifyInstance,
  deps: Deps,
  { consent, options }: { consent: Consent; options: RouteShorthandOptions },
): void {
  scope.get('/sign-in', options, async (request, reply) => {
    try {
      const to = readCallDestination(deps.seal, queryText(request, 'to') ?? '');
      const workspace = to && (await deps.store.workspaces.find(to.reference.workspaceId));
      if (to === undefined || workspace === undefined || workspace.epoch !== to.reference.epoch) {
        return answerNotFound(request, reply);
      }
      const start = { region: workspace.region, source: 'sign-in' } as const;
      const { url, state } = await consent.begin(start, request, reply);
      reply.setCookie(cookieName(deps, state), to.text, { ...cookieOptions(deps), maxAge: STATE_LIFE_MS / 1000 });
      return keepPrivate(reply).redirect(url, 303);
    } catch (error) {
      return answerFailure(request, reply, nameFailure(error, undefined));
    }
  });
}

/**
 * Ends a sign-in: whose token it is says who is there. The token is for nothing else and is forgotten, the install of the
 * workspace stays as it is. Throws `InstallFailure`, `IntercomError` or `StoreUnavailableError`.
 */
export async function finishSignIn(
  deps: Deps,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  signIn: { token: string; start: OAuthState; destination: string; timeoutMs: number },
): Promise<FastifyReply> {
  const { token, start, destination } = signIn;
  const client = deps.intercom.connect({ workspaceId: undefined, region: start.region, token });
  const admin = await client.me({ deadlineAtMs: deps.clock() + signIn.timeoutMs });
  const workspaceId = admin.app?.workspaceId ?? '';
  if (workspaceId === '') throw new InstallFailure('install_workspace_missing', { start, detail: 'me_without_app' });
  const workspace = await deps.store.workspaces.find(workspaceId);
  if (workspace?.status !== 'connected') throw new InstallFailure('sign_in_not_connected', { start });
  if (!admin.emailVerified) throw new InstallFailure('sign_in_unverified', { start });
  startSession(deps, reply, { workspace, adminId: admin.id });
  request.log.info({ workspaceId, epoch: workspace.epoch }, 'a teammate signed in');
  return keepPrivate(reply).redirect(destination, 303);
}

/**
 * Where the sign-in was to lead that comes back here; from now on the browser has forgotten it. A cookie comes from
 * outside: only an address that Callcard made is followed.
 */
export function takeDestination(deps: Deps, request: FastifyRequest, reply: FastifyReply): string {
  const name = cookieName(deps, queryText(request, 'state') ?? '');
  const text = request.cookies[name];
  if (text === undefined) return CONNECTED_PATH;
  reply.clearCookie(name, cookieOptions(deps));
  return readCallDestination(deps.seal, text)?.path ?? CONNECTED_PATH;
}

/** One for each sign-in, so that several links can be opened at once. */
function cookieName({ config }: Deps, state: string): string {
  const prefix = config.publicUrl.startsWith('https:') ? '__Host-' : '';
  return `${prefix}callcard_to_${createHash('sha256').update(state).digest('hex').slice(0, 16)}`;
}

function cookieOptions({ config }: Deps) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: config.publicUrl.startsWith('https:') } as const;
}
