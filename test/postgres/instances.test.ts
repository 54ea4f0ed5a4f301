import { expect, test } from 'vitest';
import type { Store } from '../../db/ports.ts';
import { delivery } from '../db/delivery-store-suite.ts';
import { installation } from '../db/open-store.ts';
import { emptyDatabaseUrl, newDatabaseUrl, openTestStore, withClient } from './open-store.ts';

const INSTANCES = 4;

async function openInstances(): Promise<[Store, ...Store[]]> {
  const url = await emptyDatabaseUrl();
  const first = await openTestStore(url);
  const others = Array.from({ length: INSTANCES - 1 }, () => openTestStore(url));
  await first.workspaces.install(installation('a'));
  return [first, ...(await Promise.all(others))];
}

/** The same call at every instance, several times, all at once. */
function everywhere<T>(stores: readonly Store[], call: (store: Store, nth: number) => Promise<T>): Promise<T[]> {
  return Promise.all(
    stores.flatMap((store, nth) => Array.from({ length: 10 }, (_, again) => call(store, nth * 10 + again))),
  );
}

test('instances that start in the same moment on an empty database make its tables once', async () => {
  const url = await newDatabaseUrl();
  const stores = await Promise.all(Array.from({ length: INSTANCES }, () => openTestStore(url)));
  for (const store of stores) expect(await store.check()).toStrictEqual({ migrationsCurrent: true });
  const applied = await withClient(url, (client) => client.query('SELECT hash FROM __drizzle_migrations'));
  expect(new Set(applied.rows.map(({ hash }) => hash)).size).toBe(applied.rows.length);
});

test('what one instance is told, the others see at once', async () => {
  const [one, two = one] = await openInstances();
  expect(two).not.toBe(one);
  expect(await two.workspaces.find('a')).toMatchObject({ workspaceId: 'a' });
  await two.workspaces.markDisconnected({ workspaceId: 'a', epoch: 1, reason: 'token_revoked', atMs: 5 });
  expect(await one.workspaces.find('a')).toMatchObject({ disconnectedReason: 'token_revoked' });
});

test('a state is let in once, whichever instances it comes back to', async () => {
  const stores = await openInstances();
  for (let round = 0; round < 5; round += 1) {
    const stateHash = `state ${round}`;
    await stores[0].oauthStates.issue({ stateHash, region: 'us', source: 'website', createdAtMs: 1, expiresAtMs: 9 });
    const consumed = await everywhere(stores, (store) => store.oauthStates.consume(stateHash, 2));
    expect(consumed.map(({ result }) => result).toSorted()).toEqual(['ok', ...Array(INSTANCES * 10 - 1).fill('used')]);
  }
});

test('a click is the first at one instance only, and is taken over by one only', async () => {
  const stores = await openInstances();
  for (let round = 0; round < 5; round += 1) {
    const click = { workspaceId: 'a', clickHash: `click ${round}` };
    const begun = await everywhere(stores, (store) => store.clicks.begin({ ...click, atMs: 1 }));
    expect(begun.filter(({ state }) => state === 'first')).toHaveLength(1);
    expect(begun.filter(({ state }) => state === 'begun')).toHaveLength(INSTANCES * 10 - 1);
    const taken = await everywhere(stores, (store) => store.clicks.takeOver({ ...click, begunAtMs: 1, atMs: 2 }));
    expect(taken.filter((begunAtMs) => begunAtMs !== undefined)).toEqual([2]);
  }
});

test('a click that is begun and released all the time by several instances has one holder at a time', async () => {
  const stores = await openInstances();
  const click = { workspaceId: 'a', clickHash: 'h' };
  let holders = 0;
  let held = 0;
  await everywhere(stores, async (store) => {
    const start = await store.clicks.begin({ ...click, atMs: 1 });
    if (start.state !== 'first') return;
    holders += 1;
    held += 1;
    await store.workspaces.find('a');
    expect(holders).toBe(1);
    holders -= 1;
    await store.clicks.release({ ...click, begunAtMs: 1 });
  });
  expect(held).toBeGreaterThan(0);
  expect(await stores[0].clicks.begin({ ...click, atMs: 2 })).toStrictEqual({ state: 'first' });
});

test('the first outcome of a click stays, whichever instances finish it', async () => {
  const stores = await openInstances();
  const click = { workspaceId: 'a', clickHash: 'h' };
  await stores[0].clicks.begin({ ...click, atMs: 1 });
  await everywhere(stores, (store, nth) => store.clicks.finish({ ...click, outcome: `outcome ${nth}`, atMs: 2 }));
  const told = await everywhere(stores, (store) => store.clicks.begin({ ...click, atMs: 3 }));
  expect(new Set(told.map((start) => JSON.stringify(start))).size).toBe(1);
  expect(told[0]).toMatchObject({ state: 'finished' });
});

test('installs at several instances each get an epoch of their own, and old clicks are forgotten once', async () => {
  const stores = await openInstances();
  const installed = await everywhere(stores, (store) => store.workspaces.install(installation('a')));
  const epochs = installed.map(({ epoch }) => epoch).toSorted((one, two) => one - two);
  expect(epochs).toEqual(Array.from({ length: INSTANCES * 10 }, (_, index) => index + 2));
  for (let nth = 0; nth < 20; nth += 1)
    await stores[0].clicks.begin({ workspaceId: 'a', clickHash: `${nth}`, atMs: 1 });
  const forgotten = await everywhere(stores, (store) => store.clicks.forgetBefore(2));
  expect(forgotten.reduce((sum, count) => sum + count, 0)).toBe(20);
});

test('deliveries to several instances are numbered without a gap, and whoever follows them misses none', async () => {
  const stores = await openInstances();
  const [reader] = stores;
  const seen: string[] = [];
  let afterId = 0;
  const look = async () => {
    for (const one of await reader.deliveries.list({ workspaceId: 'a', limit: 100, afterId })) {
      expect(one.deliveryId).toBe(afterId + 1);
      afterId = one.deliveryId;
      seen.push(one.requestId);
    }
  };
  const recorded = everywhere(stores, (store, nth) =>
    store.deliveries.record([delivery('a', { requestId: `r${nth}` })]),
  );
  let over = false;
  const end = () => {
    over = true;
  };
  recorded.then(end, end);
  while (!over) await look();
  await recorded;
  await look();
  expect(new Set(seen).size).toBe(INSTANCES * 10);
});

test('a teammate who tags at several instances at once keeps the newest 50 tags', async () => {
  const stores = await openInstances();
  const teammate = { workspaceId: 'a', adminId: '1' };
  const uses = Array.from({ length: 60 }, (_, index) => ({ ...teammate, tagId: `t${index}`, atMs: index }));
  await Promise.all(uses.map((use, index) => (stores[index % INSTANCES] ?? stores[0]).recentTags.record(use)));
  const kept = await stores[0].recentTags.list({ ...teammate, limit: 100 });
  expect(kept).toEqual(Array.from({ length: 50 }, (_, index) => `t${59 - index}`));
});
