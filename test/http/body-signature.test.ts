import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkBodySignature } from '../../server/http/body-signature.ts';

const sign = (body: Uint8Array, secret: string) => createHmac('sha256', secret).update(body).digest('hex');
const bytes = () => fc.uint8Array({ maxLength: 400 });
const secret = () => fc.string({ minLength: 1, maxLength: 60 });

describe('X-Body-Signature', () => {
  test('what was signed with the client secret passes, in either case of hex', () => {
    fc.assert(
      fc.property(bytes(), secret(), fc.boolean(), (body, key, upper) => {
        const header = upper ? sign(body, key).toUpperCase() : sign(body, key);
        expect(checkBodySignature(header, body, [key])).toEqual({ ok: true, secretIndex: 0 });
      }),
    );
  });

  test('the previous secret passes during a rotation, and is told apart', () => {
    const body = Buffer.from('{}');
    expect(checkBodySignature(sign(body, 'old'), body, ['new', 'old'])).toEqual({ ok: true, secretIndex: 1 });
  });

  test('any flipped bit of the body fails', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), secret(), fc.nat(), (body, key, where) => {
        const header = sign(body, key);
        const changed = Uint8Array.from(body);
        const index = where % changed.length;
        changed[index] = (changed[index] ?? 0) ^ (1 << (where % 8));
        expect(checkBodySignature(header, changed, [key])).toEqual({ ok: false, reason: 'mismatch' });
      }),
    );
  });

  test('any flipped bit of the signature fails', () => {
    fc.assert(
      fc.property(bytes(), secret(), fc.nat({ max: 255 }), (body, key, bit) => {
        const digest = Buffer.from(sign(body, key), 'hex');
        const index = bit >> 3;
        digest[index] = (digest[index] ?? 0) ^ (1 << (bit & 7));
        expect(checkBodySignature(digest.toString('hex'), body, [key])).toEqual({ ok: false, reason: 'mismatch' });
      }),
    );
  });

  test('any other secret fails', () => {
    fc.assert(
      fc.property(bytes(), secret(), secret(), (body, key, other) => {
        fc.pre(key !== other);
        expect(checkBodySignature(sign(body, key), body, [other]).ok).toBe(false);
      }),
    );
  });

  test('header garbage is refused and never throws', () => {
    fc.assert(
      fc.property(fc.anything(), bytes(), (header, body) => {
        expect(checkBodySignature(header, body, ['secret']).ok).toBe(false);
      }),
    );
    expect(checkBodySignature(undefined, Buffer.alloc(0), ['s'])).toEqual({ ok: false, reason: 'missing' });
    expect(checkBodySignature(['a'.repeat(64)], Buffer.alloc(0), ['s'])).toEqual({ ok: false, reason: 'malformed' });
    expect(checkBodySignature(`sha1=${'a'.repeat(40)}`, Buffer.alloc(0), ['s'])).toEqual({
      ok: false,
      reason: 'malformed',
    });
  });
});
