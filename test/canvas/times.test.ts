import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateAndTime, isSameDay, timeOfDay } from '../../canvas/dates.ts';

const AT_MS = Date.UTC(2026, 0, 8, 18, 5, 7);

test('a time in the course of a call has its seconds, in the workspace’s zone', () => {
  expect(timeOfDay(AT_MS, 'America/New_York')).toBe('1:05:07PM');
  expect(timeOfDay(AT_MS, 'Asia/Kolkata')).toBe('11:35:07PM');
  expect(timeOfDay(AT_MS, 'Not/AZone')).toBe('6:05:07PM UTC');
  expect(timeOfDay(Number.NaN, 'UTC')).toBe('unknown time');
});

test('a day ends at midnight there', () => {
  expect(isSameDay(AT_MS, AT_MS + 6 * 3_600_000, 'UTC')).toBe(false);
  expect(isSameDay(AT_MS, AT_MS + 6 * 3_600_000, 'America/New_York')).toBe(true);
});

test('a time of day is the one of the date, whenever and wherever', () => {
  const zones = fc.constantFrom('America/New_York', 'Asia/Kolkata', 'Pacific/Chatham', 'Europe/Paris', 'UTC');
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 4e12 }), zones, (atMs, zone) => {
      const [hours = '', minutes = '', rest = ''] = timeOfDay(atMs, zone).split(':');
      expect(dateAndTime(atMs, zone)).toContain(`at ${hours}:${minutes}${rest.slice(2)}`);
      expect(Number(rest.slice(0, 2))).toBe(new Date(atMs).getUTCSeconds());
    }),
  );
});
