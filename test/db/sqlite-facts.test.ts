import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { expectErasedEverywhere } from './erasing.ts';
import { expectLooksToBeKept } from './fact-forgetting-suite.ts';
import { calls, factsOf, NOW_MS } from './known-facts.ts';
import { installation, newDatabasePath, openFileStore } from './open-store.ts';

const DAYS_LATER_MS = NOW_MS + 9 * 24 * 60 * 60 * 1000;

describe('facts in a file', () => {
  test('that were looked at count as used', async () => {
    const path = newDatabasePath();
    await expectLooksToBeKept(() => openFileStore(path));
  });

  test('are read while another process writes, and that they were used is written at the next look', async () => {
    const path = newDatabasePath();
    const store = await openFileStore(path);
    await store.workspaces.install(installation('a'));
    await factsOf(store.facts).learn(calls('7'), '[]');
    const other = new Database(path);
    const touched = other.prepare('SELECT touched_at_ms FROM facts').pluck();
    const later = factsOf(store.facts, { nowMs: DAYS_LATER_MS });
    other.exec('BEGIN IMMEDIATE');
    expect(await later.value(calls('7'))).toBe('[]');
    expect(touched.get()).toBe(NOW_MS);
    other.exec('COMMIT');
    expect(await later.value(calls('7'))).toBe('[]');
    expect(touched.get()).toBe(DAYS_LATER_MS);
    other.close();
  });

  test('are the same for several instances, of which one wins', async () => {
    const path = newDatabasePath();
    const stores = [await openFileStore(path), await openFileStore(path)];
    await stores[0]?.workspaces.install(installation('a'));
    const instances = stores.map(({ facts }) => factsOf(facts));
    const [generation = 0] = (await instances[0]?.begin(calls('7'))) ?? [];
    for (const instance of instances) expect(await instance.begin(calls('7'))).toEqual([generation]);
    const twenty = Array.from({ length: 10 }, () => instances).flat();
    const took = await Promise.all(twenty.map((instance) => instance.change(calls('7'), generation, { value: '[]' })));
    expect(took.filter(Boolean)).toHaveLength(1);
    for (const instance of instances) expect(await instance.value(calls('7'))).toBe('[]');
  });

  test('hold up nobody for long when another process writes: they are not kept then', async () => {
    const path = newDatabasePath();
    const store = await openFileStore(path);
    await store.workspaces.install(installation('a'));
    const a = factsOf(store.facts);
    const [generation = 0] = await a.begin(calls('7'));
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    const startedAtMs = performance.now();
    // The place is there: to begin needs no write.
    expect(await a.begin(calls('7'))).toEqual([generation]);
    const change = () => a.change(calls('7'), generation, { value: '[]' });
    for (const write of [() => a.begin(calls('8')), change]) {
      await expect(write()).rejects.toMatchObject({ code: 'store_unavailable' });
    }
    expect(performance.now() - startedAtMs).toBeLessThan(2_000);
    // What is known not to be true is worth waiting for; cards do not wait for it.
    const doubted = a.doubt(calls('7'));
    other.exec('COMMIT');
    other.close();
    expect(await doubted).toBe(1);
    expect(await change()).toBe(false);
  });
});

test('what is kept of an erased workspace is gone from every table of the file', async () => {
  const path = newDatabasePath();
  const store = await openFileStore(path);
  await expectErasedEverywhere(store, async (workspaceId) => {
    const client = new Database(path, { readonly: true });
    const tables = client
      .prepare<[], string>(
        `SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
          WHERE t.type = 'table' AND c.name = 'workspace_id'`,
      )
      .pluck()
      .all();
    const count = (table: string) =>
      Number(client.prepare(`SELECT count(*) FROM "${table}" WHERE workspace_id = ?`).pluck().get(workspaceId));
    const counts = Object.fromEntries(tables.map((table) => [table, count(table)]));
    client.close();
    return counts;
  });
});
