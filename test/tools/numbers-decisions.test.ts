import { describe, expect, test } from 'vitest';
import { readAuditFile } from '../../tools/numbers/audit-file.ts';
import { readCsv, writeCsv } from '../../tools/numbers/csv.ts';
import { readDecisions } from '../../tools/numbers/read-decisions.ts';
import { type ReviewedRow, reviewed } from './reviewed-numbers.ts';

const decisionsIn = (text: string) => readDecisions(readAuditFile(text, 'reviewed.csv'));

const AMBIGUOUS = { phone: '488919000', country: 'PL' };

describe('a row that cannot be followed is told, with its number in the spreadsheet', () => {
  const bad: [string, ReviewedRow[], string][] = [
    [
      'a word that is no decision',
      [{}, { id: 'bo', decision: 'maybe' }],
      'Row 3: maybe is not yes, other, or a number',
    ],
    ['a number without its plus', [{ decision: '33762043575' }], "write '+33762043575, with the apostrophe."],
    ['a number that is none', [{ decision: '+3376204357' }], 'Row 2: +3376204357 is not yes, other, or a number'],
    ['a number that has to be read first', [{ decision: '+33 7 62 04 35 75' }], 'Row 2: +33 7 62 04 35 75 is not'],
    ['a number with an extension', [{ decision: '+33762043575;ext=1' }], 'Row 2: +33762043575;ext=1 is not'],
    ['a withheld number', [{ decision: '+266696687' }], 'Row 2: +266696687 is not'],
    ['yes without a reading', [{ phone: 'see CRM' }], 'Row 2: there is no reading to take. Write the number itself.'],
    ['other without one', [{ decision: 'other' }], 'Row 2: there is no other reading to take.'],
    ['yes where nothing tells which', [AMBIGUOUS], 'Row 2: there is no reading to take. Write the number itself.'],
    [
      'other where nothing tells which',
      [{ ...AMBIGUOUS, decision: 'other' }],
      'Row 2: there are several other readings. Write the number itself.',
    ],
    ['a contact twice', [{}, { decision: '+33170189900' }], 'Row 3: the contact is in row 2 too.'],
    ['no contact', [{ id: '' }], 'Row 2: its contact id or phone is gone.'],
  ];
  test.each(bad)('%s', (_, rows, message) => {
    expect(decisionsIn(reviewed(rows)).problems).toEqual([expect.stringContaining(message)]);
  });

  test('and where nothing tells which of two is meant, the number itself is followed', () => {
    expect(decisionsIn(reviewed([{ ...AMBIGUOUS, decision: '+48488919000' }]))).toMatchObject({
      decisions: [{ phone: '488919000', target: '+48488919000' }],
      problems: [],
    });
  });

  test('one column that was sorted without the others', () => {
    const text = reviewed([{ id: 'a' }, { id: 'b', phone: '07 62 04 35 76' }]);
    const [one, other] = ['+33762043575', '+33762043576'];
    expect(decisionsIn(text.replace(one, 'x').replace(other, one).replace('x', other)).problems).toEqual([
      'Row 2: its reading does not belong to its phone. Did cells move? If not, make a new audit.',
      'Row 3: its reading does not belong to its phone. Did cells move? If not, make a new audit.',
    ]);
  });

  test('unless it has no decision', () => {
    const text = reviewed([{ decision: ' ' }, { id: 'b' }]).replace('+33762043575', 'gone');
    expect(decisionsIn(text)).toEqual({
      decisions: [{ contactId: 'b', phone: '07 62 04 35 75', target: '+33762043575' }],
      ...{ left: 1, problems: [] },
    });
  });
});

describe('a file that a spreadsheet saved means the same', () => {
  const rows: ReviewedRow[] = [
    ...[
      { id: 'a' },
      { id: '6e1', phone: '0762043576', decision: '' },
      { id: 'b', phone: '=1+1', decision: '+33170189900' },
    ],
    { id: 'c', phone: '"07, 62"; 04\t35\r\n77', decision: "'+33170189901" },
  ];
  const rewritten = (separator: string) => (text: string) =>
    readCsv(text)
      .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator))
      .join('\r\n');
  const saved: [string, (text: string) => string][] = [
    [
      'without the apostrophes',
      (text) => writeCsv(readCsv(text).map((cells) => cells.map((one) => one.replace(/^'/, '')))),
    ],
    ['with semicolons', rewritten(';')],
    ['with tabs', rewritten('\t')],
    ['with everything in quotes', rewritten(',')],
    ['with other ends of lines, and empty rows', (text) => `${text.replaceAll(/(?<!35)\r\n/g, '\n')},,,,,,,,,\n\n`],
    ['without the commas behind the last filled cell', (text) => text.replaceAll(/,+$/gm, '')],
  ];
  test.each(saved)('%s', (_, save) => {
    expect(decisionsIn(save(reviewed(rows)))).toEqual({
      decisions: [
        { contactId: 'a', phone: '07 62 04 35 75', target: '+33762043575' },
        { contactId: 'b', phone: '=1+1', target: '+33170189900' },
        { contactId: 'c', phone: '"07, 62"; 04\t35\r\n77', target: '+33170189901' },
      ],
      ...{ left: 1, problems: [] },
    });
  });
});

describe('a file is refused as a whole', () => {
  const files: [string, (text: string) => string, string][] = [
    ['with another header', (text) => text.replace('phone', 'Phone'), 'does not begin with the columns of an audit'],
    ['with a column more', (text) => text.replace('decision', 'decision,note'), 'does not begin with the columns'],
    [
      'with columns in another order',
      (text) => text.replace('name,role', 'role,name'),
      'does not begin with the columns',
    ],
    ['without a header', (text) => text.slice(text.indexOf('\n') + 1), 'does not begin with the columns'],
    ['that is empty', () => '', 'does not begin with the columns'],
    ['with more cells than columns', (text) => text.replace(',yes', ',yes,x'), 'row 2 has more cells than the header'],
    ['that breaks off', (text) => `${text}"`, 'Row 3 has a cell whose quotes are not closed.'],
  ];
  test.each(files)('%s', (_, change, message) => {
    expect(() => decisionsIn(change(reviewed([{}])))).toThrow(
      expect.objectContaining({ code: 'not_an_audit', message: expect.stringContaining(message) }),
    );
  });
});
