import { createCipheriv, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSeal, SealError, type SealErrorCode } from '../../db/seal.ts';
import { anyCharacter } from '../any-character.ts';

const newKey = (id: string) => ({ id, key: randomBytes(32) });
const K1 = newKey('k1');
const K2 = newKey('k2');
const CONTEXT = 'workspace:abc123:token';

/** Every code point there is; half a surrogate pair is not text. */
const anyText = fc.string({ unit: anyCharacter });

function refusal(work: () => unknown): SealError {
  try {
    work();
  } catch (error) {
    if (error instanceof SealError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

function codeOf(work: () => unknown): SealErrorCode {
  return refusal(work).code;
}

describe('seal', () => {
  test('any text comes back as it was, in any context', () => {
    const seal = createSeal([K1]);
    fc.assert(
      fc.property(anyText, anyText, (text, context) => {
        expect(seal.open(seal.seal(text, context), context)).toStrictEqual({ plaintext: text, stale: false });
      }),
    );
  });

  test('what is sealed is one printable word that names its version and key', () => {
    const seal = createSeal([K1]);
    fc.assert(
      fc.property(anyText, (text) => {
        expect(seal.seal(text, CONTEXT)).toMatch(/^v1\.k1\.[A-Za-z0-9_-]{38,}$/);
      }),
    );
  });

  test('two seals of the same text have nothing in common that tells they are the same', () => {
    const seal = createSeal([K1]);
    fc.assert(
      fc.property(anyText, (text) => {
        const [one, two] = [seal.seal(text, CONTEXT), seal.seal(text, CONTEXT)];
        expect(one.slice(0, 6 + 16)).not.toBe(two.slice(0, 6 + 16));
        expect(one.slice(6 + 16)).not.toBe(two.slice(6 + 16));
      }),
    );
  });

  test('any flipped bit is refused', () => {
    const seal = createSeal([K1, K2]);
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat({ max: 7 }), (text, position, bit) => {
        const bytes = Buffer.from(seal.seal(text, CONTEXT), 'latin1');
        const index = position % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
        expect(codeOf(() => seal.open(bytes.toString('latin1'), CONTEXT))).toMatch(/^seal_(broken|unknown_key)$/);
      }),
      { numRuns: 500 },
    );
  });

  test('every flipped bit of one sealed text is refused, in the spelling of its last character too', () => {
    const seal = createSeal([K1]);
    // Lengths of every remainder by 3: base64url leaves 0, 2 or 4 bits of the last character unused.
    for (const text of ['', 'a', 'ab']) {
      const sealed = Buffer.from(seal.seal(text, CONTEXT), 'latin1');
      for (let bit = 0; bit < sealed.length * 8; bit += 1) {
        const changed = Buffer.from(sealed);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(() => seal.open(changed.toString('latin1'), CONTEXT)).toThrow(SealError);
      }
    }
  });

  test('anything cut off, left out or added is refused', () => {
    const seal = createSeal([K1]);
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat(), (text, one, two) => {
        const sealed = seal.seal(text, CONTEXT);
        const [from, to] = [one % sealed.length, two % sealed.length].toSorted((a, b) => a - b) as [number, number];
        expect(codeOf(() => seal.open(sealed.slice(0, from), CONTEXT))).toMatch(/^seal_/);
        expect(codeOf(() => seal.open(sealed.slice(0, from) + sealed.slice(to + 1), CONTEXT))).toMatch(/^seal_/);
        expect(codeOf(() => seal.open(`${sealed}A`, CONTEXT))).toMatch(/^seal_/);
        expect(codeOf(() => seal.open(`${sealed}\n`, CONTEXT))).toMatch(/^seal_/);
      }),
    );
  });

  test('any other text is refused as broken', () => {
    const seal = createSeal([K1]);
    const looksSealed = fc.stringMatching(/^v1\.k1\.[A-Za-z0-9_-]{0,80}$/);
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ unit: 'grapheme' }), looksSealed), (text) => {
        expect(codeOf(() => seal.open(text, CONTEXT))).toBe('seal_broken');
      }),
    );
  });

  test('what is sealed for one workspace cannot be opened for another, nor for another use', () => {
    const seal = createSeal([K1]);
    fc.assert(
      fc.property(anyText, anyText, anyText, (text, context, other) => {
        fc.pre(context !== other);
        expect(codeOf(() => seal.open(seal.seal(text, context), other))).toBe('seal_broken');
      }),
    );
    const sealed = seal.seal('token', CONTEXT);
    for (const other of ['workspace:abc124:token', 'workspace:abc123:secret', '', `${CONTEXT} `, `.${CONTEXT}`]) {
      expect(codeOf(() => seal.open(sealed, other))).toBe('seal_broken');
    }
  });

  test('another key under the same id cannot open it, and a key that is not there is named', () => {
    const sealed = createSeal([K1]).seal('token', CONTEXT);
    expect(codeOf(() => createSeal([newKey('k1')]).open(sealed, CONTEXT))).toBe('seal_broken');
    const error = refusal(() => createSeal([K2]).open(sealed, CONTEXT));
    expect(error.code).toBe('seal_unknown_key');
    expect(error.message).toContain('"k1"');
    expect(error.message).toContain('Put the key back into TOKEN_KEYS, or let the workspace connect again');
  });

  test('a sealed text cannot be passed off as one of another key id, even when both ids have the same key', () => {
    const twins = createSeal([K1, { id: 'k2', key: K1.key }]);
    const sealed = twins.seal('token', CONTEXT);
    expect(codeOf(() => twins.open(sealed.replace('v1.k1.', 'v1.k2.'), CONTEXT))).toBe('seal_broken');
  });

  test('the version, key id and context are all authenticated', () => {
    const sealWith = (associated: string) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', K1.key, iv);
      cipher.setAAD(Buffer.from(associated));
      const bytes = Buffer.concat([iv, cipher.update('token'), cipher.final(), cipher.getAuthTag()]);
      return `v1.k1.${bytes.toString('base64url')}`;
    };
    const seal = createSeal([K1]);
    expect(seal.open(sealWith(`v1.k1.${CONTEXT}`), CONTEXT).plaintext).toBe('token');
    for (const associated of [CONTEXT, `k1.${CONTEXT}`, `v2.k1.${CONTEXT}`, `v1.k2.${CONTEXT}`, 'v1.k1.']) {
      expect(codeOf(() => seal.open(sealWith(associated), CONTEXT))).toBe('seal_broken');
    }
  });

  test('after a rotation the old seals are read and told to be stale, and the new key writes', () => {
    const [before, during, after] = [createSeal([K1]), createSeal([K2, K1]), createSeal([K2])];
    fc.assert(
      fc.property(anyText, (text) => {
        const old = before.seal(text, CONTEXT);
        expect(during.open(old, CONTEXT)).toStrictEqual({ plaintext: text, stale: true });
        const resealed = during.seal(text, CONTEXT);
        expect(during.open(resealed, CONTEXT)).toStrictEqual({ plaintext: text, stale: false });
        expect(after.open(resealed, CONTEXT)).toStrictEqual({ plaintext: text, stale: false });
        expect(codeOf(() => after.open(old, CONTEXT))).toBe('seal_unknown_key');
      }),
    );
  });

  test('half of a surrogate pair is refused rather than changed', () => {
    const seal = createSeal([K1]);
    expect(codeOf(() => seal.seal('\ud83d', CONTEXT))).toBe('seal_text_invalid');
    expect(codeOf(() => seal.seal('token', 'workspace:\ud83d'))).toBe('seal_text_invalid');
    expect(codeOf(() => seal.open(seal.seal('token', 'workspace:\ufffd'), 'workspace:\ud83d'))).toBe('seal_broken');
  });

  test('keys that cannot be used are refused at once', () => {
    const unusable = [
      [],
      [{ id: 'k1', key: randomBytes(31) }],
      [newKey('')],
      [newKey('k.1')],
      [newKey('k'.repeat(33))],
      [K1, newKey('k1')],
    ];
    for (const keys of unusable) expect(codeOf(() => createSeal(keys))).toBe('seal_keys_invalid');
  });

  test('a key that is wiped after use in a seal does not change the seal', () => {
    const key = randomBytes(32);
    const seal = createSeal([{ id: 'k1', key }]);
    const sealed = seal.seal('token', CONTEXT);
    key.fill(0);
    expect(seal.open(sealed, CONTEXT).plaintext).toBe('token');
  });

  test('neither the text nor a key shows in what is sealed, in an error or in the seal itself', () => {
    const text = 'dG9rOnRoaXMtaXMtYS1zZWNyZXQ';
    const seal = createSeal([K1]);
    const sealed = seal.seal(text, CONTEXT);
    const short = { id: 'k1', key: Buffer.from('a short key') };
    const shown = [
      sealed,
      inspect(seal, { depth: 9, showHidden: true }),
      ...[
        () => seal.open(sealed.slice(0, -1), CONTEXT),
        () => seal.open(sealed, 'another'),
        () => createSeal([K2]).open(sealed, CONTEXT),
        () => seal.seal(`${text}\ud83d`, CONTEXT),
        () => createSeal([short]),
      ].map((work) => inspect(refusal(work), { depth: 9, showHidden: true })),
    ].join('\n');
    for (const secret of [
      text,
      ...[K1.key, short.key].flatMap((key) => [key.toString('hex'), key.toString('base64')]),
    ]) {
      expect(shown).not.toContain(secret);
    }
  });
});
