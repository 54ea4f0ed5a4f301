import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { checkBodySignature } from '../http/body-signature.ts';
import { jsonBody } from '../http/json-body.ts';
import { rawBody, takeRawBodies } from '../http/raw-body.ts';
import { tellOf } from '../http/wide-line.ts';
import { wireStatus } from '../intercom/app-install.ts';
import { plainId } from '../intercom/plain-id.ts';
import type { InstallStatus } from '../intercom/types.ts';
import { statusOfWorkspace } from './install-status.ts';

/** `{"workspace_id":"..."}`, with room to grow. */
const MAX_BODY_BYTES = 16 * 1024;

/**
 * `POST /intercom/health`: Intercom asks once a day or more how Callcard is doing in a workspace. 401 for a wrong
 * signature, 400 without a workspace, else 200 with a state: `UNKNOWN` when it cannot be told, which is no reason to
 * alarm anybody. Source: Intercom, installation health check.
 */
export function registerHealthCheck(scope: FastifyInstance, deps: Deps): void {
  takeRawBodies(scope, MAX_BODY_BYTES);
  scope.post('/intercom/health', (request, reply) => answer(request, reply, deps));
}

async function answer(request: FastifyRequest, reply: FastifyReply, deps: Deps): Promise<FastifyReply> {
  const body = rawBody(request.body);
  const { clientSecrets } = deps.config.intercom;
  const check = checkBodySignature(request.headers['x-body-signature'], body, clientSecrets);
  if (!check.ok) {
    request.log.warn({ reason: check.reason, bodyBytes: body.length }, 'health check refused: bad signature');
    return reply.code(401).send();
  }
  const workspaceId = plainId(jsonBody(body)?.workspace_id);
  if (workspaceId === undefined) return reply.code(400).send();
  const status = await lookUp(workspaceId, deps).catch((err: unknown): InstallStatus => {
    request.log.error({ err, workspaceId }, 'the health of this workspace cannot be told');
    return { state: 'UNKNOWN' };
  });
  tellOf(request, { workspaceId, state: status.state });
  return reply.send(wireStatus(status));
}

async function lookUp(workspaceId: string, deps: Deps): Promise<InstallStatus> {
  return statusOfWorkspace(await deps.store.workspaces.find(workspaceId), deps);
}
