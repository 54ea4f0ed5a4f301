import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { StoreUnavailableError } from '../errors.ts';

/** While a database is opened, when nobody else has to wait: how long this waits for another process that writes. */
const BUSY_TIMEOUT_MS = 5000;
const RETRY_EVERY_MS = 10;
/**
 * So many pages of 4 KiB go into the log before they are moved into the file: a page that changes often, as those of
 * indexes do, is moved once for many changes.
 */
const LOG_PAGES = 4000;

/**
 * Connects to the database file (or `:memory:`), making it and its folder where they are missing. Throws SQLite's own
 * error, or `StoreUnavailableError` when there can be no folder.
 */
export async function connect(path: string): Promise<Database.Database> {
  if (path !== ':memory:') makeFolder(dirname(resolve(path)));
  const client = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    await switchToWal(client);
    // Whoever was answered may rely on it, even when the power fails the moment after.
    client.pragma('synchronous = FULL');
    client.pragma('foreign_keys = ON');
    client.pragma(`wal_autocheckpoint = ${LOG_PAGES}`);
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}

/** Connects to a copy in memory of what `serialize` gave of another one: nobody else has it, and it has no log. */
export function connectToCopy(serialized: Buffer): Database.Database {
  const client = new Database(serialized);
  client.pragma('foreign_keys = ON');
  return client;
}

/**
 * The busy timeout does not cover this one switch: of several instances that start on a new file, all but one are told
 * "busy" at once. (The setting stays in the file, so it happens only then.)
 */
async function switchToWal(client: Database.Database): Promise<void> {
  const deadlineMs = performance.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      client.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      const busy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
      if (!busy || performance.now() > deadlineMs) throw error;
      await wait(RETRY_EVERY_MS);
    }
  }
}

/** Step by step: making all of it at once tries for ever where the system has folders that nothing can be made in. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another instance that starts at the same moment may have made it.
    if (existsSync(folder)) return;
    throw new StoreUnavailableError(
      `make the folder ${folder}`,
      error,
      'Make it yourself so that Callcard may write into it, or let DATABASE_URL name a file in another folder.',
    );
  }
}

/** From now on SQLite itself waits for nobody, as all of this process would wait with it: `answer` does that. */
export function stopWaiting(client: Database.Database): void {
  client.pragma('busy_timeout = 0');
}

/** Runs a write that may be lost: it does not wait for the disk. */
export function writeLightly<T>(client: Database.Database, write: () => T): T {
  if (client.memory) return write();
  client.pragma('synchronous = NORMAL');
  try {
    return write();
  } finally {
    // The work is synchronous: nobody else's write came in between.
    client.pragma('synchronous = FULL');
  }
}

/** Closes the connection; does nothing when it is closed already. */
export function disconnect(client: Database.Database): void {
  if (!client.open) return;
  if (client.memory) {
    client.close();
    return;
  }
  try {
    // What is in the log moves into the file, so that the file alone can be copied. Waits for nobody: SQLite does the
    // rest when the last process closes.
    client.pragma('wal_checkpoint(PASSIVE)');
  } finally {
    client.close();
  }
}
