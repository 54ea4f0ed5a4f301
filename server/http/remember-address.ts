import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';

/**
 * For `onRequest`, before a rate limit: whoever hangs up in the meantime has no address any more, which the limit would
 * fail for. It is read while it is there.
 */
export function rememberAddress(request: FastifyRequest, _reply: FastifyReply, done: HookHandlerDoneFunction): void {
  Object.defineProperty(request, 'ip', { value: request.ip ?? 'gone' });
  done();
}
