/**
 * What it costs to wait for the disk: `node bench/durable-writes.ts [FOLDER]` writes clicks one after the other, each
 * in a transaction of its own, into databases in FOLDER (a temporary one unless given). The ways take turns, so that
 * all of them meet the same disk and the same neighbours; the median of their rounds counts.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../db/ports.ts';
import { openPostgresStore } from '../db/postgres/open.ts';
import { connect, disconnect } from '../db/sqlite/connect.ts';
import { openSqliteStore } from '../db/sqlite/open.ts';
import { startPostgres } from '../test/postgres/server.ts';

const ROUNDS = 9;
const WRITES = 300;
const AT_ONCE = 10;

const ROW = `INSERT INTO clicks (workspace_id, click_hash, begun_at_ms) VALUES ('a', ?, 1)`;
const HASH = 'f'.repeat(56);

type Way = readonly [name: string, write: (round: number) => Promise<void>];

const install = (store: Store) =>
  store.workspaces.install({
    workspaceId: 'a',
    region: 'us',
    name: 'A',
    timeZone: 'UTC',
    installingAdminId: '1',
    sealedToken: 'x',
    atMs: 1,
  });

function eachInTurn(write: (hash: string) => Promise<unknown>): (round: number) => Promise<void> {
  return async (round) => {
    for (let nth = 0; nth < WRITES; nth += 1) await write(`${HASH}/${round}/${nth}`);
  };
}

function severalAtOnce(write: (hash: string) => Promise<unknown>): (round: number) => Promise<void> {
  return async (round) => {
    const lane = async (first: number) => {
      for (let nth = first; nth < WRITES; nth += AT_ONCE) await write(`${HASH}/at once/${round}/${nth}`);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, (_, first) => lane(first)));
  };
}

async function sqliteWay(path: string, synchronous: 'FULL' | 'NORMAL'): Promise<Way> {
  const store = await openSqliteStore(path);
  await install(store);
  await store.close();
  const client = await connect(path);
  client.pragma(`synchronous = ${synchronous}`);
  const insert = client.prepare(ROW);
  closers.push(async () => disconnect(client));
  return [`SQLite, synchronous ${synchronous}`, eachInTurn(async (hash) => insert.run(hash))];
}

const begin = (store: Store) => (clickHash: string) => store.clicks.begin({ workspaceId: 'a', clickHash, atMs: 1 });

async function storeWays(name: string, store: Store): Promise<Way[]> {
  closers.push(store.close);
  await install(store);
  return [
    [`${name}, through the store`, eachInTurn(begin(store))],
    [`${name}, through the store, ${AT_ONCE} at once`, severalAtOnce(begin(store))],
  ];
}

const median = (values: readonly number[]): number => values.toSorted((one, two) => one - two)[values.length >> 1] ?? 0;

async function measure(ways: readonly Way[]): Promise<void> {
  const tookUs = new Map<string, number[]>(ways.map(([name]) => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, write] of ways) {
      const startedAtMs = performance.now();
      await write(round);
      // The first round only warms up.
      if (round > 0) tookUs.get(name)?.push(((performance.now() - startedAtMs) * 1000) / WRITES);
    }
  }
  const base = median(tookUs.get(ways[0]?.[0] ?? '') ?? []);
  process.stdout.write(`us a write, median (fastest to slowest) of ${ROUNDS} rounds of ${WRITES}\n`);
  for (const [name, times] of tookUs) {
    const [middle, least, most] = [median(times), Math.min(...times), Math.max(...times)].map(Math.round);
    const ratio = (median(times) / base).toFixed(2);
    process.stdout.write(`${name.padEnd(46)} ${middle} (${least} to ${most}), ${ratio} times the first\n`);
  }
}

const closers: (() => Promise<void>)[] = [];
const folder = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'callcard-bench-'));
closers.push(async () => rmSync(folder, { recursive: true, force: true }));
try {
  const server = await startPostgres({ durable: true });
  closers.push(server.remove);
  await measure([
    await sqliteWay(join(folder, 'full.db'), 'FULL'),
    await sqliteWay(join(folder, 'normal.db'), 'NORMAL'),
    ...(await storeWays('SQLite', await openSqliteStore(join(folder, 'store.db')))),
    ...(await storeWays('PostgreSQL on this machine', await openPostgresStore(server.url))),
  ]);
} finally {
  for (const close of closers.reverse()) await close();
}
