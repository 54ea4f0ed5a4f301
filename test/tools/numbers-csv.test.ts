import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CsvError, readCsv, writeCsv } from '../../tools/numbers/csv.ts';
import { guard, unguard } from '../../tools/numbers/guarded-cell.ts';
import { anyCharacter } from '../any-character.ts';

/** Whatever people write into a field, and what is hard about CSV and spreadsheets more often. */
const text = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.string({
    unit: fc.constantFrom('"', ',', ';', '\t', '\r', '\n', "'", '=', '+', '-', '@', '0', 'a', ' ', '\ufeff'),
  }),
  fc.constantFrom('=1+1', '+33762043575', '0762043575', '-1', '@sum', '\t=1', '＝1', "'+1", "''", '65e101', 'Jo', ''),
);
const rows = fc.array(fc.array(text, { minLength: 1, maxLength: 5 }), { maxLength: 6 });

test('what is written as CSV is read back, whatever is in it', () => {
  fc.assert(fc.property(rows, (given) => void expect(readCsv(writeCsv(given))).toEqual(given)));
});

test('with any separator that spreadsheets use', () => {
  const separated = (given: string[][], separator: string) =>
    given.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator)).join('\n');
  fc.assert(
    fc.property(rows, fc.constantFrom(',', ';', '\t'), (given, separator) => {
      expect(readCsv(separated(given, separator), separator)).toEqual(given);
    }),
  );
});

test('any text is rows or an error that says which row is broken, with the rows in front of it', () => {
  fc.assert(
    fc.property(text, rows, (broken, before) => {
      const given = writeCsv(before) + broken;
      try {
        expect(readCsv(given).slice(0, before.length)).toEqual(before);
      } catch (error) {
        if (!(error instanceof CsvError)) throw error;
        expect(error.rowsBefore.slice(0, before.length)).toEqual(before);
        expect(error.message).toContain(`Row ${error.rowsBefore.length + 1} `);
      }
    }),
  );
});

describe('a guarded cell', () => {
  test('begins with nothing that a spreadsheet calculates or takes for a number', () => {
    fc.assert(fc.property(text, (given) => void expect(guard(given)).toMatch(/^(?:$|'|\p{L})/u)));
  });

  test('is read back as it was', () => {
    fc.assert(fc.property(text, (given) => void expect(unguard(guard(given))).toBe(given)));
  });

  test('means the same when a spreadsheet took the apostrophe away', () => {
    const withoutApostrophe = text.filter((given) => !given.startsWith("'"));
    fc.assert(
      fc.property(withoutApostrophe, (given) => void expect(unguard(guard(given).replace(/^'/, ''))).toBe(given)),
    );
  });

  test.each([
    ['+33762043575', "'+33762043575"],
    ['0762043575', "'0762043575"],
    ['=HYPERLINK("http://x.test")', '\'=HYPERLINK("http://x.test")'],
    ['65e101', "'65e101"],
    ["'quoted", "''quoted"],
    ['Jo Vance', 'Jo Vance'],
    ['', ''],
  ])('%j is written as %j', (given, cell) => {
    expect(guard(given)).toBe(cell);
  });
});
