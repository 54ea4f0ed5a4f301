import { type Column, is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { nameDatabase } from '../../db/database-url.ts';
import { portFailure } from '../../db/postgres/failure.ts';
import * as schema from '../../db/schema/postgres.ts';
import type { CopiedTable } from './copied-tables.ts';
import { type CopyEnd, keyOf, pageQuery, type Row } from './copy-end.ts';

const CONNECT_WITHIN_MS = 3_000;

/** SQLite puts a job into its line when somebody looks at it, PostgreSQL when it is made. */
const LINE_UP = `UPDATE jobs SET position = placed.position,
    claimable_at_ms = CASE WHEN placed.position = 1 THEN jobs.run_at_ms END
  FROM (
    SELECT late.workspace_id, late.job_id, row_number() OVER line + coalesce((
      SELECT max(j.position) FROM jobs j
      WHERE j.workspace_id = late.workspace_id AND j.ordering_key = late.ordering_key AND j.position > 0
    ), 0) AS position
    FROM jobs late WHERE late.position IS NULL AND late.state = 'waiting'
    WINDOW line AS (PARTITION BY late.workspace_id, late.ordering_key ORDER BY late.created_at_ms, late.job_id)
  ) placed
  WHERE jobs.workspace_id = placed.workspace_id AND jobs.job_id = placed.job_id`;

/** A PostgreSQL database that has the tables of this version. Throws `StoreUnavailableError`. */
export async function openPostgresEnd(url: string, use: 'read' | 'write'): Promise<CopyEnd> {
  const name = nameDatabase(url);
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    application_name: 'callcard-copy',
  });
  // The statement that comes next says that the connection is lost.
  client.on('error', () => {});
  const answer = async <T>(operation: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw portFailure(`${operation} ${name}`, error);
    }
  };
  try {
    await answer('open', async () => {
      await client.connect();
      if (use === 'read') return client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await client.query('BEGIN');
      const tables = [...columnsByTable().keys()].map((table) => `"${table}"`).join(', ');
      // From here on nobody else writes; to read is allowed.
      return client.query(`LOCK TABLE ${tables} IN EXCLUSIVE MODE NOWAIT`);
    });
  } catch (error) {
    await client.end();
    throw error;
  }
  return {
    name,
    page: (table, after, limit) =>
      answer('read from', async () => {
        const columns = columnsOf(table);
        const text = pageQuery(table, after !== undefined, (nth) => `$${nth}`);
        const key = after === undefined ? [] : keyOf(table, written(columns, after));
        const { rows } = await client.query<unknown[]>({ text, values: [...key, limit], rowMode: 'array' });
        return rows.map((row) => read(columns, row));
      }),
    insert: (table, rows) =>
      answer('write to', async () => {
        const columns = columnsOf(table);
        const places = rows.map((_, row) => `(${columns.map((_, nth) => `$${row * columns.length + nth + 1}`)})`);
        const names = table.columns.map((column) => `"${column}"`);
        const values = rows.flatMap((row) => written(columns, row));
        if (rows.length > 0) await client.query(`INSERT INTO "${table.name}" (${names}) VALUES ${places}`, values);
      }),
    commit: () =>
      answer('write to', async () => {
        if (use === 'write') await client.query(LINE_UP);
        await client.query('COMMIT');
      }),
    close: () => client.end(),
  };
}

function columnsByTable(): Map<string, Map<string, Column>> {
  const tables = Object.values(schema).filter((value) => is(value, PgTable));
  return new Map(
    tables.map((table) => {
      const { name, columns } = getTableConfig(table);
      return [name, new Map(columns.map((column) => [column.name, column]))];
    }),
  );
}

function columnsOf(table: CopiedTable): Column[] {
  const columns = columnsByTable().get(table.name);
  return table.columns.map((name) => {
    const column = columns?.get(name);
    if (column === undefined) throw new Error(`PostgreSQL has no column ${name} in ${table.name}.`);
    return column;
  });
}

const written = (columns: readonly Column[], row: Row): Row =>
  row.map((value, nth) => (value === null ? null : columns[nth]?.mapToDriverValue(value))) as Row;

const read = (columns: readonly Column[], row: readonly unknown[]): Row =>
  row.map((value, nth) => (value === null ? null : columns[nth]?.mapFromDriverValue(value))) as Row;
