import { expect, test } from 'vitest';
import { matchOf, phonesOf } from '../../server/callers/contact-phones.ts';
import { readPhoneNumber } from '../../server/callers/phone-number.ts';

test.each([
  ['07 62 04 35 75', 'FR', ['+33762043575']],
  ['+33 7 62 04 35 75', undefined, ['+33762043575']],
  ['4917667402970', 'DE', ['+4917667402970', '+494917667402970']],
  ['03 40 00 56', 'GA', ['+24103400056', '+2413400056']],
  ['+54 9 11 2345 6789', undefined, ['+5491123456789', '+541123456789']],
  ['33762043575', 'US', ['+33762043575']],
  ['33762043575', undefined, ['+33762043575']],
  ['+1 999 555 0100', undefined, ['+19995550100']],
  ['07 62 04 35 75', undefined, []],
  ['anonymous', 'US', []],
  ['+266696687', 'LS', []],
  ['reception', 'US', []],
  ['911', 'US', []],
  ['', 'US', []],
  [undefined, 'US', []],
])('a contact with the phone %j in %s is found by %j', (phone, country, expected) => {
  expect(phonesOf(phone, country)).toEqual(expected);
});

test.each([
  ['07 62 04 35 75', 'FR', '+33762043575', 'exact'],
  ['+1 999 555 0100', undefined, '+19995550100', 'exact'],
  ['+54 9 11 2345 6789', undefined, '+541123456789', 'exact'],
  ['+54 11 2345 6789', undefined, '+5491123456789', 'possible'],
  ['4930123456', 'US', '+4930123456', 'possible'],
  ['33762043575', undefined, '+33762043575', 'possible'],
  ['03 40 00 56', 'GA', '+24103400056', 'possible'],
  ['4917667402970', 'DE', '+4917667402970', 'exact'],
  ['4917667402970', 'DE', '+494917667402970', 'possible'],
  ['07 62 04 35 75', 'FR', '+41762043575', undefined],
  ['anonymous', 'US', '+266696687', undefined],
  [undefined, 'US', '+33762043575', undefined],
])('of whom the phone is %j in %s, whether they have %s: %s', (phone, country, phoneE164, expected) => {
  expect(matchOf(phone, phoneE164, country)).toBe(expected);
});

test('a card shows a number that has no country code as the default country reads it', () => {
  const raw = '07.62.04.35.75';
  expect(readPhoneNumber(raw, 'FR')).toEqual({ raw, international: '+33 7 62 04 35 75', countryCode: 'FR' });
  expect(readPhoneNumber(raw)).toEqual({ raw, international: undefined, countryCode: undefined });
});

test('a card shows a text that may mean two numbers as it was written', () => {
  const raw = '03 40 00 56';
  expect(readPhoneNumber(raw, 'GA')).toEqual({ raw, international: undefined, countryCode: undefined });
});

test('a card shows a number of a range that is not in use without a country', () => {
  const raw = '+19995550100';
  expect(readPhoneNumber(raw)).toEqual({ raw, international: '+1 999 555 0100', countryCode: undefined });
});

test('a card is told that the caller hides, and never shows a code for that as a number', () => {
  for (const raw of ['anonymous', '+266696687']) {
    expect(readPhoneNumber(raw, 'LS')).toEqual({ raw, international: undefined, countryCode: undefined, hidden: true });
  }
});
