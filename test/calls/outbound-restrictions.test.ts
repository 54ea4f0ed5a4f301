import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import examples from 'libphonenumber-js/examples.mobile.json';
import { getCountries, getCountryCallingCode, getExampleNumber, isSupportedCountry } from 'libphonenumber-js/max';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { RESTRICTIONS, restrictionOf } from '../../server/calls/outbound-restrictions.ts';

const countries = (...codes: string[]) => ({ type: 'countries', countries: codes });

describe('a number that may be restricted for calls out', () => {
  test.each([
    ['Kenya', '+254712123456', countries('KE'), 'documented'],
    ['the Bahamas, among the numbers of the United States', '+12423591234', countries('BS'), 'documented'],
    ['a mobile number in Chile', '+56961234567', countries('CL'), 'documented'],
    ['a mobile number in Afghanistan', '+93701234567', countries('AF'), 'documented'],
    ['a landline in Afghanistan, by our reading', '+93234567890', countries('AF'), 'inferred'],
    ['Guam, by our reading', '+16713001234', countries('GU'), 'inferred'],
    ['Puerto Rico, by our reading', '+17872345678', countries('PR'), 'inferred'],
    ['the Northern Mariana Islands, by our reading', '+16702345678', countries('MP'), 'inferred'],
    ['Timor-Leste, whose prefix is listed for others', '+67077212345', countries('TL'), 'uncertain'],
    ['two places that share a prefix', '+262692123456', countries('RE', 'YT'), 'documented'],
    ['freephone numbers of no country', '+80012345678', { type: 'universal_freephone' }, 'documented'],
    ['pay-per-call numbers, by our reading', '+19002345678', { type: 'pay_per_call' }, 'inferred'],
  ])('is told: %s', (_, e164, destination, basis) => {
    expect(restrictionOf(e164)).toMatchObject({ destination, basis });
  });
});

describe('a number that is not', () => {
  test.each([
    ['Russia, though Puerto Rico is listed as +787', '+78722123456'],
    ['a number of no country that Guam is listed as', '+67112345678'],
    ['a number of no country that Jamaica is listed as', '+87612345678'],
    ['Turkey with a trunk zero, though pay-per-call is listed as +900', '+905012345678'],
    ['a number that begins +900', '+90012345678'],
    ['the second area code of Jamaica, which is not listed', '+16582345678'],
    ['a landline in Chile', '+56221234567'],
    ['toll-free numbers of the United States', '+18002345678'],
    ['the United States', '+14155550100'],
    ['Kosovo, which left the prefix of Serbia', '+38344123456'],
    ['a number without its plus', '254712123456'],
    ['a written number', '+254 712 123456'],
    ['a prefix alone', '+254'],
    ['an empty text', ''],
  ])('is not told: %s', (_, e164) => {
    expect(restrictionOf(e164)).toBeUndefined();
  });

  test('is any number that does not begin with a prefix of the table, by the longest of those that do', () => {
    const prefix = fc.constantFrom(...RESTRICTIONS.map((one) => one.prefix));
    const number = fc
      .tuple(fc.oneof(prefix, fc.constant('+')), fc.stringMatching(/^[1-9]\d{9}$/))
      .map(([start, rest]) => start + rest);
    fc.assert(
      fc.property(number, (e164) => {
        const fitting = RESTRICTIONS.filter((one) => e164.startsWith(one.prefix));
        const longest = fitting.toSorted((a, b) => b.prefix.length - a.prefix.length)[0];
        expect(restrictionOf(e164)).toEqual(longest);
      }),
    );
  });
});

test('every country of the table has numbers with its prefix', () => {
  const codes = RESTRICTIONS.flatMap(({ destination, prefix }) =>
    destination.type === 'countries' ? destination.countries.map((country) => [country, prefix] as const) : [],
  );
  for (const [country, prefix] of codes.filter(([one]) => isSupportedCountry(one))) {
    const callingCode = getCountryCallingCode(country as 'KE');
    expect(prefix.startsWith(`+${callingCode}`), country).toBe(true);
    // The example of Chile is a landline, which is not restricted.
    const example = country === 'CL' ? '+56961234567' : getExampleNumber(country as 'KE', examples)?.number;
    expect(restrictionOf(example ?? ''), `${country} ${example}`).toBeDefined();
  }
});

test('countries that are not in the table are never told, by an example of each', () => {
  const listed = new Set(
    RESTRICTIONS.flatMap(({ destination }) => (destination.type === 'countries' ? destination.countries : [])),
  );
  const told = getCountries()
    .filter((country) => !listed.has(country) && restrictionOf(getExampleNumber(country, examples)?.number ?? ''))
    .toSorted();
  // Western Sahara has the prefix of Morocco.
  expect(told).toEqual(['EH']);
});

/** A folder named `shared` beside the repository has the list, taken from Intercom's help page. */
const LIST = resolve(fileURLToPath(new URL('../..', import.meta.url)), '../shared/data/outbound-restrictions.json');
if (!existsSync(LIST)) {
  process.stderr.write('Skipped: comparing restricted destinations with the list of them, which is not here.\n');
}

describe.skipIf(!existsSync(LIST))('the list of restricted destinations', () => {
  const match = z.array(z.object({ prefix: z.string(), basis: z.enum(['as_documented', 'inferred_normalised']) }));
  const never = z.array(z.string()).default([]);
  const list = z.object({
    outbound_restricted: z.array(
      z.object({
        iso2: z.string(),
        match,
        uncertain_match: z.array(z.object({ prefix: z.string(), prefix_owner_iso2: z.string() })).default([]),
        never_match_literally: never,
        optional_match: z.array(z.object({ prefix: z.string() })).default([]),
      }),
    ),
    special_ranges: z.array(z.object({ match, never_match_literally: never })),
  });
  const read = () => list.parse(JSON.parse(readFileSync(LIST, 'utf8')));
  const BASES = { as_documented: 'documented', inferred_normalised: 'inferred' } as const;

  test('says the same of every prefix', () => {
    const { outbound_restricted, special_ranges } = read();
    const listed = [
      ...outbound_restricted.flatMap(({ iso2, match: matches, uncertain_match }) => [
        ...matches.map(({ prefix, basis }) => `${prefix} ${iso2} ${BASES[basis]}`),
        ...uncertain_match.map(({ prefix, prefix_owner_iso2: owner }) => `${prefix} ${owner} uncertain`),
      ]),
      ...special_ranges.flatMap((one) => one.match.map(({ prefix, basis }) => `${prefix} - ${BASES[basis]}`)),
    ];
    const ours = RESTRICTIONS.flatMap(({ destination, prefix, basis }) =>
      (destination.type === 'countries' ? destination.countries : ['-']).map((code) => `${prefix} ${code} ${basis}`),
    );
    // The mobile numbers of Afghanistan are documented, and all of its numbers are inferred.
    expect(ours.toSorted()).toEqual(listed.toSorted());
  });

  test('has traps, and none of them is a prefix here', () => {
    const { outbound_restricted, special_ranges } = read();
    const traps = [
      ...[...outbound_restricted, ...special_ranges].flatMap((one) => one.never_match_literally),
      ...outbound_restricted.flatMap((one) => one.optional_match.map(({ prefix }) => prefix)),
    ];
    expect(traps).toContain('+787');
    expect(RESTRICTIONS.filter(({ prefix }) => traps.includes(prefix))).toEqual([]);
  });
});
