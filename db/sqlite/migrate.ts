import type Database from 'better-sqlite3';
import { compareMigrations, type Migration, readMigrationsOf, type Standing } from '../migration.ts';

/** The table that drizzle's own tools keep; made here the way they make it. */
const CREATE_TABLE =
  'CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)';

/** The migrations this code needs, oldest first. Throws when the folder is not there. */
export const readMigrations = (): Migration[] => readMigrationsOf('sqlite');

/** Hashes of the migrations that this database has had, oldest first. */
function appliedHashes(client: Database.Database): string[] {
  return client.prepare<[], string>('SELECT hash FROM "__drizzle_migrations" ORDER BY created_at, rowid').pluck().all();
}

/**
 * Brings the database up to this code. A database that is newer, or went another way, is left as it is: `isCurrent`
 * tells. Drizzle's own migrate looks before it locks, so that of two instances starting at once one fails; and it
 * rebuilds tables with foreign keys on, which would delete what refers to them.
 */
export function migrate(client: Database.Database, migrations: readonly Migration[]): void {
  client.pragma('foreign_keys = OFF');
  const run = client.transaction(() => {
    client.exec(CREATE_TABLE);
    const applied = appliedHashes(client);
    if (compareMigrations(applied, migrations) !== 'older') return;
    const record = client.prepare<[string, number]>(
      'INSERT INTO "__drizzle_migrations" (hash, created_at) VALUES (?, ?)',
    );
    for (const { hash, createdAtMs, statements } of migrations.slice(applied.length)) {
      for (const statement of statements) client.exec(statement);
      record.run(hash, createdAtMs);
    }
    const lost = client.prepare('PRAGMA foreign_key_check').all();
    if (lost.length > 0) throw new Error(`A migration would leave ${lost.length} rows that belong to no workspace.`);
  });
  run.immediate();
  client.pragma('foreign_keys = ON');
}

/** Asks the database without changing it. One that never was Callcard's is `foreign` too. */
export function standingOf(client: Database.Database, migrations: readonly Migration[]): Standing {
  const tables = client.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  if (tables.length === 0) return 'new';
  if (!tables.includes('__drizzle_migrations')) return 'foreign';
  return compareMigrations(appliedHashes(client), migrations);
}

/** Asks the database: false when it is older than this code, newer (a deployment rolled back), or went another way. */
export function isCurrent(client: Database.Database, migrations: readonly Migration[]): boolean {
  return compareMigrations(appliedHashes(client), migrations) === 'current';
}
