import formbody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';

const MAX_BODY_BYTES = 1024 * 1024;

/** JSON and forms. An empty body is no error: clients announce JSON on a DELETE that carries none. */
export function acceptBodies(app: FastifyInstance): void {
  app.register(formbody, { bodyLimit: MAX_BODY_BYTES });
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: MAX_BODY_BYTES },
    (_request, body, done) => {
      if (body === '') return done(null, undefined);
      try {
        done(null, JSON.parse(body.toString()));
      } catch (cause) {
        done(Object.assign(new Error('The body is not JSON', { cause }), { statusCode: 400 }));
      }
    },
  );
}
