import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { compareMigrations, type Migration, readMigrationsOf, type Standing } from '../migration.ts';
import type { Connections } from './connect.ts';
import { lockFor } from './statements.ts';

/** Of several instances that start at once one migrates, and the others wait for it. */
const MIGRATE_WITHIN_MS = 120_000;

/** The table that drizzle's own tools keep. */
const CREATE_TABLE =
  'CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint)';

/** The migrations this code needs, oldest first. Throws when the folder is not there. */
export const readMigrations = (): Migration[] => readMigrationsOf('postgres');

/** Hashes of the migrations that this database has had, oldest first. */
async function appliedHashes(db: NodePgDatabase): Promise<string[]> {
  const { rows } = await db.execute<{ hash: string }>(
    sql`select hash from "__drizzle_migrations" order by created_at, id`,
  );
  return rows.map(({ hash }) => hash);
}

/**
 * Brings the database up to this code: all of it, or nothing when a statement fails. A database that is newer, or went
 * another way, is left as it is: `isCurrent` tells.
 */
export function migrate(
  connections: Connections,
  migrations: readonly Migration[],
  operation = 'migrate the database',
): Promise<void> {
  return connections.transaction(
    operation,
    async (db) => {
      await lockFor(db, 'migrations');
      await db.execute(sql.raw(CREATE_TABLE));
      const applied = await appliedHashes(db);
      if (compareMigrations(applied, migrations) !== 'older') return;
      for (const { hash, createdAtMs, statements } of migrations.slice(applied.length)) {
        for (const statement of statements) await db.execute(sql.raw(statement));
        await db.execute(sql`insert into "__drizzle_migrations" (hash, created_at) values (${hash}, ${createdAtMs})`);
      }
    },
    { withinMs: MIGRATE_WITHIN_MS },
  );
}

/** Asks the database without changing it. One that never was Callcard's is `foreign` too. */
export async function standingOf(db: NodePgDatabase, migrations: readonly Migration[]): Promise<Standing> {
  const { rows } = await db.execute<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = current_schema()`,
  );
  if (rows.length === 0) return 'new';
  if (!rows.some(({ name }) => name === '__drizzle_migrations')) return 'foreign';
  return compareMigrations(await appliedHashes(db), migrations);
}

/** Asks the database: false when it is older than this code, newer (a deployment rolled back), or went another way. */
export async function isCurrent(db: NodePgDatabase, migrations: readonly Migration[]): Promise<boolean> {
  return compareMigrations(await appliedHashes(db), migrations) === 'current';
}
