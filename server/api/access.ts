import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import type { ApiKey } from '../../db/caller-ports.ts';
import type { Workspace } from '../../db/ports.ts';
import type { Deps } from '../deps.ts';
import { tellOf } from '../http/wide-line.ts';
import type { WriteBack } from '../mirror/write-back.ts';
import { hashApiKey, keyInHeader } from './api-key.ts';
import { ApiProblem } from './problems.ts';

/** Whoever holds this sent a key of the workspace, which is connected. There is no other way to get one. */
export interface Access {
  workspace: Workspace;
  key: ApiKey;
}

/** Far more than a busy phone system needs. */
const REQUESTS_A_MINUTE = 600;
/** Of one address. Right keys from there still pass: behind one address there may be several phone systems. */
const WRONG_KEYS_A_MINUTE = 20;
const WINDOW_MS = 60_000;

/**
 * Lets only those into the scope who send a key, and not too often. Needs `@fastify/rate-limit` there.
 * Returns who is asking, for the handlers in the scope.
 */
export function requireApiKey(
  scope: FastifyInstance,
  deps: Deps,
  later: WriteBack['later'],
): (request: FastifyRequest) => Access {
  const granted = new WeakMap<FastifyRequest, Access>();
  const accessOf = (request: FastifyRequest): Access => {
    const access = granted.get(request);
    if (access === undefined) throw new ApiProblem('key_missing');
    return access;
  };
  const limited = { timeWindow: WINDOW_MS };
  const countWrongKey = scope.createRateLimit({ ...limited, max: WRONG_KEYS_A_MINUTE });
  const countRequest = scope.createRateLimit({
    ...limited,
    max: REQUESTS_A_MINUTE,
    keyGenerator: (request) => accessOf(request).key.keyId,
  });

  scope.addHook('onRequest', async (request) => {
    const key = await keyOf(request, deps).catch(async (error: unknown) => {
      if (error instanceof ApiProblem && error.status === 401) refuseExceeded(await countWrongKey(request));
      throw error;
    });
    const { workspaceId, keyId } = key;
    tellOf(request, { workspaceId, keyId });
    const workspace = await connectedWorkspace(deps, workspaceId);
    granted.set(request, { workspace, key });
    refuseExceeded(await countRequest(request));
    noteUse(deps, key, later, request.log);
  });
  return accessOf;
}

type Count = Awaited<ReturnType<ReturnType<FastifyInstance['createRateLimit']>>>;

function refuseExceeded(count: Count): void {
  if (count.isAllowed || !count.isExceeded) return;
  throw new ApiProblem('rate_limited', { retryAfter: Math.max(1, count.ttlInSeconds) });
}

async function keyOf(request: FastifyRequest, { store }: Deps): Promise<ApiKey> {
  const given = keyInHeader(request.headers.authorization);
  if (given === undefined) throw new ApiProblem('key_missing');
  const key = await store.apiKeys.findByHash(hashApiKey(given));
  if (key === undefined) throw new ApiProblem('key_unknown');
  if (key.revokedAtMs !== undefined) throw new ApiProblem('key_revoked');
  return key;
}

async function connectedWorkspace({ store }: Deps, workspaceId: string): Promise<Workspace> {
  const workspace = await store.workspaces.find(workspaceId);
  if (workspace === undefined || workspace.status === 'uninstalled') throw new ApiProblem('workspace_uninstalled');
  if (workspace.status === 'disconnected') throw new ApiProblem('workspace_disconnected');
  return workspace;
}

/** For whoever lists keys; nobody waits for it. */
function noteUse({ store, clock }: Deps, key: ApiKey, later: WriteBack['later'], log: FastifyBaseLogger): void {
  const { workspaceId, keyId } = key;
  const noted = store.apiKeys
    .used({ workspaceId, keyId, atMs: clock() })
    .catch((err: unknown) => log.warn({ err, keyId }, 'that an API key was used could not be written down'));
  later(noted, log);
}
