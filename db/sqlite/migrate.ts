import { fileURLToPath } from 'node:url';
import type Database from 'better-sqlite3';
import { readMigrationFiles } from 'drizzle-orm/migrator';

const FOLDER = fileURLToPath(new URL('../migrations/sqlite', import.meta.url));

/** The table that drizzle's own tools keep; made here the way they make it. */
const CREATE_TABLE =
  'CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)';

export interface Migration {
  /** SHA-256 of the file, hex. */
  hash: string;
  createdAtMs: number;
  statements: string[];
}

/** The migrations this code needs, oldest first. Throws when the folder is not there. */
export function readMigrations(): Migration[] {
  return readMigrationFiles({ migrationsFolder: FOLDER }).map((file) => ({
    hash: file.hash,
    createdAtMs: file.folderMillis,
    statements: file.sql,
  }));
}

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
    if (applied.length === migrations.length || applied.some((hash, index) => hash !== migrations[index]?.hash)) return;
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

/** What a database is to this code: `older` and `new` ones can be brought up to it, a `foreign` one cannot. */
export type Standing = 'current' | 'older' | 'new' | 'foreign';

/** Asks the database without changing it. `foreign`: newer (a deployment rolled back), went another way, not Callcard's. */
export function standingOf(client: Database.Database, migrations: readonly Migration[]): Standing {
  const tables = client.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  if (tables.length === 0) return 'new';
  if (!tables.includes('__drizzle_migrations')) return 'foreign';
  if (isCurrent(client, migrations)) return 'current';
  return appliedHashes(client).every((hash, index) => hash === migrations[index]?.hash) ? 'older' : 'foreign';
}

/** Asks the database: false when it is older than this code, newer (a deployment rolled back), or went another way. */
export function isCurrent(client: Database.Database, migrations: readonly Migration[]): boolean {
  const applied = appliedHashes(client);
  return applied.length === migrations.length && applied.every((hash, index) => hash === migrations[index]?.hash);
}
