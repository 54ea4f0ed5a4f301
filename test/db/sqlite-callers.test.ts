import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { newApiKey } from './api-key-store-suite.ts';
import { jobOf, newCall } from './handed-call-store-suite.ts';
import { installation, newDatabasePath, openFileStore } from './open-store.ts';

test('a key that was noted within the hour is used without a write: it waits for nobody who writes', async () => {
  const path = newDatabasePath();
  const store = await openFileStore(path);
  await store.workspaces.install(installation('a'));
  const key = newApiKey('a', 'k');
  await store.apiKeys.create(key);
  await store.apiKeys.used({ workspaceId: 'a', keyId: 'k', atMs: 6_000 });
  const other = new Database(path);
  other.exec('BEGIN IMMEDIATE');
  await store.apiKeys.used({ workspaceId: 'a', keyId: 'k', atMs: 7_000 });
  expect(await store.apiKeys.findByHash(key.secretHash)).toMatchObject({ keyId: 'k', lastUsedAtMs: 6_000 });
  other.exec('COMMIT');
  other.close();
});

test('a call that two instances take on at once, on one new file, is accepted by one and known to the other', async () => {
  const path = newDatabasePath();
  const stores = await Promise.all([openFileStore(path), openFileStore(path)]);
  const [first] = stores;
  await first.workspaces.install(installation('a'));
  for (let nth = 1; nth <= 5; nth += 1) {
    const call = newCall('a', `x${nth}`);
    const results = await Promise.all(stores.map((store) => store.handedCalls.accept(call, jobOf(call))));
    expect(results.map(({ result }) => result).toSorted()).toEqual(['accepted', 'known']);
  }
  expect(await first.jobs.list({ limit: 100 })).toHaveLength(5);
});
