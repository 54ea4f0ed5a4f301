import type { FastifyRequest } from 'fastify';

/** One value of the query; undefined when it is missing or was given twice, so nobody has to guess which one counts. */
export function queryText(request: FastifyRequest, name: string): string | undefined {
  const query: unknown = request.query;
  if (typeof query !== 'object' || query === null) return undefined;
  const value: unknown = Object.entries(query).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : undefined;
}
