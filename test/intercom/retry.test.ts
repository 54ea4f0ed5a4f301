import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  backoffMs,
  type FailedAttempt,
  MAX_ATTEMPTS,
  retryDelayMs,
  windowDelayMs,
} from '../../server/intercom/retry.ts';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const nowMs = fc.integer({ min: 0, max: 1e13 });
const failed: fc.Arbitrary<FailedAttempt> = fc.record({
  attempt: fc.integer({ min: 1, max: 4 }),
  effect: fc.constantFrom('none', 'repeatable', 'once'),
  code: fc.constantFrom(
    'intercom_unauthorized',
    'intercom_forbidden',
    'intercom_not_found',
    'intercom_conflict',
    'intercom_refused',
    'intercom_rate_limited',
    'intercom_down',
    'intercom_unreachable',
    'intercom_timed_out',
    'intercom_bad_answer',
  ),
  sent: fc.boolean(),
  resetAtMs: fc.option(nowMs, { nil: undefined }),
  nowMs,
  deadlineAtMs: nowMs,
  random,
});

describe('sending again', () => {
  test('never happens for a request that may have taken effect and must not twice', () => {
    fc.assert(
      fc.property(failed, (attempt) => {
        const mayHaveHappened = attempt.sent && attempt.code !== 'intercom_rate_limited';
        fc.pre(attempt.effect === 'once' && mayHaveHappened);
        expect(retryDelayMs(attempt)).toBeUndefined();
      }),
    );
  });

  test('never happens more than twice', () => {
    fc.assert(
      fc.property(failed, (attempt) => {
        expect(retryDelayMs({ ...attempt, attempt: MAX_ATTEMPTS })).toBeUndefined();
      }),
    );
    expect(MAX_ATTEMPTS).toBe(3);
  });

  test('never happens at or after the deadline, nor inside a window that is used up', () => {
    fc.assert(
      fc.property(failed, (attempt) => {
        const delayMs = retryDelayMs(attempt);
        fc.pre(delayMs !== undefined);
        const atMs = attempt.nowMs + Number(delayMs);
        expect(atMs).toBeLessThan(attempt.deadlineAtMs);
        if (attempt.code === 'intercom_rate_limited' && attempt.resetAtMs !== undefined) {
          expect(atMs).toBeGreaterThanOrEqual(attempt.resetAtMs);
        }
      }),
    );
  });

  test('happens only after what time alone can heal', () => {
    fc.assert(
      fc.property(failed, (attempt) => {
        fc.pre(retryDelayMs(attempt) !== undefined);
        expect(['intercom_rate_limited', 'intercom_down', 'intercom_unreachable']).toContain(attempt.code);
      }),
    );
  });
});

describe('how long to wait', () => {
  test('grows with each try, with half of it left to chance', () => {
    expect([1, 2, 3].map((attempt) => backoffMs(attempt, 0))).toEqual([100, 200, 400]);
    expect([1, 2, 3].map((attempt) => backoffMs(attempt, 0.999_999))).toEqual([200, 400, 800]);
  });

  test('stays between 0.1 and 2 seconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), random, (attempt, chance) => {
        expect(backoffMs(attempt, chance)).toBeGreaterThanOrEqual(100);
        expect(backoffMs(attempt, chance)).toBeLessThanOrEqual(2_000);
      }),
    );
  });

  test('for a window is until it ends and at most half a second more', () => {
    fc.assert(
      fc.property(nowMs, fc.integer({ min: 0, max: 60_000 }), random, (atMs, aheadMs, chance) => {
        const delayMs = windowDelayMs(atMs + aheadMs, atMs, chance);
        expect(delayMs).toBeGreaterThanOrEqual(aheadMs);
        expect(delayMs).toBeLessThanOrEqual(aheadMs + 500);
      }),
    );
  });
});
