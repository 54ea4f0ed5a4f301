import { describe, expect, test } from 'vitest';
import { openRoom } from '../card/room.ts';

describe('a public address', () => {
  test('that means nothing is a readable page for people and a coded error for programs', async () => {
    const { app } = await openRoom();
    const page = await app.inject({ url: '/no/such/page', headers: { accept: 'text/html' } });
    expect(page.statusCode).toBe(404);
    expect(page.body).toContain('There is nothing here');
    const coded = await app.inject({ method: 'POST', url: '/no/such/route' });
    expect([coded.statusCode, coded.json()]).toMatchObject([404, { error: { code: 'not_found' } }]);
  });

  test('can be framed by nobody and runs no script', async () => {
    const { app } = await openRoom();
    for (const url of ['/', '/install?region=mars', '/oauth/callback', '/connected', '/nothing']) {
      const { headers } = await app.inject({ url, headers: { accept: 'text/html' } });
      expect(headers['content-security-policy'], url).toContain("default-src 'none'");
      expect(headers['content-security-policy'], url).toContain("frame-ancestors 'none'");
      expect(headers['x-content-type-options'], url).toBe('nosniff');
      expect(headers['referrer-policy'], url).toBe('no-referrer');
    }
  });

  test('that anybody may open is limited per client, and Intercom’s own requests are not', async () => {
    const { app, post } = await openRoom();
    const statuses = new Set<number>();
    for (let index = 0; index < 310; index += 1) statuses.add((await app.inject({ url: '/' })).statusCode);
    expect(statuses).toEqual(new Set([200, 429]));
    const page = await app.inject({ url: '/', headers: { accept: 'text/html' } });
    expect(page.body).toContain('Too many requests');
    expect((await app.inject({ url: '/' })).json()).toMatchObject({ error: { code: 'rate_limited' } });
    expect((await post('/canvas/initialize', '{}')).status).toBe(200);
    expect((await app.inject({ url: '/healthz' })).statusCode).toBe(200);
  });
});

test('readiness tells a database that does not answer from one that does', async () => {
  const { app, store } = await openRoom();
  expect((await app.inject({ url: '/readyz' })).json()).toEqual({
    status: 'ready',
    database: 'ok',
    migrations: 'current',
  });
  await store.close();
  const answer = await app.inject({ url: '/readyz' });
  expect([answer.statusCode, answer.json()]).toMatchObject([503, { database: 'does not answer' }]);
  expect((await app.inject({ url: '/healthz' })).statusCode).toBe(200);
});
