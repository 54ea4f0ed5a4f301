import type { Headers } from './hostile-request.ts';
import type { Random } from './random.ts';

/** What may be wrong around a body. `odd`: so much that the request may be refused for it. */
interface Oddity {
  headers: Headers;
  odd?: true;
}

/** Nothing of it may be in any log: tests call it so, and search for it. */
export const SECRET_TEXT = 'confidential-and-not-for-any-log';

/** Headers that are strange, wrong or too many; most often none. */
export function oddHeaders(random: Random): Oddity {
  if (random.whole(6) !== 0) return { headers: {} };
  return random.pick(ODDITIES)(random);
}

const headers = (given: Headers): Oddity => ({ headers: given });

const ODDITIES: readonly [(random: Random) => Oddity, ...((random: Random) => Oddity)[]] = [
  (random) => headers({ 'content-type': random.pick(CONTENT_TYPES) }),
  (random) => headers({ 'content-type': random.pick(CONTENT_TYPES) }),
  (random) => headers({ 'content-encoding': random.pick(['gzip', 'br', 'identity', 'x'] as const) }),
  (random) => ({ headers: { 'content-length': random.pick(LENGTHS) }, odd: true }),
  (random) => ({
    headers: { 'transfer-encoding': random.pick(['gzip', 'chunked, x', 'identity'] as const) },
    odd: true,
  }),
  (random) => headers({ accept: random.pick(['text/html', '*/*', '', 'x'.repeat(10_000), 'text/html;q=x'] as const) }),
  (random) => headers({ host: random.pick(['', 'evil.test', 'a b', '[::1', `${'a.'.repeat(200)}test`] as const) }),
  () => headers({ cookie: `callcard_session=${SECRET_TEXT}; __Host-callcard_install=us.${SECRET_TEXT}; =; ;;` }),
  () => headers({ authorization: `Bearer ${SECRET_TEXT}` }),
  () => headers({ 'x-http-method-override': 'DELETE', 'x-original-url': '/metrics', 'x-rewrite-url': '/metrics' }),
  (random) => headers({ 'x-forwarded-for': random.pick(FORWARDED), 'x-forwarded-proto': 'gopher' }),
  (random) => headers({ 'x-forwarded-host': random.pick(['evil.test', '', '"', 'a,b'] as const) }),
  () => headers({ connection: 'upgrade', upgrade: 'websocket' }),
  () => headers({ expect: '100-continue' }),
  () => headers({ origin: 'null', referer: `https://evil.test/?code=${SECRET_TEXT}` }),
  () => headers({ 'x-long': SECRET_TEXT.repeat(1_000) }),
  () => headers(Object.fromEntries(Array.from({ length: 300 }, (_, nth) => [`x-header-${nth}`, SECRET_TEXT]))),
];

const CONTENT_TYPES = [
  '',
  'text/plain',
  'text/html; charset=utf-16',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-8; charset=latin1',
  'application/octet-stream',
  'nonsense',
  'a/b/c',
  ';;;',
  '/',
  'application/json\t',
] as const;

const LENGTHS = ['0', '1', '99999999999999999999', '-1', '1e3', 'x', ''] as const;

const FORWARDED = ['127.0.0.1', '::1', 'x', '', ',,,', '1.2.3.4, 127.0.0.1', '999.999.999.999', '10.0.0.1:80'] as const;

/** Two hundred of them, so that limits by address come into play but do not end the game. */
export function anyAddress(random: Random): string {
  const place = random.whole(200);
  // A proxy on this host, and the rest of the world.
  return place < 20 ? '127.0.0.1' : `203.0.113.${place}`;
}
