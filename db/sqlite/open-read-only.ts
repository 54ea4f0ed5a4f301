import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { StoreUnavailableError, UnreadableDatabaseError } from '../errors.ts';
import type { StoreReader } from '../ports.ts';
import { answer } from './answer.ts';
import { createDeliveryStore } from './deliveries.ts';
import { readMigrations, standingOf } from './migrate.ts';
import { openingAdvice } from './opening-advice.ts';
import { createWorkspaceStore } from './workspaces.ts';

/**
 * Opens a database that belongs to another process: makes nothing, migrates nothing, writes nothing. Throws
 * `UnreadableDatabaseError` or `StoreUnavailableError`, whose messages say what to do.
 */
export async function openSqliteReadOnly(path: string): Promise<StoreReader> {
  if (path === ':memory:') throw new UnreadableDatabaseError(path, 'in_memory');
  if (!existsSync(path)) throw new UnreadableDatabaseError(path, 'missing');
  let client: Database.Database | undefined;
  try {
    client = new Database(path, { readonly: true, fileMustExist: true });
    const standing = standingOf(client, readMigrations());
    if (standing !== 'current') throw new UnreadableDatabaseError(path, standing);
    return reader(client);
  } catch (error) {
    client?.close();
    if (error instanceof UnreadableDatabaseError) throw error;
    throw new StoreUnavailableError(`open ${path} to read`, error, openingAdvice(error));
  }
}

function reader(client: Database.Database): StoreReader {
  const db = drizzle(client);
  const { find, list } = createWorkspaceStore(db, client);
  const deliveries = createDeliveryStore(db, client);
  return {
    workspaces: { find, list },
    deliveries: { list: deliveries.list },
    close: () => answer('close the database', () => void client.close()),
  };
}
