import { readDatabaseUrl } from './database-url.ts';
import type { Store, StoreReader } from './ports.ts';

/*
 * Each database's driver is loaded only where it is used.
 */

/**
 * Opens the database that a `DATABASE_URL` names and brings it up to this code. Throws `DatabaseUrlError`, or
 * `StoreUnavailableError` whose message says what to do.
 */
export async function openStore(databaseUrl: string): Promise<Store> {
  const address = readDatabaseUrl(databaseUrl);
  if (address.dialect === 'sqlite') return (await import('./sqlite/open.ts')).openSqliteStore(address.path);
  return (await import('./postgres/open.ts')).openPostgresStore(address.url);
}

/**
 * Opens a database that belongs to another process, only to read. Throws `DatabaseUrlError`, `UnreadableDatabaseError`
 * or `StoreUnavailableError`.
 */
export async function openStoreReader(databaseUrl: string): Promise<StoreReader> {
  const address = readDatabaseUrl(databaseUrl);
  if (address.dialect === 'sqlite')
    return (await import('./sqlite/open-read-only.ts')).openSqliteReadOnly(address.path);
  return (await import('./postgres/open-read-only.ts')).openPostgresReadOnly(address.url);
}
