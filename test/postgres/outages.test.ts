import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { StoreUnavailableError } from '../../db/errors.ts';
import type { Store } from '../../db/ports.ts';
import { openPostgresStore } from '../../db/postgres/open.ts';
import { installation } from '../db/open-store.ts';
import { failureOf } from './failure-of.ts';
import { newDatabaseUrl, openTestStore, withClient } from './open-store.ts';
import { startProxy } from './proxy.ts';

/** A card whose deadline is not changed waits this long. */
const CARD_DEADLINE_MS = 4_000;

/** Every connection of the pool at work. */
const manyLooks = (store: Store) => Promise.allSettled(Array.from({ length: 30 }, () => store.workspaces.find('a')));

describe('a connection that is lost', () => {
  test('while nobody asks ends nothing here, and the next answer comes from a new connection', async () => {
    const url = await newDatabaseUrl();
    const proxy = await startProxy(url);
    const store = await openTestStore(proxy.url);
    await manyLooks(store);
    const before = proxy.connections();
    await withClient(inject('postgresUrl'), async (client) => {
      const name = new URL(url).pathname.slice(1);
      // Waits until the others are gone.
      await client.query('SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = $1', [name]);
    });
    // The first one may be the one that finds out.
    await manyLooks(store);
    expect(await store.workspaces.find('a')).toBeUndefined();
    expect(proxy.connections()).toBeGreaterThan(before);
  });

  test('in the middle of a transaction leaves nothing of it', async () => {
    const url = await newDatabaseUrl();
    const proxy = await startProxy(url);
    const store = await openTestStore(proxy.url);
    await store.workspaces.install(installation('a'));
    const state = { stateHash: 's', region: 'us', source: 'website', createdAtMs: 1, expiresAtMs: 2 } as const;
    await withClient(url, async (client) => {
      await client.query('BEGIN; LOCK TABLE oauth_states IN ACCESS EXCLUSIVE MODE');
      const issued = failureOf(store.oauthStates.issue(state));
      await someoneWaits(url);
      proxy.cut();
      await issued;
      await client.query('ROLLBACK');
    });
    expect(await store.oauthStates.peek('s')).toBeUndefined();
    await store.oauthStates.issue(state);
    expect(await store.oauthStates.peek('s')).toStrictEqual(state);
  });
});

/** Until the server has a statement that waits for a lock. */
async function someoneWaits(url: string): Promise<void> {
  await withClient(url, async (client) => {
    for (;;) {
      const { rowCount } = await client.query('SELECT 1 FROM pg_locks WHERE NOT granted');
      if (rowCount !== 0) return;
    }
  });
}

describe('PostgreSQL that hangs', () => {
  /** Gives up early, so that the test is over soon. */
  async function openHastyStore(url: string): Promise<Store> {
    const store = await openPostgresStore(url, { answerWithinMs: 500 });
    onTestFinished(() => store.close());
    return store;
  }

  test('is given up before the deadline of a card, on open connections and on new ones', async () => {
    const proxy = await startProxy(await newDatabaseUrl());
    const store = await openTestStore(proxy.url);
    await store.workspaces.install(installation('a'));
    proxy.hang();
    const startedAtMs = performance.now();
    const answers = await manyLooks(store);
    expect(performance.now() - startedAtMs).toBeLessThan(CARD_DEADLINE_MS);
    for (const answer of answers) expect(answer).toMatchObject({ reason: expect.any(StoreUnavailableError) });
    proxy.cut();
    expect(await store.workspaces.find('a')).toMatchObject({ workspaceId: 'a' });
  });

  test('because somebody holds a table is given up too, and goes on when it is free', async () => {
    const url = await newDatabaseUrl();
    const store = await openHastyStore(url);
    await store.workspaces.install(installation('a'));
    const click = { workspaceId: 'a', clickHash: 'h', atMs: 1 };
    await withClient(url, async (client) => {
      await client.query('BEGIN; LOCK TABLE clicks IN ACCESS EXCLUSIVE MODE');
      await failureOf(store.clicks.begin(click));
      expect(await store.workspaces.find('a')).toMatchObject({ workspaceId: 'a' });
      await client.query('ROLLBACK');
    });
    // Whoever was given up did nothing afterwards.
    expect(await store.clicks.begin(click)).toStrictEqual({ state: 'first' });
  });

  test('can be closed', async () => {
    const proxy = await startProxy(await newDatabaseUrl());
    const store = await openHastyStore(proxy.url);
    proxy.hang();
    const look = failureOf(store.workspaces.find('a'));
    await store.close();
    await look;
  });
});

describe('two that undo each other', () => {
  test('are both carried out: whom PostgreSQL sends back tries again', async () => {
    const url = await newDatabaseUrl();
    const store = await openTestStore(url);
    for (const workspaceId of ['a', 'b']) {
      await store.workspaces.install(installation(workspaceId));
      await store.clicks.begin({ workspaceId, clickHash: 'h', atMs: 1 });
    }
    await withClient(url, async (client) => {
      // Sends others back rather than this one: its patience is longer.
      await client.query(`SET deadlock_timeout = '60s'; BEGIN; DELETE FROM clicks WHERE workspace_id = 'b'`);
      const forgotten = store.clicks.forgetBefore(2);
      await someoneWaits(url);
      await client.query(`DELETE FROM clicks WHERE workspace_id = 'a'`);
      await client.query('ROLLBACK');
      expect(await forgotten).toBe(2);
    });
  });
});
