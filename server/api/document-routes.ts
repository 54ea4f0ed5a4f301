import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';
import { renderPage } from '../http/page.ts';
import { apiPage } from './api-page.ts';
import { openApiDocument } from './openapi.ts';

/** `GET /api/v1/openapi.json` for programs and `GET /api/v1` for people: what the API is, for anybody. */
export function registerApiDocument(scope: FastifyInstance, { config }: Pick<Deps, 'config'>): void {
  const document = openApiDocument(config.publicUrl);
  const text = JSON.stringify(document, undefined, 2);
  const page = renderPage(apiPage(document));
  const onRequest = scope.rateLimit();
  scope.get('/openapi.json', { onRequest }, async (_request, reply) =>
    // Not of anybody in particular: tools in a browser may read it too.
    reply.header('access-control-allow-origin', '*').type('application/json; charset=utf-8').send(text),
  );
  scope.get('', { onRequest }, async (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
}
