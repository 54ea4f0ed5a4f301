import type Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { StoreUnavailableError } from '../errors.ts';
import type { Migration } from '../migration.ts';
import type { Store } from '../ports.ts';
import { answer } from './answer.ts';
import { createApiKeyStore } from './api-keys.ts';
import { createCallerAnswerStore } from './caller-answers.ts';
import { createChangeMarks } from './changes.ts';
import { createClickStore } from './clicks.ts';
import { connect, connectToCopy, disconnect, stopWaiting } from './connect.ts';
import { createCountryStore } from './countries.ts';
import { createDeliveryStore } from './deliveries.ts';
import { createFactStore } from './facts.ts';
import { createHandedCallStore } from './handed-calls.ts';
import { createIntakeStore } from './intake.ts';
import { createJobStore } from './jobs.ts';
import { isCurrent, migrate, readMigrations } from './migrate.ts';
import { createMirrorStore } from './mirrors.ts';
import { createOAuthStateStore } from './oauth-states.ts';
import { openingAdvice } from './opening-advice.ts';
import { createPeriodicStore } from './periodic.ts';
import { createRecentTagStore } from './recent-tags.ts';
import { createWorkspaceStore } from './workspaces.ts';

const IN_MEMORY = ':memory:';
/** What the migrations make of a database in memory: all of them begin the same, and a copy is made much faster. */
let newInMemory: { copy: Buffer; migrations: readonly Migration[] } | undefined;

/**
 * Opens the database file (or `:memory:`, which is gone with `close`), making it and its folder where they are missing,
 * and brings it up to this code. Throws `StoreUnavailableError`, whose message says what to do.
 */
export async function openSqliteStore(path: string): Promise<Store> {
  let client: Database.Database | undefined;
  try {
    const isInMemory = path === IN_MEMORY;
    if (isInMemory && newInMemory !== undefined) {
      client = connectToCopy(newInMemory.copy);
      return prepareStore(client, newInMemory.migrations);
    }
    client = await connect(path);
    const migrations = readMigrations();
    migrate(client, migrations);
    if (isInMemory) newInMemory = { copy: client.serialize(), migrations };
    return prepareStore(client, migrations);
  } catch (error) {
    client?.close();
    if (error instanceof StoreUnavailableError) throw error;
    throw new StoreUnavailableError(`open ${path}`, error, openingAdvice(error));
  }
}

function prepareStore(client: Database.Database, migrations: readonly Migration[]): Store {
  stopWaiting(client);
  const db = drizzle(client);
  return {
    workspaces: createWorkspaceStore(db, client),
    oauthStates: createOAuthStateStore(db, client),
    clicks: createClickStore(db, client),
    recentTags: createRecentTagStore(db, client),
    deliveries: createDeliveryStore(db, client),
    facts: createFactStore(db, client),
    mirrors: createMirrorStore(db, client),
    intake: createIntakeStore(db, client),
    jobs: createJobStore(db, client),
    periodic: createPeriodicStore(db),
    callerAnswers: createCallerAnswerStore(db),
    countries: createCountryStore(db),
    apiKeys: createApiKeyStore(db, client),
    handedCalls: createHandedCallStore(db, client),
    changes: createChangeMarks(client),
    check: () => answer('check the schema', () => ({ migrationsCurrent: isCurrent(client, migrations) })),
    close: () => answer('close the database', () => disconnect(client)),
  };
}
