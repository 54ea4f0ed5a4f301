import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Installation, Store } from '../../db/ports.ts';
import { openSqliteStore } from '../../db/sqlite/open.ts';

/** Opens an empty store that is closed when the running test ends. */
export type OpenStore = () => Promise<Store>;

/** A store of this test alone, kept in memory. */
export async function openMemoryStore(): Promise<Store> {
  const store = await openSqliteStore(':memory:');
  onTestFinished(() => store.close());
  return store;
}

/** A path for a database file of this test alone; its folder is deleted when the test ends. */
export function newDatabasePath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'callcard-db-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'callcard.db');
}

/** Opens a file as one instance of Callcard would; closed when the test ends. */
export async function openFileStore(path = newDatabasePath()): Promise<Store> {
  const store = await openSqliteStore(path);
  onTestFinished(() => store.close());
  return store;
}

/** What an install gives, for tests that only need the workspace to be there. */
export function installation(workspaceId: string, facts: Partial<Installation> = {}): Installation {
  return {
    workspaceId,
    region: 'us',
    name: `Workspace ${workspaceId}`,
    timeZone: 'America/Los_Angeles',
    installingAdminId: '1',
    installingAdminName: 'Ada Admin',
    installingAdminEmail: 'ada@example.test',
    sealedToken: `sealed for ${workspaceId}`,
    atMs: 1_000,
    ...facts,
  };
}
