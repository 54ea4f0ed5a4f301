import type { FastifyRequest } from 'fastify';

type Fields = Readonly<Record<string, unknown>>;

const told = new WeakMap<FastifyRequest, Fields>();

/** What the one line that says that a request was answered is to tell of it besides. The last call counts. */
export function tellOf(request: FastifyRequest, fields: Fields): void {
  told.set(request, fields);
}

export function toldOf(request: FastifyRequest): Fields | undefined {
  return told.get(request);
}
