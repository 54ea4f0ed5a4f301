import { expect, test } from 'vitest';
import { newApiKey } from '../db/api-key-store-suite.ts';
import { jobOf, newCall } from '../db/handed-call-store-suite.ts';
import { installation } from '../db/open-store.ts';
import { emptyDatabaseUrl, openTestStore, withClient } from './open-store.ts';

test('a key that was noted within the hour is used without a write to PostgreSQL', async () => {
  const url = await emptyDatabaseUrl();
  const store = await openTestStore(url);
  await store.workspaces.install(installation('a'));
  await store.apiKeys.create(newApiKey('a', 'k'));
  const use = (atMs: number) => store.apiKeys.used({ workspaceId: 'a', keyId: 'k', atMs });
  await withClient(url, async (client) => {
    const written = async () => (await client.query('SELECT xmin, ctid FROM api_keys')).rows;
    const before = await written();
    await use(6_000);
    const noted = await written();
    expect(noted).not.toEqual(before);
    await use(7_000);
    expect(await written()).toEqual(noted);
  });
});

test('an API key is found in PostgreSQL by the index of hashes, which lets no hash be there twice', async () => {
  const url = await emptyDatabaseUrl();
  await openTestStore(url);
  await withClient(url, async (client) => {
    await client.query('SET enable_seqscan = off');
    const { rows } = await client.query(`EXPLAIN SELECT * FROM api_keys WHERE secret_hash = 'h'`);
    expect(rows[0]['QUERY PLAN']).toMatch(/Index Scan using api_keys_secret_hash /);
  });
});

test('a call that several instances take on at once is accepted by one and known to the others', async () => {
  const url = await emptyDatabaseUrl();
  const stores = [await openTestStore(url), await openTestStore(url), await openTestStore(url)];
  const [first] = stores;
  await first?.workspaces.install(installation('a'));
  for (let nth = 1; nth <= 5; nth += 1) {
    const call = newCall('a', `x${nth}`);
    const results = await Promise.all(
      [...stores, ...stores].map((store) => store.handedCalls.accept(call, jobOf(call))),
    );
    expect(results.filter(({ result }) => result === 'accepted')).toHaveLength(1);
    expect(new Set(results.map((one) => JSON.stringify(one.call))).size).toBe(1);
  }
  expect(await first?.jobs.list({ limit: 100 })).toHaveLength(5);
});
