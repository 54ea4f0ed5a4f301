import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { openRoom, type Room } from '../card/room.ts';

/** Sends these bytes over a connection of its own and answers with all that comes back. */
async function speak(room: Room, bytes: string): Promise<string> {
  if (room.app.server.address() === null) await room.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = room.app.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.end(bytes);
  return text(socket);
}

describe('an answer for programs', () => {
  test.each([
    ['that all is well', 'GET', '/healthz', 200],
    ['that it is ready', 'GET', '/readyz', 200],
    ['that a signature is missing', 'POST', '/canvas/submit', 401],
    ['that there is no such address', 'POST', '/nothing', 404],
    ['that an address is malformed', 'GET', '/%E0%A4%A', 400],
  ] as const)('%s can be framed by nobody and taken for nothing else', async (_what, method, url, status) => {
    const { app } = await openRoom();
    const { statusCode, headers, body } = await app.inject({ method, url });
    expect(statusCode).toBe(status);
    if (body !== '') expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers.server).toBeUndefined();
  });

  test('is a card and nothing else, too', async () => {
    const { app, post, conversationOf, open } = await openRoom();
    const body = (await open(conversationOf('Jo Vance'))).payload('refresh');
    expect((await post('/canvas/submit', body)).status).toBe(200);
    const { headers } = await app.inject({ method: 'POST', url: '/canvas/submit', payload: body });
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('a request that is too large', () => {
  const megabytes = (count: number) => ' '.repeat(count * 1024 * 1024);

  test('is refused from 4 MiB on, before anything looks at it', async () => {
    const { post, logged } = await openRoom();
    expect((await post('/canvas/initialize', megabytes(4))).status).toBe(200);
    const { status, body } = await post('/canvas/initialize', `${megabytes(4)} `);
    expect([status, JSON.parse(body)]).toMatchObject([413, { error: { code: 'too_large' } }]);
    expect(logged()).not.toContain('"level":50');
  });

  test('is refused by what it announces, without waiting for it', async () => {
    const head = 'POST /canvas/initialize HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999\r\n\r\n';
    expect(await speak(await openRoom(), head)).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('with more than 16 KiB of headers is refused by Node', async () => {
    const head = `GET / HTTP/1.1\r\nhost: x\r\nx-much: ${'a'.repeat(17 * 1024)}\r\n\r\n`;
    expect(await speak(await openRoom(), head)).toMatch(/^HTTP\/1\.1 431 /);
  });
});

describe('the log', () => {
  test('has one line for a request, with the route and never the query', async () => {
    const { app, logged } = await openRoom();
    for (const url of ['/connected?code=abc&state=def', '/oauth/callback/?code=abc&state=def', '/nothing?code=abc'])
      await app.inject({ url });
    const lines = logged()
      .split('\n')
      .filter((line) => line.includes('"msg":"request"'));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { method: 'GET', route: '/connected', status: 200 },
      { method: 'GET', status: 404 },
      { method: 'GET', status: 404 },
    ]);
    expect(logged()).not.toMatch(/abc|def/);
  });

  test('keeps nothing of a request that is no HTTP', async () => {
    const room = await openRoom();
    const broken = 'GET / HTTP/1.1\r\nhost: x\r\ncookie: callcard_session=session-of-ada\r\nbroken header\r\n\r\n';
    expect(await speak(room, broken)).toMatch(/^HTTP\/1\.1 400 /);
    expect(room.logged()).not.toMatch(/session-of-ada|"data":\[/);
  });
});
