import oauth2, { type OAuth2Namespace } from '@fastify/oauth2';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OAuthState, Region } from '../../db/ports.ts';
import type { Deps } from '../deps.ts';
import { InstallFailure } from './failures.ts';
import { type InstallStart, REGIONS } from './regions.ts';
import { spendState } from './spend-state.ts';
import { hashState, newState, STATE_LIFE_MS } from './state.ts';
import type { StateCookie } from './state-cookie.ts';
import { readExchangeError, readToken } from './token-answer.ts';

/** More than any token answer: what is longer is not one. */
const TOKEN_ANSWER_MAX_BYTES = 64 * 1024;

export interface Consent {
  /** Issues a state, and gives it with the address of Intercom's consent page. */
  begin(start: InstallStart, request: FastifyRequest, reply: FastifyReply): Promise<{ url: string; state: string }>;
  /** Uses the state up and exchanges the code for a token. Throws `InstallFailure` or `StoreUnavailableError`. */
  finish(region: Region, request: FastifyRequest): Promise<{ token: string; state: OAuthState }>;
}

/** Intercom's OAuth, once for each region, in `scope`. `timeoutMs` holds for the head of the token answer and its body. */
export async function registerConsent(
  scope: FastifyInstance,
  deps: Deps,
  options: { cookie: StateCookie; timeoutMs: number },
): Promise<Consent> {
  const { cookie } = options;
  const { intercom, publicUrl } = deps.config;
  const begun = new WeakMap<FastifyRequest, InstallStart>();
  const spent = new WeakMap<FastifyRequest, OAuthState>();

  const register = async (region: Region): Promise<OAuth2Namespace> => {
    const name = `oauth2Install${region === 'us' ? 'Us' : region === 'eu' ? 'Eu' : 'Au'}` as const;
    const api = new URL(intercom.apiUrls[region]);
    const authorize = new URL(intercom.authorizeUrls[region]);
    await scope.register(oauth2, {
      name,
      credentials: {
        client: { id: intercom.clientId, secret: intercom.clientSecrets[0] },
        auth: {
          tokenHost: api.origin,
          tokenPath: `${api.pathname.replace(/\/+$/, '')}/auth/eagle/token`,
          authorizeHost: authorize.origin,
          authorizePath: authorize.pathname,
        },
        http: { timeout: options.timeoutMs, maxBytes: TOKEN_ANSWER_MAX_BYTES },
        options: { authorizationMethod: 'body' },
      },
      userAgent: 'Callcard',
      callbackUri: `${publicUrl}/oauth/callback`,
      redirectStateCookieName: cookie.name,
      cookie: cookie.options,
      generateStateFunction: async (request) => {
        const state = newState(region);
        const createdAtMs = deps.clock();
        await deps.store.oauthStates.issue({
          stateHash: hashState(state),
          region,
          source: begun.get(request)?.source ?? 'website',
          createdAtMs,
          expiresAtMs: createdAtMs + STATE_LIFE_MS,
        });
        return state;
      },
      checkStateFunction: async (request) => {
        spent.set(request, await spendState(deps, cookie, request));
        return true;
      },
    });
    const client = scope[name];
    if (client === undefined) throw new Error(`@fastify/oauth2 did not provide ${name}`);
    return client;
  };

  const clients = new Map<Region, OAuth2Namespace>();
  for (const region of REGIONS) clients.set(region, await register(region));
  const clientFor = (region: Region): OAuth2Namespace => {
    const client = clients.get(region);
    if (client === undefined) throw new Error(`No OAuth client for the region ${region}`);
    return client;
  };

  return {
    async begin(start, request, reply) {
      begun.set(request, start);
      const address = new URL(await clientFor(start.region).generateAuthorizationUri(request, reply));
      // Scopes are chosen in Intercom's Developer Hub; without one the plugin would ask for "undefined".
      address.searchParams.delete('scope');
      // Instead of the plugin's cookie, which knows one install only.
      const state = address.searchParams.get('state') ?? '';
      cookie.add(request, reply, state);
      return { url: address.href, state };
    },

    async finish(region, request) {
      const answer = await clientFor(region)
        .getAccessTokenFromAuthorizationCodeFlow(request)
        .catch((error: unknown) => {
          const start = spent.get(request);
          // Not spent: the state was refused or the database is down, and the error says so itself.
          if (start === undefined) throw error;
          const { code, detail } = readExchangeError(error);
          throw new InstallFailure(code, { start, detail });
        });
      const state = spent.get(request);
      if (state === undefined) throw new Error('A code was exchanged without a state');
      const token = readToken(answer.token);
      if (token === undefined)
        throw new InstallFailure('install_token_incomplete', { start: state, detail: 'no_token' });
      return { token, state };
    },
  };
}
