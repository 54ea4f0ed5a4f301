import { describe, expect, test } from 'vitest';
import { countryOfZone, zonesOf } from '../../server/callers/country-zones.ts';
import { guessDefaultCountry } from '../../server/callers/default-country.ts';

const FRENCH = ['+33762043575', '+33 1 42 68 53 00', '+33 6 12 34 56 78', '+33612345679'];
const AMERICAN = ['+14422497851', '(442) 249-7851', '+1 415 555 2671'];

describe('the country that numbers are read in', () => {
  test('is the one that most contacts with a clear number are in', () => {
    const guess = guessDefaultCountry({ contactPhones: [...FRENCH, ...AMERICAN], timeZone: 'America/New_York' });
    expect(guess).toEqual({ country: 'FR', why: 'contacts', share: 4 / 6 });
  });

  test('is that of the time zone where the contacts are of many countries, or too few', () => {
    const mixed = [...FRENCH, ...AMERICAN, '+442087653456', '+34911239613'];
    expect(guessDefaultCountry({ contactPhones: mixed, timeZone: 'Europe/Paris' })).toEqual({
      country: 'FR',
      why: 'time_zone',
      share: 0.5,
    });
    expect(guessDefaultCountry({ contactPhones: FRENCH, timeZone: 'Europe/London' })).toEqual({
      country: 'GB',
      why: 'time_zone',
      share: 0,
    });
  });

  test('counts only numbers that say their country themselves', () => {
    const contactPhones = ['07 62 04 35 75', '33762043575', 'anonymous', '+266696687', '+80012345678', '', undefined];
    expect(guessDefaultCountry({ contactPhones, timeZone: undefined })).toEqual({
      country: undefined,
      why: 'none',
      share: 0,
    });
  });

  test.each(['UTC', 'Etc/GMT+5', 'Mars/Olympus', ''])('is not guessed from %j', (timeZone) => {
    expect(guessDefaultCountry({ contactPhones: [], timeZone }).why).toBe('none');
  });
});

describe('the country of a time zone', () => {
  test.each([
    ['America/Los_Angeles', 'US'],
    ['US/Pacific', 'US'],
    ['America/Toronto', 'CA'],
    ['Europe/London', 'GB'],
    ['Europe/Oslo', 'NO'],
    ['Europe/Stockholm', 'SE'],
    ['Asia/Kolkata', 'IN'],
    ['Asia/Calcutta', 'IN'],
    ['Europe/Kyiv', 'UA'],
    ['Australia/Melbourne', 'AU'],
    ['Asia/Hong_Kong', 'HK'],
  ])('%s is in %s', (timeZone, country) => {
    expect(countryOfZone(timeZone)).toBe(country);
  });

  test('is known for every zone that Node has, save Antarctica and islands where nobody has a phone number', () => {
    const unknown = Intl.supportedValuesOf('timeZone').filter((zone) => countryOfZone(zone) === undefined);
    expect(unknown.filter((zone) => !zone.startsWith('Antarctica/')).length).toBeLessThan(10);
    expect(zonesOf('NZ')).toContain('Pacific/Auckland');
  });
});
