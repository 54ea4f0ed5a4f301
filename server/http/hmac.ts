import { hash } from 'node:crypto';

/** Of both digests. */
const BLOCK_BYTES = 64;

/** The HMAC of a message under a key that was given before: lower-case hex. */
export type Hmac = (message: Uint8Array) => string;

/**
 * HMAC (RFC 2104) by Node's one-shot digests. `createHmac` makes a stream with native parts for each message, which is
 * most of what it takes to verify a request of a few kilobytes, and work for the garbage collector. The key is prepared
 * once.
 */
export function createKeyedHmac(algorithm: 'sha1' | 'sha256', key: string): Hmac {
  const given = Buffer.from(key);
  const fitting = given.length > BLOCK_BYTES ? hash(algorithm, given, 'buffer') : given;
  const [inner, outer] = [0x36, 0x5c].map((pad) => {
    const block = Buffer.alloc(BLOCK_BYTES, pad);
    for (const [nth, byte] of fitting.entries()) block[nth] = byte ^ pad;
    return block;
  }) as [Buffer, Buffer];

  return (message) => {
    const first = Buffer.allocUnsafe(BLOCK_BYTES + message.length);
    first.set(inner);
    first.set(message, BLOCK_BYTES);
    const digest = hash(algorithm, first, 'binary');
    const second = Buffer.allocUnsafe(BLOCK_BYTES + digest.length);
    second.set(outer);
    second.write(digest, BLOCK_BYTES, 'latin1');
    return hash(algorithm, second, 'hex');
  };
}
