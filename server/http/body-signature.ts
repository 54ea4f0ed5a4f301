import { timingSafeEqual } from 'node:crypto';
import { createKeyedHmac, type Hmac } from './hmac.ts';

export type SignatureCheck =
  /** `secretIndex`: 0 is the current secret, 1 the previous one. */
  { ok: true; secretIndex: number } | { ok: false; reason: 'missing' | 'malformed' | 'mismatch' };

/** How Intercom writes a signature: which digest, and a header whose first group is its hex. */
interface Scheme {
  algorithm: 'sha1' | 'sha256';
  form: RegExp;
  /** By the secrets of a config, which are the same ones as long as the process runs. */
  keyed: WeakMap<readonly string[], readonly Hmac[]>;
}

const BODY: Scheme = { algorithm: 'sha256', form: /^([0-9a-f]{64})$/i, keyed: new WeakMap() };
const HUB: Scheme = { algorithm: 'sha1', form: /^sha1=([0-9a-f]{40})$/i, keyed: new WeakMap() };

/**
 * Checks Intercom's `X-Body-Signature`: HMAC-SHA256 of the raw request body, in hex, keyed with the app's client
 * secret. `header` is whatever arrived; `secrets` are tried in order, so that a rotation needs no downtime.
 * Source: Intercom, Canvas Kit, "Signing notifications".
 */
export function checkBodySignature(header: unknown, body: Uint8Array, secrets: readonly string[]): SignatureCheck {
  return check(BODY, header, body, secrets);
}

/**
 * Checks `X-Hub-Signature` of a notification: `sha1=` and the HMAC-SHA1 of the raw request body, otherwise as above.
 * Source: Intercom, webhook topics, "Signed notifications".
 */
export function checkHubSignature(header: unknown, body: Uint8Array, secrets: readonly string[]): SignatureCheck {
  return check(HUB, header, body, secrets);
}

function check(scheme: Scheme, header: unknown, body: Uint8Array, secrets: readonly string[]): SignatureCheck {
  if (header === undefined || header === '') return { ok: false, reason: 'missing' };
  const hex = typeof header === 'string' ? scheme.form.exec(header)?.[1] : undefined;
  if (hex === undefined) return { ok: false, reason: 'malformed' };
  const given = Buffer.from(hex.toLowerCase());
  const secretIndex = keyedWith(secrets, scheme).findIndex((hmac) => timingSafeEqual(Buffer.from(hmac(body)), given));
  return secretIndex < 0 ? { ok: false, reason: 'mismatch' } : { ok: true, secretIndex };
}

function keyedWith(secrets: readonly string[], { algorithm, keyed }: Scheme): readonly Hmac[] {
  const known = keyed.get(secrets);
  if (known !== undefined) return known;
  const hmacs = secrets.map((secret) => createKeyedHmac(algorithm, secret));
  keyed.set(secrets, hmacs);
  return hmacs;
}
