import { nameDatabase } from '../database-url.ts';
import type { Store } from '../ports.ts';
import { createApiKeyStore } from './api-keys.ts';
import { createCallerAnswerStore } from './caller-answers.ts';
import { createClickStore } from './clicks.ts';
import { type ConnectOptions, connect } from './connect.ts';
import { createCountryStore } from './countries.ts';
import { createDeliveryStore } from './deliveries.ts';
import { createFactStore } from './facts.ts';
import { createHandedCallStore } from './handed-calls.ts';
import { createIntakeStore } from './intake.ts';
import { createJobStore } from './jobs.ts';
import { isCurrent, migrate, readMigrations } from './migrate.ts';
import { createMirrorStore } from './mirrors.ts';
import { createOAuthStateStore } from './oauth-states.ts';
import { createPeriodicStore } from './periodic.ts';
import { createRecentTagStore } from './recent-tags.ts';
import { createWorkspaceStore } from './workspaces.ts';

/**
 * Opens the database at a `postgres://` address and brings it up to this code. Several instances may open it at once.
 * Throws `StoreUnavailableError`, whose message says what to do and never has the password in it.
 */
export async function openPostgresStore(url: string, options?: Pick<ConnectOptions, 'answerWithinMs'>): Promise<Store> {
  const connections = connect(url, options);
  const migrations = readMigrations();
  try {
    await migrate(connections, migrations, `open ${nameDatabase(url)}`);
  } catch (error) {
    await connections.close();
    throw error;
  }
  return {
    workspaces: createWorkspaceStore(connections),
    oauthStates: createOAuthStateStore(connections),
    clicks: createClickStore(connections),
    recentTags: createRecentTagStore(connections),
    deliveries: createDeliveryStore(connections),
    facts: createFactStore(connections),
    mirrors: createMirrorStore(connections),
    intake: createIntakeStore(connections),
    jobs: createJobStore(connections),
    periodic: createPeriodicStore(connections),
    callerAnswers: createCallerAnswerStore(connections),
    countries: createCountryStore(connections),
    apiKeys: createApiKeyStore(connections),
    handedCalls: createHandedCallStore(connections),
    // Other instances write too, and each card would ask about that anyway.
    changes: { markOf: () => undefined },
    check: () =>
      connections.answer('check the schema', async (db) => ({ migrationsCurrent: await isCurrent(db, migrations) })),
    close: connections.close,
  };
}
