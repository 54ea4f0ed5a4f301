import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateAndTime, duration } from '../../canvas/dates.ts';
import { columnsOf } from '../../canvas/kit/text-width.ts';
import { clip, link, plain } from '../../canvas/words.ts';
import { readPhoneNumber } from '../../server/callers/phone-number.ts';

describe('dates on cards', () => {
  test.each([
    [Date.UTC(2019, 0, 8, 18, 5), 'America/New_York', 'Jan 8, 2019 at 1:05PM'],
    [Date.UTC(2019, 0, 8, 5, 5), 'America/New_York', 'Jan 8, 2019 at 12:05AM'],
    [Date.UTC(2026, 6, 1, 22, 0), 'Europe/Paris', 'Jul 2, 2026 at 12:00AM'],
    [Date.UTC(2026, 6, 1, 12, 0), 'Asia/Kathmandu', 'Jul 1, 2026 at 5:45PM'],
    [Date.UTC(2026, 6, 1, 12, 0), 'Not/AZone', 'Jul 1, 2026 at 12:00PM UTC'],
    [Number.NaN, 'UTC', 'unknown time'],
  ])('%d in %s is %s', (atMs, timeZone, text) => {
    expect(dateAndTime(atMs, timeZone)).toBe(text);
  });

  test.each([
    [0, '0 s'],
    [35_400, '35 s'],
    [155_000, '2 min 35 s'],
    [7_500_000, '2 h 5 min'],
    [-5, '0 s'],
  ])('%d ms is %s', (lengthMs, text) => {
    expect(duration(lengthMs)).toBe(text);
  });
});

describe('text from outside', () => {
  test('is never wider than asked for, and says where it was cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), fc.integer({ min: 2, max: 60 }), (text, columns) => {
        const clipped = clip(text, columns);
        expect(columnsOf(clipped)).toBeLessThanOrEqual(columns);
        expect(clipped.isWellFormed()).toBe(true);
      }),
    );
    expect(clip('Invoice question', 10)).toBe('Invoice q…');
    expect(clip('short', 10)).toBe('short');
  });

  test('cannot make a link or bold', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('[', ']', '(', ')', '*', 'a', ' ') }), (text) => {
        expect(plain(text)).not.toMatch(/[[\]*]/);
      }),
    );
    expect(link('a](https://evil.test)', 'https://ok.test/(x)')).toBe(
      '[a)(https://evil.test)](https://ok.test/%28x%29)',
    );
  });
});

describe('phone numbers on cards', () => {
  test.each([
    ['+14155550100', '+1 415 555 0100', 'US'],
    ['+33 7 62 04 35 75', '+33 7 62 04 35 75', 'FR'],
  ])('%s reads %s', (raw, international, countryCode) => {
    expect(readPhoneNumber(raw)).toEqual({ raw, international, countryCode });
  });

  test('what is not a number with its country code stays as it was written', () => {
    for (const raw of ['reception', '12345', '07.62.04.35.75']) {
      expect(readPhoneNumber(raw)).toEqual({ raw, international: undefined, countryCode: undefined });
    }
    expect(readPhoneNumber('  ')).toBeUndefined();
    expect(readPhoneNumber(undefined)).toBeUndefined();
  });
});
