import { randomBytes } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { StoreUnavailableError } from '../../db/errors.ts';
import type { Store } from '../../db/ports.ts';
import { openPostgresStore } from '../../db/postgres/open.ts';
import { jobHandlers } from '../../server/jobs/handlers.ts';
import { createWorker } from '../../server/jobs/worker.ts';
import { openRoom, type Room } from '../card/room.ts';
import { installation } from '../db/open-store.ts';
import { createTold, sendTo } from '../faults/told.ts';
import { mustNotBeLogged } from '../logs/capture.ts';
import { PASSWORD } from './cluster.ts';
import { failureOf } from './failure-of.ts';
import { withClient } from './open-store.ts';
import { type PostgresServer, startPostgres } from './server.ts';

/** One that may be stopped: all other tests share another one. */
let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.remove());

async function newDatabaseUrl(): Promise<string> {
  mustNotBeLogged(PASSWORD);
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(server.url, (client) => client.query(`CREATE DATABASE ${name}`));
  return Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
}

/** Every connection of the pool at work. */
const manyLooks = (store: Store) => Promise.allSettled(Array.from({ length: 30 }, () => store.workspaces.find('a')));

describe('PostgreSQL that is restarted', () => {
  test.each([
    ['in order', 'SIGINT'],
    ['by a failure', 'SIGQUIT'],
  ] as const)(
    '%s is "cannot tell" as long as it is away, and then everything works with all that was kept',
    async (_how, signal) => {
      const store = await openPostgresStore(await newDatabaseUrl());
      onTestFinished(() => store.close());
      const workspace = await store.workspaces.install(installation('a'));
      await store.clicks.begin({ workspaceId: 'a', clickHash: 'h', atMs: 1 });
      await manyLooks(store);

      const underWay = manyLooks(store);
      await server.stop(signal);
      for (const answer of await underWay) {
        if (answer.status === 'fulfilled') expect(answer.value).toStrictEqual(workspace);
        else expect(answer.reason).toBeInstanceOf(StoreUnavailableError);
      }
      expect((await failureOf(store.workspaces.find('a'))).message).toContain('Start PostgreSQL');
      await failureOf(store.check());

      await server.start();
      expect(await store.workspaces.find('a')).toStrictEqual(workspace);
      expect(await store.clicks.begin({ workspaceId: 'a', clickHash: 'h', atMs: 2 })).toMatchObject({ state: 'begun' });
      expect(await store.check()).toStrictEqual({ migrationsCurrent: true });
    },
  );

  test('under way costs no card, and no notification that was answered with 200', async () => {
    const room = await openWorkingRoom();
    const { told, cards, until, end } = createTraffic(room);
    expect(await until((status) => status === 200)).toEqual(new Set([200]));

    await server.stop('SIGQUIT');
    expect(await readiness(room)).toBe(503);
    expect(await until((status) => status === 503)).toEqual(new Set([503]));
    await expect.poll(() => cards.at(-1)).not.toContain('Jo Vance');

    await server.start();
    await until((status) => status === 200);
    await expect.poll(() => readiness(room)).toBe(200);
    await expect.poll(() => cards.at(-1)).toContain('Jo Vance');
    await end();

    await expect.poll(() => told.lost(room), { timeout: 10_000 }).toEqual([]);
    expect(told.taken().length).toBeGreaterThanOrEqual(2 * ENOUGH);
    expect(room.logged()).toContain('the database answers again: jobs go on');
  });
});

const LANES = 4;
/** Notifications that are taken before the fault and after it, and refused during it. */
const ENOUGH = 20;
const PATIENCE_MS = 20_000;
/** What was under way comes back so soon. */
const LEASE_MS = 500;

/** A Callcard with its worker. */
async function openWorkingRoom(): Promise<Room> {
  const room = await openRoom({ databaseUrl: await newDatabaseUrl(), clock: Date.now });
  const worker = createWorker({ deps: room.deps, handlers: jobHandlers, leaseMs: LEASE_MS, pollMs: 50 });
  room.deps.wakeWorker = worker.wake;
  onTestFinished(() => worker.stop(0));
  worker.start();
  return room;
}

/** Teammates and Intercom, who go on whatever happens. */
function createTraffic(room: Room) {
  const told = createTold(Date.now);
  const send = sendTo(room);
  const conversationId = room.conversationOf('Jo Vance', 'phone_call');
  const statuses: number[] = [];
  const cards: string[] = [];
  let over = false;
  const goOn = async (act: () => Promise<unknown>) => {
    for (; !over; await turn()) await act();
  };
  const running = Promise.all([
    ...Array.from({ length: LANES }, () => goOn(async () => statuses.push(await told.tell(send)))),
    // Each is answered with 200 and a valid canvas, or opening it fails.
    goOn(async () => cards.push((await room.open(conversationId)).text)),
  ]);
  return {
    ...{ told, cards },
    /** What notifications are answered from now on, until enough of them are answered so. */
    async until(isSo: (status: number) => boolean): Promise<Set<number>> {
      statuses.length = 0;
      const enough = expect.poll(() => statuses.filter(isSo).length, { interval: 5, timeout: PATIENCE_MS });
      await enough.toBeGreaterThanOrEqual(ENOUGH);
      return new Set(statuses);
    },
    async end() {
      over = true;
      await running;
    },
  };
}

const readiness = async ({ app }: Room) => (await app.inject('/readyz')).statusCode;
