import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limitMsOf, nextAskMs } from '../../server/fin-voice/collect-schedule.ts';

const phase = fc.constantFrom('unmatched' as const, 'in_progress' as const);
const HOUR_MS = 3_600_000;

/** When Intercom is asked about a call that nothing ever happens to. */
function asksOf(which: 'unmatched' | 'in_progress'): number[] {
  const atMs: number[] = [];
  for (let ageMs = 0; ; ) {
    const inMs = nextAskMs(which, { asked: atMs.length, ageMs });
    if (inMs === undefined) return atMs;
    ageMs += inMs;
    atMs.push(ageMs);
  }
}

describe('how often Intercom is asked about a call', () => {
  test('every few seconds at first, at most every five minutes, and less and less often', () => {
    for (const which of ['unmatched', 'in_progress'] as const) {
      const asks = asksOf(which);
      expect(asks[0]).toBe(5_000);
      const pauses = asks.map((atMs, nth) => atMs - (asks[nth - 1] ?? 0)).slice(0, -1);
      expect(pauses).toEqual(pauses.toSorted((one, other) => one - other));
      expect(Math.max(...pauses)).toBe(300_000);
    }
  });

  test('until two hours passed without Fin, or a day with it, and at that very moment for the last time', () => {
    expect(asksOf('unmatched').at(-1)).toBe(2 * HOUR_MS);
    expect(asksOf('in_progress').at(-1)).toBe(24 * HOUR_MS);
    expect([asksOf('unmatched').length, asksOf('in_progress').length]).toMatchInlineSnapshot(`
      [
        39,
        322,
      ]
    `);
  });

  test('is at some time in the future, and never after the limit, whatever the clock does', () => {
    fc.assert(
      fc.property(phase, fc.nat(100_000), fc.integer({ min: -1e12, max: 1e12 }), (which, asked, ageMs) => {
        const inMs = nextAskMs(which, { asked, ageMs });
        expect(inMs === undefined).toBe(ageMs >= limitMsOf(which));
        if (inMs === undefined) return;
        expect(inMs).toBeGreaterThan(0);
        expect(Math.max(0, ageMs) + inMs).toBeLessThanOrEqual(limitMsOf(which));
      }),
    );
  });
});
