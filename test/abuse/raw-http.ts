import { connect } from 'node:net';
import type { Random } from './random.ts';

/** Bytes that are no HTTP, nearly HTTP, or HTTP that two readers may read differently. */
export function rawBytes(random: Random): { kind: string; bytes: Buffer } {
  const [kind, make] = random.pick(RAW);
  return { kind, bytes: Buffer.from(make(random)) };
}

/**
 * Everything that comes back until the connection is closed. `hangsUp`: says at once that nothing more will come, after
 * which an answer may not come either.
 */
export async function sendRaw(port: number, bytes: Buffer, { hangsUp }: { hangsUp: boolean }): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  // A server may close while it is still being written to.
  socket.on('error', () => {});
  if (hangsUp) socket.end(bytes);
  else socket.write(bytes);
  await new Promise((resolve) => socket.on('close', resolve));
  return Buffer.concat(chunks).toString('latin1');
}

/** The status of each answer. */
export function statusesIn(answered: string): number[] {
  return [...answered.matchAll(/^HTTP\/1\.[01] (\d{3})/gm)].map(([, status]) => Number(status));
}

const HOST = 'Host: callcard.test\r\n';
const post = (headers: string, body = '', path = '/webhooks/intercom') =>
  `POST ${path} HTTP/1.1\r\n${HOST}${headers}\r\n${body}`;
const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\n${HOST}${headers}\r\n`;

type Raw = readonly [kind: string, make: (random: Random) => Buffer | string];

const RAW: readonly [Raw, ...Raw[]] = [
  ['random bytes', (random) => random.bytes(1 + random.whole(500))],
  ['nothing', () => ''],
  ['a TLS handshake', () => Buffer.from('160301020001fc0303', 'hex')],
  ['HTTP/2', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['another version', (random) => `GET / HTTP/${random.pick(['0.9', '1.2', '3', '9.9', ''] as const)}\r\n\r\n`],
  ['no version', () => 'GET /\r\n\r\n'],
  ['small letters', () => 'get / http/1.1\r\n\r\n'],
  [
    'an unknown method',
    (random) => `${random.pick(['BREW', 'GETT', 'g', '', 'GET\0'] as const)} / HTTP/1.1\r\n${HOST}\r\n`,
  ],
  ['no host', () => 'GET / HTTP/1.1\r\n\r\n'],
  ['two hosts', () => get('/', HOST)],
  ['bare line feeds', () => 'GET / HTTP/1.1\nHost: x\n\n'],
  ['a header without a colon', () => get('/', 'nonsense\r\n')],
  ['a header with a zero byte', () => get('/', 'X-A: a\0b\r\n')],
  ['a folded header', () => get('/', 'X-A: a\r\n b\r\n')],
  [
    'a header of bytes',
    (random) => Buffer.concat([Buffer.from(get('/').slice(0, -2)), Buffer.from('X-A: '), random.bytes(50)]),
  ],
  ['a header of 100 KB', () => get('/', `X-A: ${'a'.repeat(100_000)}\r\n`)],
  ['3,000 headers', () => get('/', 'X-A: a\r\n'.repeat(3_000))],
  ['an address of 100 KB', () => get(`/${'a'.repeat(100_000)}`)],
  [
    'a length that is none',
    (random) => post(`Content-Length: ${random.pick(['-1', 'x', '1e3', '', '+1', '0x10'] as const)}\r\n`),
  ],
  ['two lengths', () => post('Content-Length: 1\r\nContent-Length: 2\r\n', 'ab')],
  [
    'a length and chunks',
    () => post('Content-Length: 3\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\nGET / HTTP/1.1\r\n\r\n'),
  ],
  ['an unknown transfer encoding', () => post('Transfer-Encoding: gzip, x\r\n', 'abc')],
  [
    'chunks that are none',
    (random) =>
      post(
        'Transfer-Encoding: chunked\r\n',
        random.pick(['zz\r\n', '5\r\nab', '-1\r\n', 'ffffffffffffffff\r\n'] as const),
      ),
  ],
  [
    'a chunk with a long extension',
    () => post('Transfer-Encoding: chunked\r\n', `1;${'a'.repeat(50_000)}\r\nx\r\n0\r\n\r\n`),
  ],
  ['a body that ends too soon', (random) => post(`Content-Length: 1000\r\n`, 'abc', random.pick(POSTS))],
  ['a body that goes on', (random) => post('Content-Length: 1\r\n', 'abcdefgh\r\n\r\n', random.pick(POSTS))],
  ['many at once', () => get('/healthz').repeat(20)],
  ['another server’s address', () => 'GET http://evil.test/ HTTP/1.1\r\nHost: evil.test\r\n\r\n'],
  ['a tunnel', () => 'CONNECT evil.test:443 HTTP/1.1\r\nHost: evil.test:443\r\n\r\n'],
  ['a star', () => 'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n'],
  [
    'a path out of here',
    (random) =>
      get(
        random.pick([
          '/../../etc/passwd',
          '/assets/../../package.json',
          '/%2e%2e/%2e%2e/etc/passwd',
          '/\xff\xfe',
        ] as const),
      ),
  ],
  [
    'an expectation',
    (random) => post(`Expect: ${random.pick(['100-continue', 'a miracle'] as const)}\r\nContent-Length: 1\r\n`, 'x'),
  ],
  ['an upgrade', () => get('/', 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n')],
  [
    'an upgrade to HTTP/2',
    () => get('/', 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAM\r\n'),
  ],
];

const POSTS = ['/webhooks/intercom', '/canvas/initialize', '/intercom/uninstall', '/nowhere'] as const;
