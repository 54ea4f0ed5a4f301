import { once } from 'node:events';
import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '../../db/errors.ts';
import { connect, disconnect } from '../../db/sqlite/connect.ts';
import { openSqliteStore } from '../../db/sqlite/open.ts';
import { installation, newDatabasePath, openFileStore } from './open-store.ts';

/** Does something to the file as another program would. */
function withDatabase<T>(path: string, work: (client: Database.Database) => T): T {
  const client = new Database(path);
  try {
    return work(client);
  } finally {
    client.close();
  }
}

async function refusal(path: string): Promise<StoreUnavailableError> {
  const error: unknown = await openSqliteStore(path).catch((reason: unknown) => reason);
  if (error instanceof StoreUnavailableError) return error;
  throw new Error('Opening was not refused as it should be.');
}

describe('a database file', () => {
  test('keeps everything over a restart', async () => {
    const path = newDatabasePath();
    const before = await openFileStore(path);
    const workspace = await before.workspaces.install(installation('a'));
    const state = { stateHash: 's', region: 'us', source: 'website', createdAtMs: 1, expiresAtMs: 9 } as const;
    await before.oauthStates.issue(state);
    await before.oauthStates.consume('s', 2);
    await before.clicks.begin({ workspaceId: 'a', clickHash: 'h', atMs: 1 });
    await before.clicks.finish({ workspaceId: 'a', clickHash: 'h', outcome: 'done', atMs: 2 });
    await before.recentTags.record({ workspaceId: 'a', adminId: '1', tagId: 't', atMs: 1 });
    await before.close();

    const after = await openFileStore(path);
    expect(await after.workspaces.find('a')).toStrictEqual(workspace);
    expect(await after.oauthStates.consume('s', 3)).toStrictEqual({ result: 'used', state });
    expect(await after.clicks.begin({ workspaceId: 'a', clickHash: 'h', atMs: 3 })).toMatchObject({ outcome: 'done' });
    expect(await after.recentTags.list({ workspaceId: 'a', adminId: '1', limit: 9 })).toEqual(['t']);
    expect(await after.check()).toStrictEqual({ migrationsCurrent: true });
  });

  test('is made together with the folders it is in', async () => {
    const path = join(dirname(newDatabasePath()), 'deep', 'er', 'callcard.db');
    const store = await openFileStore(path);
    await store.workspaces.install(installation('a'));
    expect(existsSync(path)).toBe(true);
  });

  test('is all there is after a close, also while another instance goes on', async () => {
    const path = newDatabasePath();
    const other = await openFileStore(path);
    const store = await openFileStore(path);
    await store.workspaces.install(installation('a'));
    await store.close();
    const copy = newDatabasePath();
    copyFileSync(path, copy);
    expect(await (await openFileStore(copy)).workspaces.find('a')).toMatchObject({ workspaceId: 'a' });
    await other.close();
    expect(readdirSync(dirname(path))).toEqual(['callcard.db']);
  });

  test('serves several instances: what one is told, the others see, and one of them wins', async () => {
    const path = newDatabasePath();
    const stores = [await openFileStore(path), await openFileStore(path)];
    const [one, two] = stores as [(typeof stores)[number], (typeof stores)[number]];
    await one.workspaces.install(installation('a'));
    expect(await two.workspaces.find('a')).toMatchObject({ workspaceId: 'a' });
    await two.oauthStates.issue({ stateHash: 's', region: 'us', source: 'website', createdAtMs: 1, expiresAtMs: 9 });
    const twenty = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? one : two));
    const click = { workspaceId: 'a', clickHash: 'h' };
    const consumed = await Promise.all(twenty.map((store) => store.oauthStates.consume('s', 2)));
    const begun = await Promise.all(twenty.map((store) => store.clicks.begin({ ...click, atMs: 1 })));
    const taken = await Promise.all(twenty.map((store) => store.clicks.takeOver({ ...click, begunAtMs: 1, atMs: 2 })));
    expect(consumed.filter(({ result }) => result === 'ok')).toHaveLength(1);
    expect(begun.filter(({ state }) => state === 'first')).toHaveLength(1);
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  test('can be new to several instances that start in the same moment, and still lets each state in once', async () => {
    const path = newDatabasePath();
    const instances = 3;
    const gate = new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT);
    const workers = Array.from(
      { length: instances },
      () =>
        new Worker(new URL('./open-at-once.ts', import.meta.url), {
          workerData: { path, gate, instances },
          execArgv: [],
        }),
    );
    const answers = await Promise.all(workers.map(async (worker) => (await once(worker, 'message'))[0]));
    expect(answers.map(({ migrationsCurrent }) => migrationsCurrent)).toEqual([true, true, true]);
    for (let index = 0; index < 10; index += 1) {
      expect(answers.map(({ issued }) => issued[index]).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
      expect(answers.map(({ consumed }) => consumed[index]).sort()).toEqual(['ok', 'used', 'used']);
    }
  });

  test('of a newer Callcard still opens, is told not to be current, and is left as it is', async () => {
    const path = newDatabasePath();
    await (await openFileStore(path)).close();
    withDatabase(path, (client) =>
      client.exec(
        `INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('from the future', 9999999999999);
         ALTER TABLE workspaces ADD COLUMN plan text;`,
      ),
    );
    const store = await openFileStore(path);
    expect(await store.check()).toStrictEqual({ migrationsCurrent: false });
    expect(await store.workspaces.install(installation('a'))).toMatchObject({ workspaceId: 'a' });
    const hashes = withDatabase(path, (client) =>
      client.prepare('SELECT hash FROM __drizzle_migrations ORDER BY created_at').pluck().all(),
    );
    expect(hashes.at(-1)).toBe('from the future');
  });

  test('that changed under a running instance is told not to be current', async () => {
    const path = newDatabasePath();
    const store = await openFileStore(path);
    withDatabase(path, (client) => client.exec(`UPDATE __drizzle_migrations SET hash = 'another'`));
    expect(await store.check()).toStrictEqual({ migrationsCurrent: false });
    withDatabase(path, (client) => client.exec('DELETE FROM __drizzle_migrations'));
    expect(await store.check()).toStrictEqual({ migrationsCurrent: false });
    withDatabase(path, (client) => client.exec('DROP TABLE __drizzle_migrations'));
    await expect(store.check()).rejects.toBeInstanceOf(StoreUnavailableError);
  });

  test('that was edited by hand is not migrated a second time over what is there', async () => {
    const path = newDatabasePath();
    const before = await openFileStore(path);
    await before.workspaces.install(installation('a'));
    await before.close();
    withDatabase(path, (client) => client.exec(`UPDATE __drizzle_migrations SET hash = 'another'`));
    const after = await openFileStore(path);
    expect(await after.check()).toStrictEqual({ migrationsCurrent: false });
    expect(await after.workspaces.find('a')).toMatchObject({ workspaceId: 'a' });
  });

  test('that is not a database is refused with what to do, and not touched', async () => {
    const path = newDatabasePath();
    writeFileSync(path, 'Dear diary, today I was not a database.\n'.repeat(200));
    const before = readFileSync(path);
    const error = await refusal(path);
    expect(error.message).toContain(path);
    expect(error.message).toContain('Let DATABASE_URL name another file, or restore this one from a backup');
    expect(error.cause).toMatchObject({ code: 'SQLITE_NOTADB' });
    expect(readFileSync(path)).toEqual(before);
  });

  test('whose name is a folder, or is inside of a file, is refused with what to do', async () => {
    const path = newDatabasePath();
    const folder = await refusal(dirname(path));
    expect(folder.message).toContain('must name a file, not a folder');
    writeFileSync(path, '');
    const inside = await refusal(join(path, 'folder', 'callcard.db'));
    expect(inside.message).toContain(`make the folder ${join(path, 'folder')}`);
    expect(inside.message).toContain('let DATABASE_URL name a file in another folder');
  });

  test('that is damaged refuses to answer instead of saying that a workspace was never installed', async () => {
    const path = newDatabasePath();
    const before = await openFileStore(path);
    await before.workspaces.install(installation('a'));
    await before.close();
    const { pageSize, pages } = withDatabase(path, (client) => ({
      pageSize: Number(client.pragma('page_size', { simple: true })),
      pages: client.prepare(`SELECT rootpage FROM sqlite_schema WHERE tbl_name = 'workspaces'`).pluck().all(),
    }));
    const file = openSync(path, 'r+');
    for (const page of pages) writeSync(file, Buffer.alloc(pageSize, 0xff), 0, pageSize, (Number(page) - 1) * pageSize);
    closeSync(file);

    const after = await openFileStore(path);
    await expect(after.workspaces.find('a')).rejects.toBeInstanceOf(StoreUnavailableError);
    await expect(after.workspaces.install(installation('a'))).rejects.toBeInstanceOf(StoreUnavailableError);
    const reseal = { workspaceId: 'a', previous: 'sealed for a', sealedToken: 'new' };
    await expect(after.workspaces.resealToken(reseal)).rejects.toBeInstanceOf(StoreUnavailableError);
  });

  test('waits for the disk before it answers, new or not, is read while written, and keeps its references', async () => {
    const path = newDatabasePath();
    const FULL = 2;
    for (const _ of ['new', 'made before']) {
      const client = await connect(path);
      const settings = ['synchronous', 'journal_mode', 'foreign_keys', 'busy_timeout'].map((name) =>
        client.pragma(name, { simple: true }),
      );
      disconnect(client);
      expect(settings).toEqual([FULL, 'wal', 1, 5_000]);
    }
  });
});
