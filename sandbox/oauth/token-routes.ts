import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { authenticate } from '../rest/authenticate.ts';
import type { RegionHosts } from '../rest/region-hosts.ts';
import { errorList, RestError } from '../rest/rest-error.ts';
import { exchangeCode } from '../state/installs.ts';
import { type ToApp, uninstall } from '../to-app/uninstall.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';

const exchangeSchema = z.object({ code: z.string(), client_id: z.string(), client_secret: z.string() });

export interface TokenOptions extends ToApp {
  hosts: RegionHosts;
  webhooks: Webhooks;
}

/** Turning a code into a token, and giving an install up. */
export async function tokenPlugin(auth: FastifyInstance, options: TokenOptions): Promise<void> {
  const { state, marketplaceApp, hosts, webhooks } = options;

  auth.setErrorHandler((error: Error, _request, reply) => {
    const refusal = error instanceof RestError ? error : new RestError(400, 'bad_request', error.message);
    return reply.code(refusal.status).send(errorList(randomUUID(), refusal));
  });

  auth.post('/auth/eagle/token', async (request) => {
    const exchange = exchangeSchema.safeParse(request.body).data;
    const known =
      exchange !== undefined &&
      exchange.client_id === marketplaceApp.clientId &&
      sameSecret(exchange.client_secret, marketplaceApp.clientSecret);
    if (!known) throw new RestError(401, 'unauthorized', 'Unauthorized Client');
    const workspaceId = state.installs.codes.get(exchange.code)?.workspaceId;
    const region = hosts.regionOf(request.raw);
    const elsewhere = region !== undefined && state.workspaces.get(workspaceId ?? '')?.region !== region;
    const issued = elsewhere
      ? undefined
      : exchangeCode(state.installs, { code: exchange.code, clientId: exchange.client_id, nowMs: state.clock() });
    if (issued === undefined) throw new RestError(401, 'unauthorized', 'Unauthorized Code');
    webhooks.ping(issued.workspaceId);
    return { token_type: 'Bearer', token: issued.token, access_token: issued.token };
  });

  auth.post('/auth/uninstall', async (request) => {
    const { token } = authenticate(state, request.headers.authorization, hosts.regionOf(request.raw));
    // It is told of this as of any other uninstall, and not waited for.
    void uninstall(token.workspaceId, { ...options, signed: true });
    return {};
  });
}

function sameSecret(given: string, wanted: string): boolean {
  const digest = (secret: string) => createHash('sha256').update(secret).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
