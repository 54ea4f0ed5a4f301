import Database from 'better-sqlite3';
import { is } from 'drizzle-orm';
import { getTableConfig, SQLiteSyncDialect, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Migration } from '../../db/migration.ts';
import * as schema from '../../db/schema/sqlite.ts';
import { isCurrent, migrate, readMigrations } from '../../db/sqlite/migrate.ts';

const tables = Object.values(schema).filter((value) => is(value, SQLiteTable));
const configs = tables.map((table) => getTableConfig(table));
const dialect = new SQLiteSyncDialect();

function emptyDatabase(): Database.Database {
  const client = new Database(':memory:');
  onTestFinished(() => {
    client.close();
  });
  return client;
}

function migratedDatabase(): Database.Database {
  const client = emptyDatabase();
  migrate(client, readMigrations());
  return client;
}

const bySequence = (one: { seq: number }, two: { seq: number }) => one.seq - two.seq;

/** What the database says about one table, in the words of `inCode`. */
function inDatabase(client: Database.Database, table: string) {
  interface ColumnRow {
    name: string;
    type: string;
    notnull: number;
    dflt_value: unknown;
    pk: number;
  }
  interface IndexRow {
    name: string;
    unique: number;
    origin: string;
  }
  interface ForeignKeyRow {
    id: number;
    seq: number;
    table: string;
    from: string;
    to: string;
    on_delete: string;
  }
  const columns = client.pragma(`table_info(${table})`) as ColumnRow[];
  const indexes = client.pragma(`index_list(${table})`) as IndexRow[];
  const foreignKeys = client.pragma(`foreign_key_list(${table})`) as ForeignKeyRow[];
  const sql = client.prepare<[string], string>('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(table) ?? '';
  return {
    columns: columns.map(({ name, type, notnull, dflt_value }) => ({
      name,
      type: type.toLowerCase(),
      notNull: notnull === 1,
      default: dflt_value ?? undefined,
    })),
    primaryKey: columns
      .filter(({ pk }) => pk > 0)
      .toSorted((one, two) => one.pk - two.pk)
      .map(({ name }) => name),
    indexes: indexes
      .filter(({ origin }) => origin !== 'pk')
      .map(({ name, unique }) => ({
        name,
        unique: unique === 1,
        columns: (client.pragma(`index_info(${name})`) as { name: string }[]).map((column) => column.name),
      }))
      .toSorted((one, two) => one.name.localeCompare(two.name)),
    foreignKeys: foreignKeys
      .toSorted(bySequence)
      .map((key) => ({ from: key.from, table: key.table, to: key.to, onDelete: key.on_delete.toLowerCase() })),
    checks: [...sql.matchAll(/CONSTRAINT "(\w+)" CHECK\((.*)\),?$/gm)].map(([, name, value]) => ({ name, value })),
  };
}

function inCode(config: (typeof configs)[number]) {
  const [composite] = config.primaryKeys;
  return {
    columns: config.columns.map((column) => ({
      name: column.name,
      type: column.getSQLType(),
      notNull: column.notNull,
      default: column.default,
    })),
    primaryKey: (composite?.columns ?? config.columns.filter(({ primary }) => primary)).map(({ name }) => name),
    indexes: config.indexes
      .map(({ config: { name, unique, columns } }) => ({
        name,
        unique,
        columns: columns.map((column) => ('name' in column ? column.name : String(column))),
      }))
      .toSorted((one, two) => one.name.localeCompare(two.name)),
    foreignKeys: config.foreignKeys.flatMap((key) => {
      const { columns, foreignColumns, foreignTable } = key.reference();
      return columns.map((column, index) => ({
        from: column.name,
        table: getTableConfig(foreignTable).name,
        to: foreignColumns[index]?.name,
        onDelete: key.onDelete,
      }));
    }),
    checks: config.checks.map(({ name, value }) => ({ name, value: dialect.sqlToQuery(value).sql })),
  };
}

describe('the schema', () => {
  test('has, after all migrations, exactly the tables that the code names', () => {
    const client = migratedDatabase();
    const names = client
      .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'`)
      .pluck()
      .all();
    expect(names.toSorted()).toEqual(configs.map(({ name }) => name).toSorted());
  });

  test.each(configs.map((config) => [config.name, config] as const))(
    'has, after all migrations, %s as the code describes it',
    (name, config) => {
      expect(inDatabase(migratedDatabase(), name)).toStrictEqual(inCode(config));
    },
  );

  const ofNoWorkspace = ['oauth_states', 'periodic'];
  const ofWorkspaces = configs.filter(({ name }) => !ofNoWorkspace.includes(name));
  test.each(ofWorkspaces.map((config) => [config.name, config] as const))(
    'keeps %s by workspace first, and only for workspaces there are',
    (name, config) => {
      const { primaryKey, foreignKeys } = inCode(config);
      expect(primaryKey[0]).toBe('workspace_id');
      if (name !== 'workspaces') {
        expect(foreignKeys).toContainEqual(expect.objectContaining({ from: 'workspace_id', table: 'workspaces' }));
      }
    },
  );

  test('names the unit of every time', () => {
    const times = configs.flatMap(({ columns }) => columns.map(({ name }) => name).filter((name) => /_at/.test(name)));
    expect(times.length).toBeGreaterThan(0);
    for (const name of times) expect(name).toMatch(/_at_ms$/);
  });
});

describe('migrations', () => {
  const rebuild: Migration = {
    hash: 'rebuild',
    createdAtMs: 9_999_999_999_999,
    statements: [
      'CREATE TABLE new_workspaces AS SELECT * FROM workspaces',
      'DROP TABLE workspaces',
      'CREATE TABLE workspaces (workspace_id text PRIMARY KEY NOT NULL)',
      'INSERT INTO workspaces SELECT workspace_id FROM new_workspaces',
      'DROP TABLE new_workspaces',
    ],
  };

  function databaseWithAClick(): Database.Database {
    const client = migratedDatabase();
    client.exec(
      `INSERT INTO workspaces (workspace_id, region, name, time_zone, installing_admin_id, epoch, status, sealed_token,
         first_installed_at_ms, installed_at_ms) VALUES ('a', 'us', 'A', 'UTC', '1', 1, 'connected', 'x', 1, 1);
       INSERT INTO clicks (workspace_id, click_hash, begun_at_ms) VALUES ('a', 'h', 1);`,
    );
    return client;
  }
  const countClicks = (client: Database.Database) => client.prepare('SELECT count(*) FROM clicks').pluck().get();

  test('run once, however often the database is opened', () => {
    const client = databaseWithAClick();
    migrate(client, readMigrations());
    expect(isCurrent(client, readMigrations())).toBe(true);
    expect(countClicks(client)).toBe(1);
  });

  test('that rebuild the workspaces lose nothing that belongs to them', () => {
    const client = databaseWithAClick();
    const migrations = [...readMigrations(), rebuild];
    expect(isCurrent(client, migrations)).toBe(false);
    migrate(client, migrations);
    expect(isCurrent(client, migrations)).toBe(true);
    expect(countClicks(client)).toBe(1);
    expect(client.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  test('that would leave rows of no workspace, or that fail half way, change nothing', () => {
    const client = databaseWithAClick();
    const before = inDatabase(client, 'workspaces');
    const orphaning = { ...rebuild, statements: ['DELETE FROM workspaces'] };
    const failing = { ...rebuild, statements: [...rebuild.statements, 'SELECT * FROM nowhere'] };
    expect(() => migrate(client, [...readMigrations(), orphaning])).toThrow('1 rows that belong to no workspace');
    expect(() => migrate(client, [...readMigrations(), failing])).toThrow('no such table: nowhere');
    expect(inDatabase(client, 'workspaces')).toStrictEqual(before);
    expect(countClicks(client)).toBe(1);
    expect(isCurrent(client, readMigrations())).toBe(true);
  });
});
