import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { StoreUnavailableError } from '../errors.ts';
import type { Store } from '../ports.ts';
import { answer } from './answer.ts';
import { createClickStore } from './clicks.ts';
import { connect, disconnect } from './connect.ts';
import { isCurrent, migrate, readMigrations } from './migrate.ts';
import { createOAuthStateStore } from './oauth-states.ts';
import { createRecentTagStore } from './recent-tags.ts';
import { createWorkspaceStore } from './workspaces.ts';

/**
 * Opens the database file (or `:memory:`, which is gone with `close`), making it and its folder where they are missing,
 * and brings it up to this code. Throws `StoreUnavailableError`, whose message says what to do.
 */
export async function openSqliteStore(path: string): Promise<Store> {
  let client: Database.Database | undefined;
  try {
    client = await connect(path);
    return prepareStore(client);
  } catch (error) {
    client?.close();
    if (error instanceof StoreUnavailableError) throw error;
    throw new StoreUnavailableError(`open ${path}`, error, openingAdvice(error));
  }
}

function prepareStore(client: Database.Database): Store {
  const migrations = readMigrations();
  migrate(client, migrations);
  const db = drizzle(client);
  return {
    workspaces: createWorkspaceStore(db),
    oauthStates: createOAuthStateStore(db, client),
    clicks: createClickStore(db, client),
    recentTags: createRecentTagStore(db, client),
    check: () => answer('check the schema', () => ({ migrationsCurrent: isCurrent(client, migrations) })),
    close: () => answer('close the database', () => disconnect(client)),
  };
}

/** What to do next, by SQLite's result code (sqlite.org/rescode.html). */
function openingAdvice(error: unknown): string | undefined {
  const code = error instanceof Database.SqliteError ? error.code : '';
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) {
    return 'The file is not a SQLite database, or it is damaged. Let DATABASE_URL name another file, or restore this one from a backup.';
  }
  if (/^SQLITE_(CANTOPEN|READONLY|PERM|AUTH)/.test(code)) {
    return 'DATABASE_URL must name a file, not a folder, and Callcard must be allowed to write the file and its folder.';
  }
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) {
    return 'Another process holds the database. End it, or wait until it has started, then try again.';
  }
  if (/^SQLITE_FULL/.test(code)) return 'The disk is full. Make room, then try again.';
  return undefined;
}
