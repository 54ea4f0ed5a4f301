import { createHmac, timingSafeEqual } from 'node:crypto';

export type SignatureCheck =
  /** `secretIndex`: 0 is the current secret, 1 the previous one. */
  { ok: true; secretIndex: number } | { ok: false; reason: 'missing' | 'malformed' | 'mismatch' };

/** How Intercom writes a signature: which digest, and a header whose first group is its hex. */
interface Scheme {
  algorithm: 'sha1' | 'sha256';
  form: RegExp;
}

const BODY: Scheme = { algorithm: 'sha256', form: /^([0-9a-f]{64})$/i };
const HUB: Scheme = { algorithm: 'sha1', form: /^sha1=([0-9a-f]{40})$/i };

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
  // As text, which costs less than a buffer of its own for each digest.
  const given = Buffer.from(hex.toLowerCase());
  const secretIndex = secrets.findIndex((secret) =>
    timingSafeEqual(Buffer.from(createHmac(scheme.algorithm, secret).update(body).digest('hex')), given),
  );
  return secretIndex < 0 ? { ok: false, reason: 'mismatch' } : { ok: true, secretIndex };
}
