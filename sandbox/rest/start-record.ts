import type { FastifyRequest } from 'fastify';
import { type RecordedRequest, recordRequest } from '../state/request-log.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

/** Puts a request into the log; who asked, the body and the outcome are filled in as they become known. */
export function startRecord(state: SandboxState, request: FastifyRequest): RecordedRequest {
  const [path = '/'] = request.url.split('?');
  const version = request.headers['intercom-version'];
  return recordRequest(state.requests, {
    method: request.method,
    path,
    query: request.query as Record<string, unknown>,
    body: undefined,
    workspaceId: undefined,
    intercomVersion: typeof version === 'string' ? version : undefined,
    status: undefined,
    atMs: state.clock(),
  });
}
