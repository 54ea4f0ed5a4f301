import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkBodySignature, checkHubSignature } from '../../server/http/body-signature.ts';

const bytes = () => fc.uint8Array({ maxLength: 400 });
const secret = () => fc.string({ minLength: 1, maxLength: 60 });

const SCHEMES = [
  { header: 'X-Body-Signature', check: checkBodySignature, algorithm: 'sha256', prefix: '', digestBytes: 32 },
  { header: 'X-Hub-Signature', check: checkHubSignature, algorithm: 'sha1', prefix: 'sha1=', digestBytes: 20 },
] as const;

describe.each(SCHEMES)('$header', ({ check, algorithm, prefix, digestBytes }) => {
  const hex = (body: Uint8Array, key: string) => createHmac(algorithm, key).update(body).digest('hex');
  const sign = (body: Uint8Array, key: string) => prefix + hex(body, key);

  test('what was signed with the client secret passes, in either case of hex', () => {
    fc.assert(
      fc.property(bytes(), secret(), fc.boolean(), (body, key, upper) => {
        const header = upper ? prefix + hex(body, key).toUpperCase() : sign(body, key);
        expect(check(header, body, [key])).toEqual({ ok: true, secretIndex: 0 });
      }),
    );
  });

  test('the previous secret passes during a rotation, and is told apart', () => {
    const body = Buffer.from('{}');
    expect(check(sign(body, 'old'), body, ['new', 'old'])).toEqual({ ok: true, secretIndex: 1 });
  });

  test('any flipped bit of the body fails', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), secret(), fc.nat(), (body, key, where) => {
        const header = sign(body, key);
        const changed = Uint8Array.from(body);
        const index = where % changed.length;
        changed[index] = (changed[index] ?? 0) ^ (1 << (where % 8));
        expect(check(header, changed, [key])).toEqual({ ok: false, reason: 'mismatch' });
      }),
    );
  });

  test('any flipped bit of the signature fails', () => {
    fc.assert(
      fc.property(bytes(), secret(), fc.nat({ max: digestBytes * 8 - 1 }), (body, key, bit) => {
        const digest = Buffer.from(hex(body, key), 'hex');
        const index = bit >> 3;
        digest[index] = (digest[index] ?? 0) ^ (1 << (bit & 7));
        expect(check(prefix + digest.toString('hex'), body, [key])).toEqual({ ok: false, reason: 'mismatch' });
      }),
    );
  });

  test('any other secret fails', () => {
    fc.assert(
      fc.property(bytes(), secret(), secret(), (body, key, other) => {
        fc.pre(key !== other);
        expect(check(sign(body, key), body, [other]).ok).toBe(false);
      }),
    );
  });

  test('header garbage is refused and never throws', () => {
    fc.assert(
      fc.property(fc.anything(), bytes(), (header, body) => {
        expect(check(header, body, ['secret']).ok).toBe(false);
      }),
    );
    const empty = Buffer.alloc(0);
    expect(check(undefined, empty, ['s'])).toEqual({ ok: false, reason: 'missing' });
    expect(check('', empty, ['s'])).toEqual({ ok: false, reason: 'missing' });
    const right = sign(empty, 's');
    for (const malformed of [[right], `${right}00`, right.slice(0, -1), ` ${right}`, `${right}\n`, `sha512=${right}`]) {
      expect(check(malformed, empty, ['s']), String(malformed)).toEqual({ ok: false, reason: 'malformed' });
    }
  });

  test('the signature of the other kind is malformed', () => {
    const body = Buffer.from('{}');
    for (const other of SCHEMES.filter((one) => one.algorithm !== algorithm)) {
      const header = other.prefix + createHmac(other.algorithm, 's').update(body).digest('hex');
      expect(check(header, body, ['s'])).toEqual({ ok: false, reason: 'malformed' });
    }
  });
});
