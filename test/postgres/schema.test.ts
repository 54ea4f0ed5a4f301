import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { byName, kindOf, postgresTablesInCode, sqliteTablesInCode, type TableFacts } from '../db/table-in-code.ts';
import { newDatabaseUrl, openTestStore, withClient } from './open-store.ts';

const ACTIONS: Record<string, string> = {
  a: 'no action',
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
};

async function migratedDatabaseUrl(): Promise<string> {
  const url = await newDatabaseUrl();
  await (await openTestStore(url)).close();
  return url;
}

async function rowsOf<Row extends pg.QueryResultRow>(
  client: pg.Client,
  query: string,
  ...values: string[]
): Promise<Row[]> {
  return (await client.query<Row>(query, values)).rows;
}

/** What PostgreSQL's own catalogs say about one table. */
async function inCatalog(client: pg.Client, table: string): Promise<TableFacts> {
  const columns = await rowsOf<{
    name: string;
    type: string;
    collation: string;
    notnull: boolean;
    default: string | null;
  }>(
    client,
    `SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, c.collname AS collation,
            a.attnotnull AS notnull, pg_get_expr(d.adbin, d.adrelid) AS default
       FROM pg_attribute a
       LEFT JOIN pg_collation c ON c.oid = a.attcollation
       LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    table,
  );
  const constraints = await rowsOf<{
    name: string;
    type: string;
    columns: string[];
    table: string;
    foreign_columns: string[];
    on_delete: string;
    on_update: string;
    definition: string;
  }>(
    client,
    `SELECT conname AS name, contype AS type, confrelid::regclass::text AS table, confdeltype AS on_delete,
            confupdtype AS on_update, pg_get_constraintdef(oid) AS definition,
            ARRAY(SELECT attname::text FROM unnest(conkey) WITH ORDINALITY k (n, i)
                    JOIN pg_attribute ON attrelid = conrelid AND attnum = k.n ORDER BY k.i) AS columns,
            ARRAY(SELECT attname::text FROM unnest(confkey) WITH ORDINALITY k (n, i)
                    JOIN pg_attribute ON attrelid = confrelid AND attnum = k.n ORDER BY k.i) AS foreign_columns
       FROM pg_constraint WHERE conrelid = $1::regclass AND contype IN ('p', 'u', 'f', 'c') ORDER BY conname`,
    table,
  );
  const indexes = await rowsOf<{ name: string; unique: boolean; columns: string[] }>(
    client,
    `SELECT i.relname AS name, x.indisunique AS unique,
            ARRAY(SELECT trim(both '"' FROM pg_get_indexdef(i.oid, n, true)) FROM generate_series(1, x.indnkeyatts) n) AS columns
       FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
      WHERE x.indrelid = $1::regclass AND NOT x.indisprimary`,
    table,
  );
  const action = (letter: string) => ACTIONS[letter] ?? letter;
  return {
    columns: columns.map((column) => ({
      name: column.name,
      kind: kindOf(column.collation === null ? column.type : `${column.type} collate "${column.collation}"`),
      notNull: column.notnull,
      default: column.default ?? undefined,
    })),
    primaryKey: constraints.find(({ type }) => type === 'p')?.columns ?? [],
    foreignKeys: constraints
      .filter(({ type }) => type === 'f')
      .map((key) => ({
        columns: key.columns,
        table: key.table,
        foreignColumns: key.foreign_columns,
        onDelete: action(key.on_delete),
        onUpdate: action(key.on_update),
      })),
    indexes: indexes.toSorted(byName),
    checks: constraints.filter(({ type }) => type === 'c').map(({ name, definition }) => ({ name, value: definition })),
  };
}

/** The checks as PostgreSQL would write them, had it been given those of SQLite. */
async function checksAsPostgresSays(client: pg.Client, table: string, checks: TableFacts['checks']) {
  const said: TableFacts['checks'] = [];
  for (const { name, value } of checks) {
    await client.query('BEGIN');
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT probe CHECK (${value})`);
    const [probe] = await rowsOf<{ definition: string }>(
      client,
      `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = 'probe'`,
    );
    await client.query('ROLLBACK');
    said.push({ name, value: probe?.definition ?? '' });
  }
  return said;
}

describe('a PostgreSQL database', () => {
  test('has, after all migrations from nothing, exactly the tables of SQLite', async () => {
    const names = await withClient(await migratedDatabaseUrl(), (client) =>
      rowsOf<{ name: string }>(client, `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`),
    );
    const tables = names.map(({ name }) => name).filter((name) => !name.startsWith('__'));
    expect(tables.toSorted()).toEqual(Object.keys(sqliteTablesInCode()).toSorted());
  });

  test('has, after all migrations from nothing, each table as SQLite has it', async () => {
    await withClient(await migratedDatabaseUrl(), async (client) => {
      for (const [name, facts] of Object.entries(sqliteTablesInCode())) {
        const checks = await checksAsPostgresSays(client, name, facts.checks);
        expect(await inCatalog(client, name), name).toStrictEqual({ ...facts, checks });
        expect(await inCatalog(client, name), name).toStrictEqual({ ...postgresTablesInCode()[name], checks });
      }
    });
  });
});
