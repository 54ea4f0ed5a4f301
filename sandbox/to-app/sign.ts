import { createHmac } from 'node:crypto';

/** `X-Body-Signature` of cards, health checks and uninstalls: HMAC-SHA256 of exactly these bytes, hex. */
export function bodySignature(body: Buffer, clientSecret: string): string {
  return createHmac('sha256', clientSecret).update(body).digest('hex');
}

/** `X-Hub-Signature` of notifications: HMAC-SHA1 of exactly these bytes, hex. */
export function hubSignature(body: Buffer, clientSecret: string): string {
  return `sha1=${createHmac('sha1', clientSecret).update(body).digest('hex')}`;
}
