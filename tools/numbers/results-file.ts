import { readFileSync, renameSync, rmSync } from 'node:fs';
import { reasonOf, UnusableError } from '../shell/unusable-error.ts';
import type { Outcome } from './apply-decision.ts';
import { CsvError, readCsv, writeCsv } from './csv.ts';
import { guard, unguard } from './guarded-cell.ts';
import { BYTE_ORDER_MARK, makeNewFile } from './new-file.ts';
import type { Decision } from './read-decisions.ts';

const COLUMNS = ['contact_id', 'phone', 'number', 'result', 'why', 'at'];

/** What became of each decision, one row a contact, whole after each row. */
export interface ResultsFile {
  /** Whether an earlier run carried out this very decision. */
  wasDone(decision: Decision): boolean;
  add(decision: Decision, outcome: Outcome, atMs: number): void;
  close(): void;
}

/** `reviewed.csv` -> `reviewed.results.csv` */
export const resultsPathOf = (csv: string): string => `${csv.replace(/\.csv$/i, '')}.results.csv`;

/**
 * Opens the results of a reviewed file. Of an earlier run it keeps what was done; what was skipped or failed is tried
 * again and told anew.
 *
 * @throws UnusableError `unwritable_output`
 */
export function openResults(path: string, decisions: readonly Decision[]): ResultsFile {
  const wanted = new Set(decisions.map(keyOf));
  const kept = readEarlier(path).filter(([contactId = '', phone = '', target = '', result]) => {
    return result === 'done' && wanted.has(keyOf({ contactId, phone, target }));
  });
  const done = new Set(kept.map(([contactId = '', phone = '', target = '']) => keyOf({ contactId, phone, target })));
  // Under another name until what is kept is in it: no moment has less in it than the one before.
  const unfinished = `${path}.unfinished`;
  rmSync(unfinished, { force: true });
  const file = makeNewFile(unfinished);
  file.append(BYTE_ORDER_MARK + writeCsv([COLUMNS, ...kept.map((cells) => cells.map(guard))]));
  renameSync(unfinished, path);
  return {
    wasDone: (decision) => done.has(keyOf(decision)),
    add({ contactId, phone, target }, { result, why }, atMs) {
      const cells = [contactId, phone, target, result, why, new Date(atMs).toISOString()];
      file.append(writeCsv([cells.map(guard)]));
    },
    close: file.close,
  };
}

const keyOf = ({ contactId, phone, target }: Decision): string => JSON.stringify([contactId, phone, target]);

/** Whole rows only: a run that was killed may have left half of its last one. */
function readEarlier(path: string): string[][] {
  const text = readIfThere(path);
  if (text === undefined) return [];
  const [header = [], ...rows] = wholeRows(text.replace(BYTE_ORDER_MARK, ''));
  if (header.join() !== COLUMNS.join()) {
    const message = `${path} is there already, and has no results of a fix in it: move it out of the way.`;
    throw new UnusableError('unwritable_output', message);
  }
  return rows.filter((cells) => cells.length === COLUMNS.length).map((cells) => cells.map(unguard));
}

function wholeRows(text: string): string[][] {
  try {
    return readCsv(text);
  } catch (error) {
    if (error instanceof CsvError) return error.rowsBefore;
    throw error;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new UnusableError('unwritable_output', `${path} cannot be read: ${reasonOf(error)}.`, { cause: error });
  }
}
