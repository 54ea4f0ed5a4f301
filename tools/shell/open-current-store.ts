import { openStore, openStoreReader } from '../../db/open-store.ts';
import type { Store } from '../../db/ports.ts';

/**
 * Opens a database that may belong to a running Callcard, to change what is in it: never makes one, and never brings one
 * up to this code. Throws `UnreadableDatabaseError` or `StoreUnavailableError`, whose messages say what to do.
 */
export async function openCurrentStore(databaseUrl: string): Promise<Store> {
  // Says by name when there is none, or one of another version: opening it to write would make or change its tables.
  await (await openStoreReader(databaseUrl)).close();
  return openStore(databaseUrl);
}
