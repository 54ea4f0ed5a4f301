import { hash } from 'node:crypto';

/** Of both digests. */
const BLOCK_BYTES = 64;
const DIGEST_BYTES = { sha1: 20, sha256: 32 };
/** More than nearly all requests have. */
const LONGEST_KEPT_BYTES = 32 * 1024;

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

  // Used again for each message, as nothing is waited for in between; of a long one nothing is kept.
  const room = Buffer.alloc(BLOCK_BYTES + LONGEST_KEPT_BYTES);
  const last = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES[algorithm]);
  room.set(inner);
  last.set(outer);
  const withPad = (message: Uint8Array) => {
    if (message.length > LONGEST_KEPT_BYTES) return Buffer.concat([inner, message]);
    room.set(message, BLOCK_BYTES);
    return room.subarray(0, BLOCK_BYTES + message.length);
  };

  return (message) => {
    last.write(hash(algorithm, withPad(message), 'binary'), BLOCK_BYTES, 'latin1');
    return hash(algorithm, last, 'hex');
  };
}
