import type { CopiedTable } from './copied-tables.ts';

type Value = string | number | null;
/** Values in the order of the table's columns. */
export type Row = readonly Value[];

/** One end of a copy: a database in one transaction, which sees nothing of what others do meanwhile. */
export interface CopyEnd {
  /** As a person may see it. */
  name: string;
  /** The first `limit` rows by primary key that come after `after`. */
  page(table: CopiedTable, after: Row | undefined, limit: number): Promise<Row[]>;
  insert(table: CopiedTable, rows: readonly Row[]): Promise<void>;
  /** Keeps what was inserted. */
  commit(): Promise<void>;
  /** What was not committed is gone. */
  close(): Promise<void>;
}

/** The statement for a page; `placeholder(n)` stands for the nth value, from 1. */
export function pageQuery(
  { name, columns, key }: CopiedTable,
  after: boolean,
  placeholder: (nth: number) => string,
): string {
  const list = (names: readonly string[]) => names.map((one) => `"${one}"`).join(', ');
  const values = key.map((_, index) => placeholder(index + 1)).join(', ');
  const where = after ? `WHERE (${list(key)}) > (${values})` : '';
  const limit = placeholder(after ? key.length + 1 : 1);
  return `SELECT ${list(columns)} FROM "${name}" ${where} ORDER BY ${list(key)} LIMIT ${limit}`;
}

export function keyOf({ columns, key }: CopiedTable, row: Row): Value[] {
  return key.map((name) => row[columns.indexOf(name)] ?? null);
}
