import type Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { StoreUnavailableError } from '../errors.ts';
import type { Store } from '../ports.ts';
import { answer } from './answer.ts';
import { createClickStore } from './clicks.ts';
import { connect, disconnect } from './connect.ts';
import { createDeliveryStore } from './deliveries.ts';
import { isCurrent, migrate, readMigrations } from './migrate.ts';
import { createOAuthStateStore } from './oauth-states.ts';
import { openingAdvice } from './opening-advice.ts';
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
    deliveries: createDeliveryStore(db, client),
    check: () => answer('check the schema', () => ({ migrationsCurrent: isCurrent(client, migrations) })),
    close: () => answer('close the database', () => disconnect(client)),
  };
}
