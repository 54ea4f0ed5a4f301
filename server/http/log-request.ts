import type { FastifyRequest } from 'fastify';

/**
 * What is logged of a request: never its query, where OAuth puts its code and state. Use it as the `req` serializer of
 * every logger that fastify gets.
 */
export function logRequest(request: FastifyRequest): { method: string; path: string; remoteAddress: string } {
  return {
    method: request.method,
    path: request.url.split('?', 1)[0] ?? '',
    remoteAddress: request.ip,
  };
}
