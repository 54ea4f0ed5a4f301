import { is, type SQL } from 'drizzle-orm';
import * as pg from 'drizzle-orm/pg-core';
import * as lite from 'drizzle-orm/sqlite-core';
import * as postgresSchema from '../../db/schema/postgres.ts';
import * as sqliteSchema from '../../db/schema/sqlite.ts';

/** A table in words that both databases have. */
export interface TableFacts {
  columns: { name: string; kind: 'text' | 'integer' | 'boolean'; notNull: boolean; default: unknown }[];
  primaryKey: string[];
  foreignKeys: { columns: string[]; table: string; foreignColumns: string[]; onDelete: string; onUpdate: string }[];
  indexes: { name: string; unique: boolean; columns: string[] }[];
  checks: { name: string; value: string }[];
}

/** What each column type of either database means to the code. */
const KINDS: Record<string, TableFacts['columns'][number]['kind']> = {
  text: 'text',
  'text collate "C"': 'text',
  integer: 'integer',
  bigint: 'integer',
  boolean: 'boolean',
};

export function kindOf(sqlType: string): TableFacts['columns'][number]['kind'] {
  const kind = KINDS[sqlType];
  if (kind === undefined) throw new Error(`say which kind of column ${sqlType} is`);
  return kind;
}

export const byName = (one: { name: string }, two: { name: string }) => (one.name < two.name ? -1 : 1);

type Config = ReturnType<typeof pg.getTableConfig> | ReturnType<typeof lite.getTableConfig>;

function factsOf(config: Config, toSql: (value: SQL) => string): TableFacts {
  const [composite] = config.primaryKeys;
  const columns: readonly {
    name: string;
    notNull: boolean;
    primary: boolean;
    default: unknown;
    getSQLType(): string;
  }[] = config.columns;
  const key: readonly { name: string }[] = composite?.columns ?? columns.filter(({ primary }) => primary);
  return {
    columns: columns.map((column) => ({
      name: column.name,
      kind: kindOf(column.getSQLType()),
      notNull: column.notNull,
      default: column.default,
    })),
    primaryKey: key.map(({ name }) => name),
    foreignKeys: config.foreignKeys.map((foreignKey) => {
      const reference = foreignKey.reference();
      const { columns, foreignColumns, foreignTable }: ForeignReference = reference;
      return {
        columns: columns.map(({ name }) => name),
        table: tableName(foreignTable),
        foreignColumns: foreignColumns.map(({ name }) => name),
        onDelete: foreignKey.onDelete ?? 'no action',
        onUpdate: foreignKey.onUpdate ?? 'no action',
      };
    }),
    indexes: [
      ...config.indexes.map(({ config: { name = '', unique, columns } }) => ({
        name,
        unique,
        columns: columns.map((column) => ('name' in column && typeof column.name === 'string' ? column.name : '')),
      })),
      ...config.uniqueConstraints.map((constraint) => ({
        name: constraint.getName() ?? '',
        unique: true,
        columns: constraint.columns.map(({ name }) => name),
      })),
    ].toSorted(byName),
    checks: config.checks.map(({ name, value }) => ({ name, value: toSql(value) })).toSorted(byName),
  };
}

interface ForeignReference {
  columns: readonly { name: string }[];
  foreignColumns: readonly { name: string }[];
  foreignTable: pg.PgTable | lite.SQLiteTable;
}

function tableName(table: pg.PgTable | lite.SQLiteTable): string {
  return is(table, pg.PgTable) ? pg.getTableConfig(table).name : lite.getTableConfig(table).name;
}

/** The tables that db/schema/sqlite.ts describes, by their names. */
export function sqliteTablesInCode(): Record<string, TableFacts> {
  const dialect = new lite.SQLiteSyncDialect();
  const tables = Object.values(sqliteSchema).filter((value) => is(value, lite.SQLiteTable));
  return Object.fromEntries(
    tables.map((table) => [
      tableName(table),
      factsOf(lite.getTableConfig(table), (value) => dialect.sqlToQuery(value).sql),
    ]),
  );
}

/** The tables that db/schema/postgres.ts describes, by their names. */
export function postgresTablesInCode(): Record<string, TableFacts> {
  const dialect = new pg.PgDialect();
  const tables = Object.values(postgresSchema).filter((value) => is(value, pg.PgTable));
  return Object.fromEntries(
    tables.map((table) => [
      tableName(table),
      factsOf(pg.getTableConfig(table), (value) => dialect.sqlToQuery(value).sql),
    ]),
  );
}
