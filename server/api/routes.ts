import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';
import { namedScope } from '../http/named-scope.ts';
import { createMirrorShelf } from '../mirror/reader.ts';
import { requireApiKey } from './access.ts';
import { answerProblem } from './answer-problem.ts';
import { registerApiDocument } from './document-routes.ts';
import { handCall, readCall } from './fin-voice-calls.ts';
import { findCaller } from './find-caller.ts';
import { serveOperation } from './operation.ts';
import { FIND_CALLER, HAND_CALL, READ_CALL } from './operations.ts';
import { ApiProblem } from './problems.ts';

/** Per client address: of what anybody may read, and of addresses that mean nothing. */
const PUBLIC_REQUESTS_A_MINUTE = 300;

/**
 * Callcard's own API, for dialers and phone systems. To be registered with the prefix `/api/v1`, in a scope that
 * remembers addresses.
 */
export async function registerApi(scope: FastifyInstance, deps: Deps): Promise<void> {
  scope.setErrorHandler(answerProblem);
  // A problem quotes names that were sent: the same JSON, but nothing that a program could take for markup.
  scope.setReplySerializer((payload) => JSON.stringify(payload).replaceAll('<', '\\u003c'));
  await scope.register(rateLimit, {
    ...{ max: PUBLIC_REQUESTS_A_MINUTE, timeWindow: '1 minute', global: false },
    errorResponseBuilder: (_request, { ttl }) =>
      new ApiProblem('rate_limited', { retryAfter: Math.max(1, Math.ceil(ttl / 1000)) }),
  });
  scope.setNotFoundHandler({ preHandler: scope.rateLimit() }, () => {
    throw new ApiProblem('not_found');
  });
  await scope.register(namedScope('document', (pages) => registerApiDocument(pages, deps)));
  await scope.register(namedScope('operations', (operations) => registerOperations(operations, deps)));
}

async function registerOperations(scope: FastifyInstance, deps: Deps): Promise<void> {
  scope.removeContentTypeParser('text/plain');
  const shelf = createMirrorShelf();
  scope.addHook('onClose', () => shelf.writeBack.settled());
  const accessOf = requireApiKey(scope, deps, shelf.writeBack.later);

  serveOperation(scope, FIND_CALLER, accessOf, async ({ access: { workspace }, parameters: { e164 }, log }) => {
    const content = await findCaller(e164, { deps, workspace, shelf, log });
    return { status: 200, content };
  });
  serveOperation(scope, HAND_CALL, accessOf, async ({ access: { workspace }, body }) => {
    const { isNew, call } = await handCall(body, { deps, workspace });
    return { status: isNew ? 202 : 200, content: call };
  });
  serveOperation(scope, READ_CALL, accessOf, async ({ access: { workspace }, parameters: { callId } }) => {
    return { status: 200, content: await readCall(callId, { deps, workspace }) };
  });
}
