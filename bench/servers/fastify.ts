/** Bare fastify with the same signature check: what a card would cost if nothing had to be known for it. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { SECRET } from './bodies.ts';
import { reportReady } from './ready.ts';

const card: unknown = JSON.parse(process.env.CARD ?? '{}');
const app = fastify();
app.removeAllContentTypeParsers();
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
app.post('/canvas/initialize', async (request, reply) => {
  const body = request.body as Buffer;
  const given = Buffer.from(String(request.headers['x-body-signature']), 'hex');
  const expected = createHmac('sha256', SECRET).update(body).digest();
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return reply.code(401).send();
  JSON.parse(body.toString());
  return reply.send(card);
});
await app.listen({ port: 0, host: '127.0.0.1' });
reportReady((app.server.address() as AddressInfo).port);
