import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';

export type Dialect = 'sqlite' | 'postgres';

export interface Migration {
  /** SHA-256 of the file, hex. */
  hash: string;
  createdAtMs: number;
  statements: string[];
}

/** What a database is to this code: `older` and `new` ones can be brought up to it, a `foreign` one cannot. */
export type Standing = 'current' | 'older' | 'new' | 'foreign';

/** The migrations this code needs, oldest first. Throws when the folder is not there. */
export function readMigrationsOf(dialect: Dialect): Migration[] {
  const migrationsFolder = fileURLToPath(new URL(`./migrations/${dialect}`, import.meta.url));
  return readMigrationFiles({ migrationsFolder }).map((file) => ({
    hash: file.hash,
    createdAtMs: file.folderMillis,
    statements: file.sql,
  }));
}

/**
 * How what a database has had stands to what this code needs, both oldest first. `foreign`: newer (a deployment rolled
 * back), or went another way.
 */
export function compareMigrations(applied: readonly string[], needed: readonly Migration[]): Exclude<Standing, 'new'> {
  if (applied.some((hash, index) => hash !== needed[index]?.hash)) return 'foreign';
  return applied.length === needed.length ? 'current' : 'older';
}
