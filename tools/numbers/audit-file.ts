import { UnusableError } from '../shell/unusable-error.ts';
import { CsvError, readCsv } from './csv.ts';
import { guard, unguard } from './guarded-cell.ts';
import { reasonText } from './reason-text.ts';
import type { Finding } from './weigh-phone.ts';

/** The columns of an audit's file. Somebody fills in the last one. */
export const COLUMNS = [
  'contact_id',
  'name',
  'role',
  'phone',
  'read_in',
  'reading',
  'other_reading',
  'confidence',
  'reason',
  'decision',
] as const;

/** A row as somebody gives it back: texts, and nothing about them is certain. */
export type AuditRow = Record<(typeof COLUMNS)[number], string> & {
  /** Where it is in the spreadsheet; the header is 1. */
  row: number;
};

/** Between readings, of which there are hardly ever more than two. */
const BETWEEN = ' ';

/** The cells of a finding, guarded, without a decision. */
export function auditCells(finding: Finding): string[] {
  const { contactId, name, role, phone, readIn, reading, otherReadings, confidence } = finding;
  const others = otherReadings.join(BETWEEN);
  const told = [readIn, reading, others, confidence, reasonText(finding), ''];
  return [contactId, name, role, phone, ...told].map((text) => guard(text ?? ''));
}

/** The other readings in a cell of an audit's file. */
export const otherReadingsOf = ({ other_reading: cell }: AuditRow): string[] =>
  cell === '' ? [] : cell.split(BETWEEN);

/** Spreadsheets of some countries separate cells with semicolons, some programs with tabs. */
const HEADER = new RegExp(`^("?)${COLUMNS[0]}\\1([,;\\t])`);

/**
 * Reads the file of an audit, as it was or as a spreadsheet saved it. Empty rows are left out.
 *
 * @throws UnusableError `not_an_audit`
 */
export function readAuditFile(text: string, name: string): AuditRow[] {
  const [, , separator] = HEADER.exec(text) ?? [];
  const [header = [], ...rows] = separator === undefined ? [] : readRows(text, separator, name);
  if (header.join() !== COLUMNS.join()) {
    const message = `${name} does not begin with the columns of an audit: ${COLUMNS.join(', ')}. Leave that row as it is.`;
    throw new UnusableError('not_an_audit', message);
  }
  return rows.flatMap((cells, index) => {
    if (cells.every((cell) => cell === '')) return [];
    const row = index + 2;
    if (cells.slice(COLUMNS.length).some((cell) => cell !== '')) {
      throw new UnusableError('not_an_audit', `${name}: row ${row} has more cells than the header has columns.`);
    }
    return [rowOf(cells, row)];
  });
}

function readRows(text: string, separator: string, name: string): string[][] {
  try {
    return readCsv(text, separator);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnusableError('not_an_audit', `${name} is no whole CSV file. ${error.message}`, { cause: error });
  }
}

function rowOf(cells: readonly string[], row: number): AuditRow {
  const texts = COLUMNS.map((column, index) => [column, unguard(cells[index] ?? '')] as const);
  return { row, ...(Object.fromEntries(texts) as Record<(typeof COLUMNS)[number], string>) };
}
