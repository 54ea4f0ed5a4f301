import { createHash } from 'node:crypto';
import { UnusableError } from '../shell/unusable-error.ts';
import { type CopiedTable, copiedTables } from './copied-tables.ts';
import type { CopyEnd, Row } from './copy-end.ts';

export interface CopiedRows {
  table: string;
  rows: number;
  /** Of everything in the table, whatever the order and the database; hex. */
  checksum: string;
}

const PAGE = 500;

/**
 * Copies every table into an empty database, reads it again there and compares. Nothing is kept before all is alike.
 *
 * @throws UnusableError `not_empty` or `copy_differs`
 */
export async function copyEverything(from: CopyEnd, to: CopyEnd): Promise<CopiedRows[]> {
  const tables = copiedTables();
  for (const table of tables) {
    if ((await to.page(table, undefined, 1)).length === 0) continue;
    const message = `${to.name} has rows in ${table.name} already: nothing was copied. Name a file or database that is empty.`;
    throw new UnusableError('not_empty', message);
  }
  const copied: CopiedRows[] = [];
  for (const table of tables) copied.push(await readThrough(from, table, (rows) => to.insert(table, rows)));
  for (const [index, table] of tables.entries()) {
    const arrived = await readThrough(to, table, async () => {});
    if (JSON.stringify(arrived) === JSON.stringify(copied[index])) continue;
    const message = `${table.name} is not the same in ${to.name} as in ${from.name}: nothing was kept of the copy.`;
    throw new UnusableError('copy_differs', message);
  }
  await to.commit();
  return copied;
}

async function readThrough(
  end: CopyEnd,
  table: CopiedTable,
  take: (rows: readonly Row[]) => Promise<void>,
): Promise<CopiedRows> {
  const sum = Buffer.alloc(32);
  let rows = 0;
  let page: Row[] = [];
  do {
    page = await end.page(table, page.at(-1), PAGE);
    await take(page);
    rows += page.length;
    for (const row of page) {
      const digest = createHash('sha256').update(JSON.stringify(row)).digest();
      // No two rows are alike, so that none cancels another out.
      for (const [index, byte] of digest.entries()) sum[index] = (sum[index] ?? 0) ^ byte;
    }
  } while (page.length === PAGE);
  return { table: table.name, rows, checksum: sum.toString('hex') };
}
