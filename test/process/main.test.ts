import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Started, startCallcard } from '../../tools/start-callcard.ts';
import { keepLog, mustNotBeLogged } from '../logs/capture.ts';
import { startBundledCallcard } from './start-bundled.ts';

const KEY = `k1:${Buffer.alloc(32, 5).toString('base64')}`;
const CREDENTIALS = {
  PUBLIC_URL: 'http://localhost:3000',
  INTERCOM_CLIENT_ID: 'id',
  INTERCOM_CLIENT_SECRET: 'process-test-secret',
  TOKEN_KEYS: KEY,
};

let running: Started | undefined;
afterEach(async () => {
  await running?.stop();
  keepLog(running?.output() ?? '');
  mustNotBeLogged(CREDENTIALS.INTERCOM_CLIENT_SECRET, KEY.slice('k1:'.length));
  running = undefined;
});

describe('npm start', () => {
  test('without credentials starts the sandbox too and prints the one address to open', async () => {
    running = await startCallcard();
    expect(running.output()).toContain(`Open ${running.inboxUrl}`);
    expect((await fetch(running.inboxUrl)).status).toBe(200);
    expect(await (await fetch(`${running.callcardUrl}/readyz`)).json()).toMatchObject({ status: 'ready' });
    expect(await running.stop()).toBe(0);
  });

  test('with credentials starts Callcard alone', async () => {
    running = await startCallcard(CREDENTIALS);
    expect((await fetch(`${running.callcardUrl}/healthz`)).status).toBe(200);
    await expect(fetch(running.inboxUrl)).rejects.toThrow();
  });

  test('with bad settings names each of them and exits with 1', async () => {
    const start = startBundledCallcard({ ...CREDENTIALS, NODE_ENV: 'production', TOKEN_KEYS: 'x', LOG_LEVEL: 'loud' });
    await expect(start).rejects.toThrow(/it stopped with 1/);
    await start.catch((error: Error) => {
      for (const name of ['PUBLIC_URL', 'DATABASE_URL', 'TOKEN_KEYS', 'LOG_LEVEL'])
        expect(error.message).toContain(`${name} `);
      expect(error.message).not.toContain('    at ');
    });
  });

  test('in production without credentials does not fall back to the sandbox', async () => {
    await expect(startBundledCallcard({ NODE_ENV: 'production' })).rejects.toThrow(/INTERCOM_CLIENT_ID is missing/);
  });

  test('on a database that it cannot open says so and exits with 1', async () => {
    const start = startBundledCallcard({ ...CREDENTIALS, DATABASE_URL: 'file:/dev/null/callcard.db' });
    await expect(start).rejects.toThrow(/stopped with 1[\s\S]*DATABASE_URL/);
  });
});

test('told to stop, it finishes the card that is being made', async () => {
  const asked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const intercom = createServer(async (request, response) => {
    if (request.url?.endsWith('/me') === true) {
      const app = { type: 'app', id_code: 'acme', name: 'Acme', timezone: 'UTC', region: 'US' };
      response.end(JSON.stringify({ type: 'admin', id: '1', name: 'Ada', email_verified: true, app }));
    } else if (request.url?.endsWith('/auth/eagle/token') === true) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ token_type: 'Bearer', token: 't', access_token: 't' }));
    } else {
      asked.resolve();
      await release.promise;
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"type":"error.list","errors":[]}');
    }
  }).listen(0, '127.0.0.1');
  await once(intercom, 'listening');
  onTestFinished(() => {
    intercom.closeAllConnections();
    intercom.close();
  });
  const url = `http://127.0.0.1:${(intercom.address() as AddressInfo).port}`;
  running = await startBundledCallcard({ ...CREDENTIALS, INTERCOM_API_URL: url, INTERCOM_AUTHORIZE_URL: url });

  const consent = await fetch(`${running.callcardUrl}/install`, { redirect: 'manual' });
  const state = new URL(consent.headers.get('location') ?? '').searchParams.get('state') ?? '';
  const cookie = consent.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ');
  await fetch(`${running.callcardUrl}/oauth/callback?code=c%3D&state=${state}`, {
    headers: { cookie },
    redirect: 'manual',
  });

  const body = JSON.stringify({ workspace_id: 'acme', conversation: { id: '1' }, contact: { id: '2', name: 'Jo' } });
  const signature = createHmac('sha256', CREDENTIALS.INTERCOM_CLIENT_SECRET).update(body).digest('hex');
  const card = fetch(`${running.callcardUrl}/canvas/initialize`, {
    method: 'POST',
    body,
    headers: { 'x-body-signature': signature },
  });
  await asked.promise;
  const stopped = running.stop();
  release.resolve();
  const answer = await card;
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('Jo');
  expect(await stopped).toBe(0);
});
