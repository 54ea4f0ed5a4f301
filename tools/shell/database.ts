import { nameDatabase } from '../../db/database-url.ts';
import type { Store } from '../../db/ports.ts';
import { readDatabaseSetting } from '../../server/config.ts';
import { openCurrentStore } from './open-current-store.ts';
import { type Environment, settingsOf } from './settings.ts';
import { UnusableError } from './unusable-error.ts';

/** The database that an operator's tool works on. */
export interface OpenDatabase {
  store: Store;
  /** The database as people may see it. */
  database: string;
}

/** Opens the database, which may belong to a running Callcard, and closes it when `work` is done. */
export async function atDatabase<T>(environment: Environment, work: (open: OpenDatabase) => Promise<T>): Promise<T> {
  const databaseUrl = readDatabaseSetting(await settingsOf(environment));
  const store = await openCurrentStore(databaseUrl);
  try {
    return await work({ store, database: nameDatabase(databaseUrl) });
  } finally {
    await store.close();
  }
}

export function unknownWorkspace(workspaceId: string, { database }: Pick<OpenDatabase, 'database'>): UnusableError {
  const next = 'See npm run deliveries for those there are.';
  return new UnusableError('unknown_workspace', `There is no workspace ${workspaceId} in ${database}. ${next}`);
}
