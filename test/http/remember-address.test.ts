import rateLimit from '@fastify/rate-limit';
import fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { rememberAddress } from '../../server/http/remember-address.ts';

test('somebody who hangs up while his request is read is still counted, and is no fault of Callcard’s', async () => {
  const app = fastify({ trustProxy: ['loopback'] });
  onTestFinished(() => app.close());
  app.addHook('onRequest', rememberAddress);
  app.addHook('preValidation', async ({ socket }) => {
    Object.defineProperty(socket, 'remoteAddress', { value: undefined });
  });
  await app.register(rateLimit, { max: 1, hook: 'preHandler' });
  app.get('/', async () => 'hello');
  const from = async (remoteAddress: string) => (await app.inject({ url: '/', remoteAddress })).statusCode;
  expect([await from('203.0.113.1'), await from('203.0.113.1'), await from('203.0.113.2')]).toEqual([200, 429, 200]);
});
