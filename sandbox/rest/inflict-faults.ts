import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import { type Faults, type FaultTarget, strikes } from '../faults.ts';
import { rateLimitExceeded } from './rate-limit.ts';
import { contactMerged } from './rest-context.ts';
import { errorList, RestError } from './rest-error.ts';

/** The faults that strike before a request has any effect. `closing` ends a wait when the sandbox stops. */
export async function inflictBefore(
  faults: Faults,
  target: FaultTarget,
  limits: { perWindow: number; nowMs: number; closing: AbortSignal },
): Promise<void> {
  if (strikes(faults.slowMs, target)) {
    await wait(faults.slowMs.ms, undefined, { signal: limits.closing, ref: false }).catch(() => undefined);
  }
  if (strikes(faults.tokenRevoked, target)) throw new RestError(401, 'token_revoked', 'Access token has been revoked');
  if (strikes(faults.rateLimited, target)) {
    const { ms } = faults.rateLimited;
    throw rateLimitExceeded(limits.perWindow, ms === undefined ? undefined : limits.nowMs + ms);
  }
  const merged = faults.contactMerged;
  const isThatContact = target.method === 'GET' && target.path === `/contacts/${merged?.contactId}`;
  if (isThatContact && strikes(merged, target)) throw contactMerged(merged.intoContactId);
  const error = faults.serverError;
  if (error?.afterEffect !== true && strikes(error, target)) {
    throw new RestError(error.status ?? 500, 'server_error', 'Something went wrong');
  }
}

/** The faults that strike once the request has taken effect: the answer to send instead of `payload`. */
export function inflictAfter(faults: Faults, target: FaultTarget, reply: FastifyReply, payload: unknown): unknown {
  const error = faults.serverError;
  if (error?.afterEffect === true && strikes(error, target)) {
    reply
      .code(error.status ?? 500)
      .type('application/json; charset=utf-8')
      .removeHeader('content-length');
    return JSON.stringify(errorList(reply.request.id, { code: 'server_error', message: 'Something went wrong' }));
  }
  if (typeof payload === 'string' && strikes(faults.stalledBody, target)) {
    reply.removeHeader('content-length');
    return stalling(payload);
  }
  return payload;
}

/** A body whose second half never comes. */
function stalling(payload: string): Readable {
  const body = new Readable({ read() {} });
  body.push(payload.slice(0, Math.ceil(payload.length / 2)));
  return body;
}
