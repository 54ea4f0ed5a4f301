import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { resolveNumber } from '../../server/callers/resolve-number.ts';
import { LINES } from './formats.ts';

const FORMATS = LINES.flatMap(({ country, e164, written }) => written.map((text) => ({ country, e164, text })));

describe('the ways that seven countries write a number', () => {
  test.each(FORMATS)('$text in $country is $e164', ({ country, e164, text }) => {
    expect(resolveNumber(text, country)).toMatchObject({ resolved: true, e164 });
  });

  test('are 44, and one of them can be read in two ways, which is told', () => {
    expect(FORMATS).toHaveLength(44);
    const unsure = FORMATS.map(({ country, text }) => ({ text, found: resolveNumber(text, country) })).flatMap(
      ({ text, found }) =>
        found.resolved && found.confidence !== 'high' ? [[text, found.how, found.alternatives]] : [],
    );
    expect(unsure).toEqual([
      ['00762043575', 'doubled_trunk_zero', []],
      ['4917667402970', 'without_plus', ['+494917667402970']],
    ]);
  });
});

/** A folder named `shared` beside the repository has the list that the lines above were taken from. */
const LIST = resolve(fileURLToPath(new URL('../..', import.meta.url)), '../shared/data/aircall-cases.json');
if (!existsSync(LIST)) {
  process.stderr.write(
    'Skipped: comparing the written phone formats with the list they come from, which is not here.\n',
  );
}

describe.skipIf(!existsSync(LIST))('the list they come from', () => {
  const row = z.object({ iso2: z.string(), input: z.string(), expected_e164: z.string() });

  test('has the same ways, no more and no fewer', () => {
    const { phone_formats } = z.object({ phone_formats: z.array(row) }).parse(JSON.parse(readFileSync(LIST, 'utf8')));
    const listed = phone_formats.map((one) => ({ country: one.iso2, e164: one.expected_e164, text: one.input }));
    expect(listed).toEqual(FORMATS);
  });
});
