import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';
import { renderPage } from '../http/page.ts';
import { apiPage } from './api-page.ts';
import { type OpenApiDocument, openApiDocument } from './openapi.ts';

/** `GET /api/v1/openapi.json` for programs and `GET /api/v1` for people: what the API is, for anybody. */
export function registerApiDocument(scope: FastifyInstance, { config }: Pick<Deps, 'config'>): void {
  // Not before somebody wants to read it: a start need not wait for that.
  let written: { text: string; page: string } | undefined;
  const document = () => {
    written ??= write(openApiDocument(config.publicUrl));
    return written;
  };
  const onRequest = scope.rateLimit();
  scope.get('/openapi.json', { onRequest }, async (_request, reply) =>
    // Not of anybody in particular: tools in a browser may read it too.
    reply.header('access-control-allow-origin', '*').type('application/json; charset=utf-8').send(document().text),
  );
  scope.get('', { onRequest }, async (_request, reply) => reply.type('text/html; charset=utf-8').send(document().page));
}

const write = (document: OpenApiDocument) => ({
  text: JSON.stringify(document, undefined, 2),
  page: renderPage(apiPage(document)),
});
