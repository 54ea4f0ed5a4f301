import Database from 'better-sqlite3';
import { readDatabaseUrl } from '../../db/database-url.ts';
import { openStore } from '../../db/open-store.ts';
import { createSeal } from '../../db/seal.ts';
import { tokenContext } from '../../server/install/token-context.ts';

/** Installs workspaces in a SQLite file, with tokens that the benchmark's servers can open. */
export async function installWorkspaces(databaseUrl: string, workspaceIds: readonly string[]): Promise<void> {
  const store = await openStore(databaseUrl);
  await store.close();
  const database = readDatabaseUrl(databaseUrl);
  if (database.dialect !== 'sqlite') throw new Error('Only a SQLite file can be filled so fast.');
  const seal = createSeal([{ id: 'k1', key: Buffer.alloc(32, 1) }]);
  const db = new Database(database.path);
  const insert = db.prepare(
    `insert into workspaces (workspace_id, region, name, time_zone, installing_admin_id, epoch, status, sealed_token,
      first_installed_at_ms, installed_at_ms) values (?, 'us', ?, 'UTC', '7', 1, 'connected', ?, ?, ?)`,
  );
  const atMs = Date.now() - 60_000;
  db.transaction(() => {
    for (const id of workspaceIds) insert.run(id, id, seal.seal(`token-${id}`, tokenContext(id)), atMs, atMs);
  })();
  db.close();
}
