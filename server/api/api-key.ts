import { createHash, randomBytes } from 'node:crypto';

/** How every key begins, so that people and scanners for leaked secrets know it. */
const PREFIX = 'cck_';
const SECRET_BYTES = 32;

/** A key to Callcard's own API, as it is shown once to whoever makes it. */
export interface NewApiKey {
  /** The whole key. */
  key: string;
  /** What is stored of it. */
  secretHash: string;
  /** What it is called where it is listed and revoked: no part of the key. */
  keyId: string;
}

export function newApiKey(): NewApiKey {
  const key = PREFIX + randomBytes(SECRET_BYTES).toString('base64url');
  return { key, secretHash: hashApiKey(key), keyId: `key_${randomBytes(6).toString('hex')}` };
}

/** SHA-256 of the whole key, hex. A key is 256 random bits: nothing slower is needed to keep it from being guessed. */
export function hashApiKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** The key in an Authorization header; undefined when there is none, or something else. */
export function keyInHeader(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
}
