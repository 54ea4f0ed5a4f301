import { expect, test } from 'vitest';
import { StoreUnavailableError } from '../../db/errors.ts';
import type { Claim } from '../../db/job-ports.ts';
import { NOW_MS, openWorkshop, recording } from './workshop.ts';

/** A shop that counts how often a worker looks for jobs, and whose database can be away. */
async function setUp() {
  const claims: Claim[] = [];
  const database = { away: false };
  const shop = await openWorkshop({
    storeFrom: (store) => ({
      ...store,
      jobs: {
        ...store.jobs,
        claim: async (claim) => {
          claims.push(claim);
          if (database.away) throw new StoreUnavailableError('claim jobs', new Error('gone'));
          return store.jobs.claim(claim);
        },
      },
    }),
  });
  await shop.install('acme');
  return { shop, claims, database };
}

test('a job that another process left is found within a second', async () => {
  const { shop } = await setUp();
  const { seen, handler } = recording();
  shop.hire({ work: handler }).start();
  await shop.time.advance(10_500);
  await shop.add('acme', 'j');
  await shop.time.advance(1_000);
  expect(seen).toEqual(['j']);
});

test('a worker that is woken looks at once, however often it is woken only once', async () => {
  const { shop, claims } = await setUp();
  const { seen, handler } = recording();
  const worker = shop.hire({ work: handler });
  worker.start();
  await shop.time.advance(500);
  await shop.add('acme', 'j');
  const before = claims.length;
  for (let times = 0; times < 100; times += 1) worker.wake();
  await shop.time.advance(0);
  expect(seen).toEqual(['j']);
  // Found it, nothing more, and nothing behind it once it was done.
  expect(claims.length - before).toBeLessThanOrEqual(4);
});

test('a worker that is woken while it looks looks once more', async () => {
  const { shop, claims } = await setUp();
  const worker = shop.hire({ work: async () => ({ done: true }) });
  worker.start();
  worker.wake();
  await shop.time.advance(0);
  expect(claims).toHaveLength(2);
});

test('a worker with nothing to do asks the database once a second', async () => {
  const { shop, claims } = await setUp();
  shop.hire({ work: async () => ({ done: true }) }).start();
  await shop.time.advance(10_000);
  expect(claims).toHaveLength(11);
});

test('a worker that waits by the clock on the wall looks when it is woken, and stops at once', async () => {
  const { shop } = await setUp();
  const { seen, handler } = recording();
  const worker = shop.hire({ work: handler }, { wait: undefined, pollMs: 3_600_000 });
  worker.start();
  await shop.add('acme', 'one');
  worker.wake();
  await shop.until(() => shop.attempts().length === 1);
  await shop.add('acme', 'two');
  worker.wake();
  await shop.until(() => shop.attempts().length === 2);
  await worker.stop();
  expect(seen).toEqual(['one', 'two']);
});

test('starting twice is starting once', async () => {
  const { shop, claims } = await setUp();
  const worker = shop.hire({});
  worker.start();
  worker.start();
  await shop.time.advance(1_000);
  expect(claims).toHaveLength(2);
});

test('a job is done at its time, not before', async () => {
  const { shop } = await setUp();
  await shop.put({ workspaceId: 'acme', jobId: 'j', runAtMs: NOW_MS + 5_000 });
  const { seen, handler } = recording();
  shop.hire({ work: handler }).start();
  await shop.time.advance(4_999);
  expect(seen).toEqual([]);
  await shop.time.advance(1_000);
  expect(seen).toEqual(['j']);
});

test('a worker outlives a database that is away, and says so once when it goes and once when it is back', async () => {
  const { shop, database } = await setUp();
  const { seen, handler } = recording();
  shop.hire({ work: handler }).start();
  for (let outage = 0; outage < 2; outage += 1) {
    database.away = true;
    await shop.add('acme', `j${outage}`);
    await shop.time.advance(60_000);
    database.away = false;
    await shop.time.advance(1_000);
  }
  expect(seen).toEqual(['j0', 'j1']);
  const told = shop.lines().filter(({ msg }) => msg.includes('the database'));
  expect(told.map(({ msg, level }) => `${level} ${msg}`)).toEqual([
    '50 jobs wait: the database does not answer',
    '30 the database answers again: jobs go on',
    '50 jobs wait: the database does not answer',
    '30 the database answers again: jobs go on',
  ]);
});

test('a step says that the database is away rather than that there was nothing to do', async () => {
  const { shop, database } = await setUp();
  const worker = shop.hire({});
  database.away = true;
  await expect(worker.step()).rejects.toThrow(StoreUnavailableError);
  await expect(worker.runUntilIdle()).rejects.toThrow(StoreUnavailableError);
  database.away = false;
  expect(await worker.step()).toBe(0);
});

test('any number of workers do each job once', async () => {
  const { shop } = await setUp();
  const jobIds = Array.from({ length: 60 }, (_, index) => `j${index}`);
  await shop.add('acme', ...jobIds);
  const { seen, handler } = recording();
  for (let workers = 0; workers < 5; workers += 1) shop.hire({ work: handler }).start();
  await shop.until(() => shop.attempts().length === 60);
  expect(seen.toSorted()).toEqual(jobIds.toSorted());
});

test('the process never has more jobs at work than it may', async () => {
  const { shop } = await setUp();
  for (const workspaceId of ['b', 'c', 'd']) await shop.install(workspaceId);
  for (const workspaceId of ['acme', 'b', 'c', 'd']) {
    await shop.add(workspaceId, ...Array.from({ length: 10 }, (_, index) => `${workspaceId}${index}`));
  }
  let [now, most] = [0, 0];
  const perWorkspace = new Map<string, number>();
  const { seen, handler } = recording(async ({ workspace: { workspaceId } }) => {
    now += 1;
    most = Math.max(most, now);
    perWorkspace.set(workspaceId, (perWorkspace.get(workspaceId) ?? 0) + 1);
    expect(perWorkspace.get(workspaceId)).toBeLessThanOrEqual(2);
    for (let turn = 0; turn < seen.length % 7; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    perWorkspace.set(workspaceId, (perWorkspace.get(workspaceId) ?? 0) - 1);
    now -= 1;
    return { done: true };
  });
  shop.hire({ work: handler }, { concurrency: 5, perWorkspace: 2 }).start();
  await shop.until(() => shop.attempts().length === 40);
  expect(shop.attempts().every(({ outcome }) => outcome === 'done')).toBe(true);
  expect(most).toBe(5);
});
