import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { StoreUnavailableError } from '../errors.ts';
import type { StoreReader } from '../ports.ts';
import { answer } from './answer.ts';
import { createDeliveryStore } from './deliveries.ts';
import { readMigrations, type Standing, standingOf } from './migrate.ts';
import { openingAdvice } from './opening-advice.ts';
import { createWorkspaceStore } from './workspaces.ts';

/** Why a database cannot be read as this code would: `missing` and `in_memory` have no file to look into. */
export type Unreadable = 'in_memory' | 'missing' | Exclude<Standing, 'current'>;

/** There is, or could be, a database, but not one that this code can read. Nothing was changed. */
export class UnreadableDatabaseError extends Error {
  readonly code = 'database_unreadable';
  readonly why: Unreadable;
  constructor(path: string, why: Unreadable) {
    super(EXPLAINED[why](path));
    this.name = 'UnreadableDatabaseError';
    this.why = why;
  }
}

const EXPLAINED: Record<Unreadable, (path: string) => string> = {
  in_memory: () =>
    'The database is in the memory of the Callcard that runs: no other process can read it. ' +
    'Set DATABASE_URL=file:./callcard.db and start Callcard again.',
  missing: (path) => `There is no database ${path} yet. Start Callcard once, or let DATABASE_URL name another file.`,
  new: (path) => `The database ${path} is empty. Start Callcard once: it makes the tables.`,
  older: (path) => `The database ${path} is older than this version of Callcard. Start Callcard once: it brings it up.`,
  foreign: (path) =>
    `The database ${path} belongs to another version of Callcard, or to another program. ` +
    'Use the version it belongs to, or let DATABASE_URL name another file.',
};

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
  const { find, list } = createWorkspaceStore(db);
  const deliveries = createDeliveryStore(db, client);
  return {
    workspaces: { find, list },
    deliveries: { list: deliveries.list },
    close: () => answer('close the database', () => void client.close()),
  };
}
