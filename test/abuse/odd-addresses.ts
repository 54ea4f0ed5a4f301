import { SECRET_TEXT } from './odd-http.ts';
import type { Random } from './random.ts';
import { strangeText } from './strange-values.ts';

/** Parts of a query, once or several times, of sense or none. */
export function oddQuery(random: Random, names: readonly [string, ...string[]]): string {
  const parts = Array.from({ length: random.whole(5) }, () => {
    const name = random.whole(4) === 0 ? encodeURIComponent(strangeText(random).toWellFormed()) : random.pick(names);
    return random.whole(8) === 0 ? name : `${name}=${oddValue(random)}`;
  });
  return parts.length === 0 ? '' : `?${parts.join(random.pick(['&', '&&', ';'] as const))}`;
}

function oddValue(random: Random): string {
  const kind = random.whole(8);
  if (kind === 0) return random.pick(RAW);
  if (kind === 1) return `us.${random.bytes(32).toString('base64url')}`;
  if (kind === 2) return SECRET_TEXT;
  return encodeURIComponent(strangeText(random).toWellFormed());
}

/** Not decodable, or decoded to something else than it looks like. */
const RAW = [
  '%',
  '%zz',
  '%00',
  '%E0%A4%A',
  '%ff%fe',
  '+',
  '%2e%2e%2f',
  '%0d%0aset-cookie:%20a=b',
  '[]',
  '%5B%5D',
] as const;

/** An address that no route has, or a route's spelt otherwise. */
export function oddPath(random: Random, known: readonly [string, ...string[]]): string {
  const path = random.pick(known);
  return random.pick([
    () => random.pick(PLACES),
    () => random.pick(PLACES),
    () => `${path}/`,
    () => `/${path}`,
    () =>
      `${path}${random.pick(['%00', '%2f', '.json', '/..', '//', ';x=y', '%20', '/%2e%2e/metrics', '\\'] as const)}`,
    () => path.toUpperCase(),
    () => path.replace(/\/(.)/, '/.//$1'),
    () => `/${random.bytes(random.whole(40)).toString('base64url')}`,
    () => `/${'a/'.repeat(random.whole(2_000))}`,
    () => `/${'%41'.repeat(random.whole(5_000))}`,
    () => `/assets/${random.pick(RAW)}`,
  ] as const)();
}

const PLACES = [
  '/../../etc/passwd',
  '/..%2f..%2fetc%2fpasswd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/assets/../server/main.ts',
  '/assets/..%2f..%2fserver%2fmain.ts',
  '/assets/%2e%2e%5c%2e%2e%5c.env',
  '/.env',
  '/.git/config',
  '/callcard.db',
  '/wp-login.php',
  '/admin',
  '/api',
  '/api/v1',
  '/canvas',
  '/webhooks',
  '/webhooks/intercom/x',
  '/oauth',
  '/%',
  '/%zz',
  '/%00',
  '/%E0%A4%A',
  '/%c0%ae%c0%ae/',
  '//evil.test/%2f..',
  '/\\evil.test',
  '/__proto__',
  '/constructor',
  '/:id',
  '/*',
  '/?__proto__[x]=1',
] as const;
