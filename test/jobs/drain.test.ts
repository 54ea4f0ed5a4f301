import { expect, test } from 'vitest';
import { StoreUnavailableError } from '../../db/errors.ts';
import { deaf, hanging, NOW_MS, openWorkshop, recording } from './workshop.ts';

async function setUp(...jobIds: string[]) {
  const shop = await openWorkshop();
  await shop.install('acme');
  await shop.add('acme', ...jobIds);
  return shop;
}

test('a worker that stops takes nothing new and lets what runs come to its end', async () => {
  const shop = await setUp('runs', 'waits');
  const { promise, resolve } = Promise.withResolvers<void>();
  const { seen, handler } = recording(async () => {
    await promise;
    return { done: true };
  });
  const worker = shop.hire({ work: handler }, { concurrency: 1 });
  worker.start();
  await shop.until(() => seen.length === 1);
  const stopped = worker.stop(5_000);
  worker.wake();
  await shop.time.advance(4_000);
  resolve();
  await stopped;
  expect([seen, await shop.states()]).toEqual([['runs'], { waits: 'waiting' }]);
  expect(await worker.step()).toBe(0);
  expect(shop.time.waiting()).toBe(0);
});

test.each([
  ['heeds its signal', hanging],
  ['does not heed its signal', deaf],
])(
  'what does not end in time is given back at once, without an attempt less, when its handler %s',
  async (_, handler) => {
    const shop = await setUp('j');
    const { seen, handler: recorded } = recording(handler);
    const worker = shop.hire({ work: recorded });
    worker.start();
    await shop.until(() => seen.length === 1);
    const stopped = worker.stop(5_000);
    await shop.time.advance(6_000);
    await stopped;
    expect(shop.attempts()).toMatchObject([{ outcome: 'stopped' }]);
    expect(await shop.job('acme', 'j')).toMatchObject({ state: 'waiting', attempts: 0, runAtMs: NOW_MS });
    const other = recording();
    await shop.hire({ work: other.handler }).runUntilIdle();
    expect(other.seen).toEqual(['j']);
  },
);

test('a handler that is told to stop may leave its job with what it has done so far', async () => {
  const shop = await setUp('j');
  const { seen, handler } = recording(
    ({ signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve({ done: false, atMs: NOW_MS, payload: '"page 7"' }));
      }),
  );
  const worker = shop.hire({ work: handler });
  worker.start();
  await shop.until(() => seen.length === 1);
  const stopped = worker.stop(0);
  await shop.time.advance(0);
  await stopped;
  expect(await shop.job('acme', 'j')).toMatchObject({ state: 'waiting', payload: '"page 7"', attempts: 0 });
});

test.each(['start', 'step'] as const)(
  'a job that was being claimed (%s) while the worker stopped is given back unseen',
  async (how) => {
    const claiming = Promise.withResolvers<void>();
    const mayGoOn = Promise.withResolvers<void>();
    const shop = await openWorkshop({
      storeFrom: (store) => ({
        ...store,
        jobs: {
          ...store.jobs,
          claim: async (claim) => {
            const jobs = await store.jobs.claim(claim);
            claiming.resolve();
            await mayGoOn.promise;
            return jobs;
          },
        },
      }),
    });
    await shop.install('acme');
    await shop.add('acme', 'j');
    const { seen, handler } = recording();
    const worker = shop.hire({ work: handler });
    const begun = worker[how]();
    await claiming.promise;
    let over = false;
    const stopped = worker.stop().then(() => {
      over = true;
    });
    await shop.time.advance(0);
    expect(over).toBe(false);
    mayGoOn.resolve();
    await stopped;
    expect(seen).toEqual([]);
    expect(await shop.job('acme', 'j')).toMatchObject({ state: 'waiting', attempts: 0, leaseOwner: undefined });
    await begun;
  },
);

test('a job whose handler had not begun when the worker stopped is given back unseen', async () => {
  const looking = Promise.withResolvers<void>();
  const mayGoOn = Promise.withResolvers<void>();
  const shop = await openWorkshop({
    storeFrom: (store) => ({
      ...store,
      workspaces: {
        ...store.workspaces,
        find: async (workspaceId) => {
          looking.resolve();
          await mayGoOn.promise;
          return store.workspaces.find(workspaceId);
        },
      },
    }),
  });
  await shop.install('acme');
  await shop.add('acme', 'j');
  const { seen, handler } = recording();
  const worker = shop.hire({ work: handler });
  worker.start();
  await looking.promise;
  const stopped = worker.stop(0);
  await shop.time.advance(0);
  mayGoOn.resolve();
  await stopped;
  expect([seen, shop.attempts()]).toMatchObject([[], [{ outcome: 'stopped' }]]);
});

test('stopping twice is stopping once, and a worker that was never started can be stopped', async () => {
  const shop = await setUp('j');
  const worker = shop.hire({ work: async () => ({ done: true }) });
  const stopped = worker.stop();
  expect(worker.stop()).toBe(stopped);
  await stopped;
  worker.start();
  worker.wake();
  await shop.time.advance(5_000);
  expect(await shop.states()).toEqual({ j: 'waiting' });
});

test('stopping ends even when the database is away, and the job is left to its lease', async () => {
  const shop = await openWorkshop({
    storeFrom: (store) => ({
      ...store,
      jobs: {
        ...store.jobs,
        reschedule: () => Promise.reject(new StoreUnavailableError('reschedule a job', undefined)),
      },
    }),
  });
  await shop.install('acme');
  await shop.add('acme', 'j');
  const { seen, handler } = recording(hanging);
  const worker = shop.hire({ work: handler });
  worker.start();
  await shop.until(() => seen.length === 1);
  const stopped = worker.stop(0);
  await shop.time.advance(1_000);
  await stopped;
  expect(shop.attempts()).toMatchObject([{ outcome: 'unwritten' }]);
  expect(await shop.job('acme', 'j')).toMatchObject({ state: 'running', leaseExpiresAtMs: NOW_MS + 60_000 });
});
