import type { FastifyRequest } from 'fastify';

/** A run of so many digits may be somebody's phone number; with a plus in front, as it is or encoded. */
const NUMBERS = /(?:\+|%2b)?\d[\d ().%-]{5,}/gi;

/**
 * What is logged of a request: never its query, where OAuth puts its code and state, and never what stands in the path
 * for a parameter, which may be a phone number. Use it as the `req` serializer of every logger that fastify gets.
 */
export function logRequest(request: FastifyRequest): { method: string; path: string; remoteAddress: string } {
  const { url } = request.routeOptions;
  return {
    method: request.method,
    // Of no route: somebody mistyped it, the number in it included.
    path: url ?? (request.url.split('?', 1)[0] ?? '').replaceAll(NUMBERS, '...'),
    remoteAddress: request.ip,
  };
}
