import fc from 'fast-check';
import { getCountries } from 'libphonenumber-js/max';
import { describe, expect, test } from 'vitest';
import { phonesOf } from '../../server/callers/contact-phones.ts';
import { isHiddenCaller } from '../../server/callers/hidden-caller.ts';
import { readPhoneNumber } from '../../server/callers/phone-number.ts';
import { plainCharacters } from '../../server/callers/plain-characters.ts';
import { resolveNumber } from '../../server/callers/resolve-number.ts';
import { anyCharacter } from '../any-character.ts';

const country = fc.option(fc.constantFrom(...getCountries(), '', 'xx', '001'), { nil: undefined });
const piece = fc.constantFrom(
  ...[
    '+',
    '00',
    '011',
    '(0)',
    ' ',
    '-',
    '.',
    '/',
    '(',
    ')',
    '#',
    '*',
    ',',
    ';',
    'x',
    'ext',
    'tel:',
    'sip:',
    '@',
    ';ext=',
    '\n',
    '<',
    '>',
  ],
  ...[
    '%2B',
    ';phone-context=+',
    'poste',
    '\u202a',
    '٣',
    '５',
    '𝟗',
    '44',
    '1',
    '49',
    '521',
    '8',
    '266696687',
    'anonymous',
  ],
);
const text = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.array(fc.oneof(piece, fc.nat(9999).map(String)), { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.stringMatching(/^\+?\d{0,18}$/),
);

describe('whatever the text', () => {
  test('nothing throws, and what is found is an E.164 number that reads as itself', () => {
    fc.assert(
      fc.property(text, country, (written, defaultCountry) => {
        const found = resolveNumber(written, defaultCountry);
        for (const e164 of phonesOf(written, defaultCountry)) expect(e164).toMatch(/^\+[1-9]\d{3,16}$/);
        if (!found.resolved) return;
        const again = resolveNumber(found.e164, defaultCountry);
        expect(again).toMatchObject({ resolved: true, e164: found.e164, how: 'international', country: found.country });
        expect(resolveNumber(found.international, undefined)).toMatchObject({ e164: found.e164 });
        expect(found.alternatives).not.toContain(found.e164);
      }),
      { numRuns: 3000 },
    );
  });

  test('a hidden caller is one everywhere, and has no number to be found by', () => {
    fc.assert(
      fc.property(text, country, (written, defaultCountry) => {
        const found = resolveNumber(written, defaultCountry);
        const hidden = !found.resolved && found.reason === 'hidden';
        expect(isHiddenCaller(written)).toBe(hidden);
        expect(readPhoneNumber(written, defaultCountry)?.hidden ?? false).toBe(hidden);
        if (hidden) expect(phonesOf(written, defaultCountry)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

test('a long text takes no longer than a short one', () => {
  const startedAt = process.threadCpuUsage();
  for (const unit of ['1 ', 'x', ' ', '(', '1x', ',', '#', '<sip:', ';a=', '-.'])
    resolveNumber(unit.repeat(100_000), 'US');
  for (const unit of ['1 ', 'x', ' ', '(', '1x', ',1', '#', '<', ';a', '-.', 'ext'])
    resolveNumber(unit.repeat(100).slice(0, 249), 'US');
  expect(process.threadCpuUsage(startedAt).user).toBeLessThan(500_000);
});

test('digits of every script that Node can write are read', () => {
  const systems = Intl.supportedValuesOf('numberingSystem').map((system) => {
    const format = new Intl.NumberFormat(`en-u-nu-${system}`, { useGrouping: false });
    return Array.from({ length: 10 }, (_, digit) => format.format(digit)).join('');
  });
  const decimal = systems.filter((digits) => /^\p{Nd}{10}$/u.test(digits));
  expect(decimal.length).toBeGreaterThan(50);
  for (const digits of decimal) expect(plainCharacters(digits)).toBe('0123456789');
});
