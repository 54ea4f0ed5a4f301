import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { known, unavailable } from '../../canvas/facts.ts';
import { callerDaytime } from '../../server/calls/insights/caller-daytime.ts';
import type { InsightFacts } from '../../server/calls/insights/facts.ts';
import { aheadOfUtcMs, atHour } from '../../server/calls/insights/wall-clock.ts';
import { call, caller, DAY_MS, facts, HOUR_MS, START_MS } from './samples.ts';

const FRENCH = call({ phone: '+33762043575' });
const JAPANESE = call({ phone: '+81312345678' });
const inNewYork = (given: Partial<InsightFacts>) =>
  callerDaytime(facts({ timeZone: 'America/New_York', call: FRENCH, ...given }));

describe('when it is daytime for the caller', () => {
  test('is told as the next daytime while it is not', () => {
    // 7:05PM in Paris, then 3:00AM.
    const tomorrow = {
      kind: 'outside_daytime',
      fromMs: Date.UTC(2026, 0, 9, 8),
      untilMs: Date.UTC(2026, 0, 9, 17),
    };
    expect(inNewYork({ nowMs: START_MS })).toEqual(tomorrow);
    expect(inNewYork({ nowMs: Date.UTC(2026, 0, 9, 2) })).toEqual(tomorrow);
    expect(inNewYork({ nowMs: Date.UTC(2026, 0, 9, 7, 59) })).toEqual(tomorrow);
  });

  test('is told with its end while it is', () => {
    const end = { kind: 'daytime', untilMs: Date.UTC(2026, 0, 9, 17) };
    expect(inNewYork({ nowMs: Date.UTC(2026, 0, 9, 8) })).toEqual(end);
    expect(inNewYork({ nowMs: Date.UTC(2026, 0, 9, 16, 59) })).toEqual(end);
    expect(inNewYork({ nowMs: Date.UTC(2026, 0, 9, 17) })).toMatchObject({ kind: 'outside_daytime' });
  });

  test('goes by the day of the caller, not by that of the workspace', () => {
    // 9:05AM on the next day in Tokyo.
    expect(inNewYork({ call: JAPANESE, nowMs: Date.UTC(2026, 0, 9, 0, 5) })).toEqual({
      kind: 'daytime',
      untilMs: Date.UTC(2026, 0, 9, 9),
    });
  });

  test('goes by the clocks that will be when they are changed in the night', () => {
    // The last Sunday of March in France, 3:00AM instead of 2:00AM.
    expect(inNewYork({ nowMs: Date.UTC(2026, 2, 28, 20) })).toEqual({
      kind: 'outside_daytime',
      fromMs: Date.UTC(2026, 2, 29, 7),
      untilMs: Date.UTC(2026, 2, 29, 16),
    });
  });

  test.each<[string, Partial<InsightFacts>]>([
    ['to a workspace with the same clock', { timeZone: 'Europe/Berlin' }],
    [
      'to a workspace whose zone is unknown, and shown as UTC',
      {
        timeZone: 'Nowhere/Land',
        call: call({ phone: '+442087653456' }),
      },
    ],
    ['of a country with several times', { call: call({ phone: '+14422497851' }) }],
    ['of a company’s number', { call: call({ phone: '+33800123456' }) }],
    ['of a hidden caller', { call: call({ phone: 'anonymous' }) }],
    ['while the call goes on', { call: { ...FRENCH, state: 'in-progress', endedAtMs: undefined } }],
    ['when nothing is known of the caller', { call: undefined, caller: unavailable('timed_out', START_MS) }],
  ])('is not told %s', (_, given) => {
    expect(inNewYork({ nowMs: START_MS, ...given })).toBeUndefined();
  });

  test('is not told by a country that was only guessed', () => {
    const phone = { raw: '07.62.04.35.75', international: '+33 7 62 04 35 75', countryCode: 'FR' };
    const given = { nowMs: START_MS, timeZone: 'America/New_York', caller: known(caller({ phone })) };
    expect(callerDaytime(facts(given, { country: 'FR', isGuess: true }))).toBeUndefined();
    expect(callerDaytime(facts(given, { country: 'FR', isGuess: false }))).toMatchObject({ kind: 'outside_daytime' });
  });

  test('is told of the contact’s number when there is no call', () => {
    expect(inNewYork({ call: undefined, caller: known(caller()) })).toBeDefined();
  });

  test('is told to a workspace whose clock is the same now and not then', () => {
    // Portugal changes its clocks with London, Iceland keeps them.
    const given = { timeZone: 'Europe/London', call: call({ phone: '+351912345678' }), nowMs: START_MS };
    expect(inNewYork(given)).toBeUndefined();
    const iceland = call({ phone: '+3546111234' });
    expect(inNewYork({ ...given, call: iceland, nowMs: Date.UTC(2026, 2, 28, 20) })).toMatchObject({
      kind: 'outside_daytime',
      fromMs: Date.UTC(2026, 2, 29, 9),
    });
  });
});

test('at any time, daytime lies ahead or is going on, is nine hours long and begins at nine there', () => {
  const phone = fc.constantFrom('+33762043575', '+81312345678', '+919876543210', '+9779841234567', '+254712123456');
  const nowMs = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) });
  fc.assert(
    fc.property(phone, nowMs, (from, atMs) => {
      const insight = inNewYork({ call: call({ phone: from }), nowMs: atMs });
      if (insight?.kind === 'daytime') {
        expect(insight.untilMs - atMs).toBeGreaterThan(0);
        expect(insight.untilMs - atMs).toBeLessThanOrEqual(9 * HOUR_MS);
      } else if (insight?.kind === 'outside_daytime') {
        expect(insight.untilMs - insight.fromMs).toBe(9 * HOUR_MS);
        expect(insight.fromMs - atMs).toBeGreaterThan(0);
        expect(insight.fromMs - atMs).toBeLessThanOrEqual(16 * HOUR_MS);
      } else expect(insight).toBeUndefined();
    }),
  );
});

describe('clocks', () => {
  test.each([
    ['UTC', START_MS, 0],
    ['America/New_York', START_MS, -5],
    ['Asia/Kathmandu', START_MS, 5.75],
    ['Europe/Paris', Date.UTC(2026, 6, 1), 2],
    ['Pacific/Kiritimati', START_MS + 1, 14],
  ])('in %s at %d are %d hours ahead of UTC', (zone, atMs, hours) => {
    expect(aheadOfUtcMs(zone, atMs)).toBe(hours * HOUR_MS);
  });

  test('of a zone that is none are not known', () => {
    expect(aheadOfUtcMs('Nowhere/Land', START_MS)).toBeUndefined();
    expect(atHour('', START_MS, 9)).toBeUndefined();
  });

  test('show the hour that was asked for, on the day that was asked for', () => {
    const zone = fc.constantFrom('Europe/Paris', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC');
    const atMs = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) });
    fc.assert(
      fc.property(
        zone,
        atMs,
        fc.integer({ min: 6, max: 20 }),
        fc.integer({ min: 0, max: 1 }),
        (timeZone, ms, hour, days) => {
          const found = atHour(timeZone, ms, hour, days) ?? Number.NaN;
          const shown = (time: number) => time + (aheadOfUtcMs(timeZone, time) ?? Number.NaN);
          expect(shown(found) % DAY_MS).toBe(hour * HOUR_MS);
          expect(Math.floor(shown(found) / DAY_MS)).toBe(Math.floor(shown(ms) / DAY_MS) + days);
        },
      ),
    );
  });
});
