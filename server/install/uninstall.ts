import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Workspace } from '../../db/ports.ts';
import type { Deps } from '../deps.ts';
import { checkBodySignature, checkHubSignature, type SignatureCheck } from '../http/body-signature.ts';
import { jsonBody } from '../http/json-body.ts';
import { rawBody, takeRawBodies } from '../http/raw-body.ts';
import { rememberAddress } from '../http/remember-address.ts';
import { tellOf } from '../http/wide-line.ts';
import { plainId } from '../intercom/plain-id.ts';
import { confirmUninstallJob } from './confirm-uninstall.ts';

/** `{"app_id":"..."}`, with room to grow. */
const MAX_BODY_BYTES = 16 * 1024;
/** Of one address, without a signature: admins uninstall seldom, and each one makes work. */
const UNSIGNED_A_MINUTE = 60;
/** A notice of the uninstall before may come late, and must not end the install that an admin has just made. */
const FRESH_MS = 10 * 60_000;

/**
 * `POST /intercom/uninstall`: Intercom says that an admin removed Callcard. Whether it signs this is not documented. A
 * signed notice ends the install at once; an unsigned one is a hint, which a job confirms by asking Intercom. 200 for
 * every notice that names a workspace, whether it is known or not. Source: Intercom, installing and uninstalling apps.
 */
export async function registerUninstall(scope: FastifyInstance, deps: Deps): Promise<void> {
  takeRawBodies(scope, MAX_BODY_BYTES);
  scope.addHook('onRequest', rememberAddress);
  await scope.register(rateLimit, { max: UNSIGNED_A_MINUTE, timeWindow: '1 minute', allowList: isSigned });
  scope.post('/intercom/uninstall', (request, reply) => takeNotice(request, reply, deps));
}

function isSigned({ headers }: FastifyRequest): boolean {
  return headers['x-body-signature'] !== undefined || headers['x-hub-signature'] !== undefined;
}

/** Undefined: there is no signature. Of two both must be right. */
function checkSignatures({ headers }: FastifyRequest, body: Buffer, secrets: readonly string[]) {
  const checks: SignatureCheck[] = [];
  const { 'x-body-signature': bodySignature, 'x-hub-signature': hubSignature } = headers;
  if (bodySignature !== undefined) checks.push(checkBodySignature(bodySignature, body, secrets));
  if (hubSignature !== undefined) checks.push(checkHubSignature(hubSignature, body, secrets));
  return checks.find(({ ok }) => !ok) ?? checks[0];
}

async function takeNotice(request: FastifyRequest, reply: FastifyReply, deps: Deps): Promise<FastifyReply> {
  const body = rawBody(request.body);
  const check = checkSignatures(request, body, deps.config.intercom.clientSecrets);
  if (check?.ok === false) {
    request.log.warn({ reason: check.reason, bodyBytes: body.length }, 'uninstall notice refused: bad signature');
    return reply.code(401).send();
  }
  const workspaceId = plainId(jsonBody(body)?.app_id);
  if (workspaceId === undefined) return reply.code(400).send();
  const workspace = await deps.store.workspaces.find(workspaceId);
  const outcome = workspace === undefined ? 'unknown_workspace' : await act(workspace, check !== undefined, deps);
  tellOf(request, { workspaceId, outcome });
  return reply.code(200).send();
}

async function act(workspace: Workspace, signed: boolean, deps: Deps): Promise<'uninstalled' | 'unchanged' | 'hint'> {
  const { store, clock, wakeWorker } = deps;
  const { workspaceId, epoch, status, installedAtMs } = workspace;
  if (status === 'uninstalled') return 'unchanged';
  const nowMs = clock();
  const fresh = epoch > 1 && nowMs - installedAtMs < FRESH_MS;
  if (signed && !fresh) {
    const ended = await store.workspaces.markUninstalled({ workspaceId, epoch, atMs: nowMs });
    return ended ? 'uninstalled' : 'unchanged';
  }
  if ((await store.jobs.enqueue([confirmUninstallJob(workspace, { runAtMs: nowMs })], nowMs)) > 0) wakeWorker();
  return 'hint';
}
