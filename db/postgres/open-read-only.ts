import { nameDatabase } from '../database-url.ts';
import { UnreadableDatabaseError } from '../errors.ts';
import type { StoreReader } from '../ports.ts';
import { connect } from './connect.ts';
import { createDeliveryStore } from './deliveries.ts';
import { readMigrations, standingOf } from './migrate.ts';
import { createWorkspaceStore } from './workspaces.ts';

/**
 * Opens a database that belongs to another process: makes nothing, migrates nothing, writes nothing. Throws
 * `UnreadableDatabaseError` or `StoreUnavailableError`, whose messages say what to do.
 */
export async function openPostgresReadOnly(url: string): Promise<StoreReader> {
  const connections = connect(url, { readOnly: true });
  const name = nameDatabase(url);
  try {
    const standing = await connections.answer(`open ${name} to read`, (db) => standingOf(db, readMigrations()));
    if (standing !== 'current') throw new UnreadableDatabaseError(name, standing);
  } catch (error) {
    await connections.close();
    throw error;
  }
  const { find, list } = createWorkspaceStore(connections);
  const deliveries = createDeliveryStore(connections);
  return { workspaces: { find, list }, deliveries: { list: deliveries.list }, close: connections.close };
}
