import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { FaultTarget } from '../faults.ts';
import type { RecordedRequest } from '../state/request-log.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { checkApiVersion } from './api-version.ts';
import { authenticate } from './authenticate.ts';
import { inflictAfter, inflictBefore } from './inflict-faults.ts';
import { countCall, rateHeaders, rateLimitExceeded } from './rate-limit.ts';
import type { RegionHosts } from './region-hosts.ts';
import type { Caller, RestContext } from './rest-context.ts';
import { errorList, RestError } from './rest-error.ts';
import { startRecord } from './start-record.ts';

export interface RestOptions {
  state: SandboxState;
  hosts: RegionHosts;
  /** Aborted when the sandbox stops. */
  closing: AbortSignal;
}

const CALLER = 'sandboxCaller';
const RECORD = 'sandboxRecord';

/** What every route of a plugin does first and last: record, authenticate, count, misbehave if told to, answer. */
export function answerAsRest(rest: FastifyInstance, options: RestOptions): RestContext {
  const { state, hosts, closing } = options;
  const context: RestContext = { state, callerOf: (request) => request.getDecorator<Caller>(CALLER) };
  rest.decorateRequest(CALLER, null);
  rest.decorateRequest(RECORD, null);

  rest.addHook('onRequest', async (request, reply) => {
    const record = startRecord(state, request);
    request.setDecorator(RECORD, record);
    const caller = authenticate(state, request.headers.authorization, hosts.regionOf(request.raw));
    request.setDecorator(CALLER, caller);
    record.workspaceId = caller.workspace.id;
    const standing = countCall(state, caller.token.token);
    reply.headers(rateHeaders(standing));
    if (standing.remaining < 0) throw rateLimitExceeded(standing.limit);
    checkApiVersion(record.intercomVersion, record.path);
  });

  rest.addHook('preHandler', async (request) => {
    const record = request.getDecorator<RecordedRequest>(RECORD);
    record.body = request.body;
    const limits = { perWindow: state.rateLimitPerWindow, nowMs: state.clock(), closing };
    await inflictBefore(state.faults, targetOf(record), limits);
  });

  rest.addHook('onSend', async (request, reply, payload) => {
    const record = request.getDecorator<RecordedRequest>(RECORD);
    const answer = reply.statusCode < 400 ? inflictAfter(state.faults, targetOf(record), reply, payload) : payload;
    record.status = reply.statusCode;
    return answer;
  });

  rest.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const refusal = asRestError(error);
    if (refusal.status >= 500) request.log.error(error);
    return reply.code(refusal.status).headers(refusal.headers).send(errorList(randomUUID(), refusal));
  });
  return context;
}

function asRestError(error: Error & { statusCode?: number }): RestError {
  if (error instanceof RestError) return error;
  const status = error.statusCode ?? 500;
  return status < 500
    ? new RestError(status, 'bad_request', error.message)
    : new RestError(500, 'server_error', 'Something went wrong');
}

function targetOf(record: RecordedRequest): FaultTarget {
  return { method: record.method, path: record.path, workspaceId: record.workspaceId };
}
