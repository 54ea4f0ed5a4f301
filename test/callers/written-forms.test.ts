import fc from 'fast-check';
import { expect, test } from 'vitest';
import { phonesOf } from '../../server/callers/contact-phones.ts';
import { writtenForms } from '../../server/callers/written-forms.ts';
import { worldNumbers } from './world-numbers.ts';

test('a number is searched for in the forms that people write it in', () => {
  expect(writtenForms('+33762043575')).toEqual([
    ...['+33762043575', '33762043575', '0033762043575'],
    ...['07 62 04 35 75', '0762043575', '07.62.04.35.75', '07-62-04-35-75'],
    ...['+33 7 62 04 35 75', '+33.7.62.04.35.75', '+33-7-62-04-35-75', '762043575'],
  ]);
  expect(writtenForms('+14155550100')).toEqual(
    expect.arrayContaining(['(415) 555-0100', '415-555-0100', '4155550100', '+1 415 555 0100', '14155550100']),
  );
});

test('a number that is not in use is searched for by its digits', () => {
  expect(writtenForms('+19995550100')).toEqual(['+19995550100', '19995550100', '0019995550100']);
});

test('every number of the world is found by the first forms of it, read in its own country', () => {
  const numbers = worldNumbers(2).map(({ region, number }) => ({ region, e164: number.number }));
  fc.assert(
    fc.property(fc.constantFrom(...numbers), ({ region, e164 }) => {
      const forms = writtenForms(e164);
      expect(forms.length).toBeLessThanOrEqual(14);
      expect(new Set(forms).size).toBe(forms.length);
      const [plain = '', withoutPlus = '', withExitCode = ''] = forms;
      for (const form of [plain, withoutPlus, withExitCode]) expect(phonesOf(form, region)).toContain(e164);
    }),
    { numRuns: 500 },
  );
});
