import Database from 'better-sqlite3';
import { StoreUnavailableError } from '../../db/errors.ts';
import { connect, disconnect } from '../../db/sqlite/connect.ts';
import { openingAdvice } from '../../db/sqlite/opening-advice.ts';
import { type CopyEnd, keyOf, pageQuery, type Row } from './copy-end.ts';

/** A database file that has the tables of this version. Throws `StoreUnavailableError`. */
export async function openSqliteEnd(path: string, use: 'read' | 'write'): Promise<CopyEnd> {
  const answer = <T>(operation: string, work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw new StoreUnavailableError(`${operation} ${path}`, error, openingAdvice(error));
    }
  };
  const client =
    use === 'write'
      ? await connect(path)
      : answer('open', () => new Database(path, { readonly: true, fileMustExist: true }));
  const close = () => {
    if (client.inTransaction) client.exec('ROLLBACK');
    if (use === 'write') disconnect(client);
    else client.close();
  };
  try {
    answer('open', () => client.exec(use === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN'));
  } catch (error) {
    close();
    throw error;
  }
  return {
    name: path,
    page: async (table, after, limit) =>
      answer('read from', () =>
        client
          .prepare<unknown[], Row>(pageQuery(table, after !== undefined, () => '?'))
          .raw()
          .all(...(after === undefined ? [] : keyOf(table, after)), limit),
      ),
    insert: async ({ name, columns }, rows) =>
      answer('write to', () => {
        const places = columns.map(() => '?').join(', ');
        const names = columns.map((column) => `"${column}"`).join(', ');
        const insert = client.prepare<unknown[]>(`INSERT INTO "${name}" (${names}) VALUES (${places})`);
        for (const row of rows) insert.run(...row);
      }),
    commit: async () => answer('write to', () => void client.exec('COMMIT')),
    close: async () => close(),
  };
}
