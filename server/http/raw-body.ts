import type { FastifyInstance } from 'fastify';

/** Signatures are over bytes: within this scope every body, whatever its content type, arrives as an untouched Buffer. */
export function takeRawBodies(scope: FastifyInstance, limitBytes: number): void {
  scope.removeAllContentTypeParsers();
  // One that is no media type would be refused before anybody looked at the signature.
  scope.addHook('onRequest', (request, _reply, done) => {
    request.headers['content-type'] = undefined;
    done();
  });
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: limitBytes }, (_request, body, done) =>
    done(null, body),
  );
}

/** The bytes that arrived; none at all is an empty buffer. */
export function rawBody(body: unknown): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}
