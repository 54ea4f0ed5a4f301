import { createHmac } from 'node:crypto';
import type { Headers } from './hostile-request.ts';
import type { Random } from './random.ts';

/** How a route of Intercom's is signed. */
export interface Scheme {
  header: 'x-body-signature' | 'x-hub-signature';
  algorithm: 'sha256' | 'sha1';
  prefix: string;
}

export const BODY: Scheme = { header: 'x-body-signature', algorithm: 'sha256', prefix: '' };
export const HUB: Scheme = { header: 'x-hub-signature', algorithm: 'sha1', prefix: 'sha1=' };

interface Signing extends Scheme {
  digest: string;
  body: Buffer;
  secret: string;
}

export function rightSignature(scheme: Scheme, body: Buffer, secret: string): Headers {
  return { [scheme.header]: scheme.prefix + hmac(scheme, body, secret) };
}

/** One that must never pass: none at all, the right one spoilt, another app's, another scheme's, in another place. */
export function wrongSignature(scheme: Scheme, body: Buffer, secret: string, random: Random): Headers {
  const { header, prefix } = scheme;
  const digest = hmac(scheme, body, secret);
  const forged = random.pick(FORGERIES)({ ...scheme, digest, body, secret }, random);
  if (forged === undefined) return {};
  if (typeof forged === 'object' && !Array.isArray(forged)) return forged;
  return { [header]: Array.isArray(forged) ? forged.map((one) => prefix + one) : prefix + forged };
}

type Forgery = (signing: Signing, random: Random) => string | string[] | Headers | undefined;

const hmac = ({ algorithm }: Pick<Scheme, 'algorithm'>, body: Buffer, secret: string) =>
  createHmac(algorithm, secret).update(body).digest('hex');

const FORGERIES: readonly [Forgery, ...Forgery[]] = [
  () => undefined,
  ({ header }) => ({ [header]: '' }),
  ({ digest }) => `sha256=${digest}`,
  ({ digest }) => digest.slice(1),
  ({ digest }) => `${digest}0`,
  ({ digest }) => ` ${digest} ${digest}`,
  // Node joins a header that comes twice with a comma.
  ({ digest }) => [digest, digest],
  ({ digest }) => digest.replace(/^./, (first) => (first === '0' ? '1' : '0')),
  ({ digest }, random) => random.bytes(digest.length / 2).toString('hex'),
  (_signing, random) => random.bytes(random.whole(60)).toString('base64'),
  ({ body, secret, algorithm }) => hmac({ algorithm: algorithm === 'sha1' ? 'sha256' : 'sha1' }, body, secret),
  ({ body, secret, algorithm }) => hmac({ algorithm }, body, `${secret} `),
  ({ body, secret, algorithm }) => hmac({ algorithm }, Buffer.concat([body, Buffer.from('x')]), secret),
  ({ body, algorithm }) => hmac({ algorithm }, body, 'the-secret-of-another-app'),
  ({ body, algorithm }) => hmac({ algorithm }, body, ''),
  // The right one, where nobody looks for it.
  ({ digest, prefix }) => ({ 'x-signature': prefix + digest, authorization: `Bearer ${digest}` }),
];
