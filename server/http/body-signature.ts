import { createHmac, timingSafeEqual } from 'node:crypto';

export type SignatureCheck =
  /** `secretIndex`: 0 is the current secret, 1 the previous one. */
  { ok: true; secretIndex: number } | { ok: false; reason: 'missing' | 'malformed' | 'mismatch' };

const HEX_SHA256 = /^[0-9a-f]{64}$/i;

/**
 * Checks Intercom's `X-Body-Signature`: HMAC-SHA256 of the raw request body, in hex, keyed with the app's client
 * secret. `header` is whatever arrived; `secrets` are tried in order, so that a rotation needs no downtime.
 * Source: Intercom, Canvas Kit, "Signing notifications".
 */
export function checkBodySignature(header: unknown, body: Uint8Array, secrets: readonly string[]): SignatureCheck {
  if (header === undefined || header === '') return { ok: false, reason: 'missing' };
  if (typeof header !== 'string' || !HEX_SHA256.test(header)) return { ok: false, reason: 'malformed' };
  const given = Buffer.from(header, 'hex');
  const secretIndex = secrets.findIndex((secret) =>
    timingSafeEqual(createHmac('sha256', secret).update(body).digest(), given),
  );
  return secretIndex < 0 ? { ok: false, reason: 'mismatch' } : { ok: true, secretIndex };
}
