import { expect, test } from 'vitest';
import { zoneOfNumber } from '../../server/callers/local-time.ts';
import { resolveNumber } from '../../server/callers/resolve-number.ts';

const AT_MS = Date.UTC(2026, 0, 8, 13, 5);

function zoneOf(text: string): string | undefined {
  const number = resolveNumber(text, undefined);
  if (!number.resolved) throw new Error(`${text} is not a number`);
  return zoneOfNumber(number, AT_MS);
}

test.each([
  ['+33762043575', 'Europe/Paris'],
  ['+442087653456', 'Europe/London'],
  ['+81 3 1234 5678', 'Asia/Tokyo'],
  ['+91 98765 43210', 'Asia/Calcutta'],
  // Two zones by name, one time.
  ['+4917667402970', 'Europe/Berlin'],
])('%s is at home in %s', (text, zone) => {
  expect(zoneOf(text)).toBe(zone);
});

test.each([
  ['a country with several times', '+14422497851'],
  ['a country with islands elsewhere', '+34911239613'],
  ['a country where some keep the clock in summer', '+61281032081'],
  ['a number that companies have anywhere', '+33 800 123 456'],
  ['a number of no country', '+80012345678'],
  ['a country whose zone is not known', '+383 44 123 456'],
])('the time is not guessed for %s', (_, text) => {
  expect(zoneOf(text)).toBeUndefined();
});
