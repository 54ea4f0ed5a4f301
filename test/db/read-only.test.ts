import { writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connect, disconnect, writeLightly } from '../../db/sqlite/connect.ts';
import { migrate, readMigrations } from '../../db/sqlite/migrate.ts';
import { openSqliteReadOnly } from '../../db/sqlite/open-read-only.ts';
import { delivery } from './delivery-store-suite.ts';
import { installation, newDatabasePath, openFileStore } from './open-store.ts';

function databaseAfter(work: (client: Database.Database) => void): string {
  const path = newDatabasePath();
  const client = new Database(path);
  work(client);
  client.close();
  return path;
}

describe('a database that is only read', () => {
  test('shows what a running Callcard writes, while it writes', async () => {
    const path = newDatabasePath();
    const store = await openFileStore(path);
    await store.workspaces.install(installation('a'));
    const reader = await openSqliteReadOnly(path);
    onTestFinished(() => reader.close());
    expect(await reader.deliveries.list({ workspaceId: 'a', limit: 10 })).toEqual([]);
    await store.deliveries.record([delivery('a')]);
    expect(await reader.deliveries.list({ workspaceId: 'a', limit: 10 })).toStrictEqual([
      { ...delivery('a'), deliveryId: 1 },
    ]);
    expect(await reader.workspaces.list({ limit: 10 })).toStrictEqual([await store.workspaces.find('a')]);
  });

  test.each([
    ['of an older version', (client: Database.Database) => migrate(client, readMigrations().slice(0, 1)), 'older'],
    ['that is empty', () => {}, 'new'],
    ['of another program', (client: Database.Database) => client.exec('CREATE TABLE other (id integer)'), 'foreign'],
    [
      'of a newer version',
      (client: Database.Database) =>
        migrate(client, [...readMigrations(), { hash: 'later', createdAtMs: 9_999_999_999_999, statements: [] }]),
      'foreign',
    ],
  ])('%s is left as it is, and one is told what to do', async (_what, work, why) => {
    const path = databaseAfter(work);
    const schema = () => {
      const client = new Database(path, { readonly: true });
      const found = client.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all();
      client.close();
      return found;
    };
    const before = schema();
    await expect(openSqliteReadOnly(path)).rejects.toMatchObject({
      code: 'database_unreadable',
      why,
      message: expect.stringMatching(/Start Callcard once|Use the version it belongs to/),
    });
    expect(schema()).toEqual(before);
  });

  test('in memory, or not there, has nothing to read, and nothing is made', async () => {
    await expect(openSqliteReadOnly(':memory:')).rejects.toMatchObject({ why: 'in_memory' });
    const path = newDatabasePath();
    await expect(openSqliteReadOnly(path)).rejects.toMatchObject({ why: 'missing' });
    await expect(openSqliteReadOnly(path)).rejects.toMatchObject({ why: 'missing' });
  });

  test('that is no database is "cannot tell", not "empty"', async () => {
    const path = newDatabasePath();
    writeFileSync(path, 'no database at all, but long enough to look at '.repeat(40));
    await expect(openSqliteReadOnly(path)).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringContaining('not a SQLite database'),
    });
  });
});

describe('a log line', () => {
  test('does not wait for another process that writes, and what follows waits again', async () => {
    const path = newDatabasePath();
    const store = await openFileStore(path);
    await store.workspaces.install(installation('a'));
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    const startedAtMs = performance.now();
    await expect(store.deliveries.record([delivery('a')])).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(performance.now() - startedAtMs).toBeLessThan(2_000);
    other.exec('COMMIT');
    other.close();
    await store.deliveries.record([delivery('a')]);
    expect(await store.deliveries.list({ workspaceId: 'a', limit: 10 })).toHaveLength(1);
  });

  test('leaves the next write waiting for the disk as before, also when it fails', async () => {
    const client = await connect(newDatabasePath());
    const synchronous = () => client.pragma('synchronous', { simple: true });
    const before = synchronous();
    expect(() =>
      writeLightly(client, () => {
        expect(synchronous()).not.toEqual(before);
        throw new Error('full');
      }),
    ).toThrow('full');
    expect(synchronous()).toEqual(before);
    disconnect(client);
  });
});
