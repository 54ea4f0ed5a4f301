import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeyedHmac } from '../../server/http/hmac.ts';

describe.each(['sha1', 'sha256'] as const)('HMAC with %s', (algorithm) => {
  const nodes = (key: string, message: Uint8Array) => createHmac(algorithm, key).update(message).digest('hex');

  test('is what Node’s own says, for keys and messages of any length', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.uint8Array({ maxLength: 5_000 }), (key, message) => {
        expect(createKeyedHmac(algorithm, key)(message)).toBe(nodes(key, message));
      }),
    );
  });

  test.each([0, 1, 63, 64, 65, 128])('is what Node’s own says, for a key of %i bytes', (length) => {
    const hmac = createKeyedHmac(algorithm, 'k'.repeat(length));
    for (const message of ['', 'first', 'x'.repeat(100_000)].map((text) => Buffer.from(text))) {
      expect(hmac(message)).toBe(nodes('k'.repeat(length), message));
    }
  });
});
