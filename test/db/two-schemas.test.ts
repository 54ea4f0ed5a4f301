import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readMigrationsOf } from '../../db/migration.ts';
import { postgresTablesInCode, sqliteTablesInCode } from './table-in-code.ts';

const migrationFiles = (dialect: string) =>
  readdirSync(fileURLToPath(new URL(`../../db/migrations/${dialect}`, import.meta.url))).filter((name) =>
    name.endsWith('.sql'),
  );

describe('the schemas for SQLite and PostgreSQL', () => {
  test('have the same tables', () => {
    expect(Object.keys(postgresTablesInCode()).toSorted()).toEqual(Object.keys(sqliteTablesInCode()).toSorted());
  });

  test.each(Object.entries(sqliteTablesInCode()))(
    'have the same columns, keys, references, indexes and checks in %s',
    (name, facts) => {
      expect(postgresTablesInCode()[name]).toStrictEqual(facts);
    },
  );

  test('come about by migrations of the same numbers and names', () => {
    expect(migrationFiles('postgres')).toEqual(migrationFiles('sqlite'));
    expect(readMigrationsOf('postgres')).toHaveLength(migrationFiles('postgres').length);
    expect(readMigrationsOf('sqlite')).toHaveLength(migrationFiles('sqlite').length);
  });
});
