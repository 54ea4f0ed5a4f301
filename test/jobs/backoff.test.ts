import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs, MAX_ATTEMPTS, patienceMs } from '../../server/jobs/backoff.ts';

const HOUR_MS = 3_600_000;
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const attempts = fc.integer({ min: 1, max: 10_000 });

test('a failed job waits at least some seconds and never longer than an hour', () => {
  fc.assert(
    fc.property(attempts, chance, (attempt, random) => {
      const ms = backoffMs(attempt, random);
      expect(Number.isInteger(ms)).toBe(true);
      expect(ms).toBeGreaterThanOrEqual(2_500);
      expect(ms).toBeLessThanOrEqual(HOUR_MS);
    }),
  );
});

test('the bounds of the wait never shrink from one attempt to the next', () => {
  fc.assert(
    fc.property(attempts, (attempt) => {
      for (const random of [0, 1 - Number.EPSILON]) {
        expect(backoffMs(attempt + 1, random)).toBeGreaterThanOrEqual(backoffMs(attempt, random));
      }
    }),
  );
});

test('at least half of the wait is certain, and chance alone tells jobs apart that failed together', () => {
  fc.assert(
    fc.property(attempts, chance, chance, (attempt, one, two) => {
      const [less, more] = [one, two].toSorted((a, b) => a - b);
      expect(backoffMs(attempt, more ?? 0)).toBeGreaterThanOrEqual(backoffMs(attempt, less ?? 0));
      expect(backoffMs(attempt, one)).toBeLessThanOrEqual(2 * backoffMs(attempt, two) + 1);
    }),
  );
});

test('a job that always fails is tried for hours before it is given up', () => {
  const waits = (random: number) =>
    Array.from({ length: MAX_ATTEMPTS - 1 }, (_, index) => backoffMs(index + 1, random)).reduce((a, b) => a + b, 0);
  expect(waits(0)).toBeGreaterThan(2.5 * HOUR_MS);
  expect(waits(0.999)).toBeLessThan(6 * HOUR_MS);
});

test('a job that is not to blame waits 5 s to 5 min, the longer the older it is', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(), (ageMs, moreMs) => {
      const ms = patienceMs(ageMs);
      expect(ms).toBeGreaterThanOrEqual(5_000);
      expect(ms).toBeLessThanOrEqual(300_000);
      expect(patienceMs(ageMs + moreMs)).toBeGreaterThanOrEqual(ms);
    }),
  );
  expect([patienceMs(0), patienceMs(600_000), patienceMs(HOUR_MS)]).toEqual([5_000, 60_000, 300_000]);
});
