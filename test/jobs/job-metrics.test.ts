import { expect, test } from 'vitest';
import { StoreUnavailableError } from '../../db/errors.ts';
import { PermanentFailure } from '../../server/jobs/handler.ts';
import { collectJobs } from '../../server/jobs/job-metrics.ts';
import { NOW_MS, openWorkshop } from './workshop.ts';

async function setUp() {
  const database = { away: false, asked: 0 };
  const shop = await openWorkshop({
    storeFrom: (store) => ({
      ...store,
      jobs: {
        ...store.jobs,
        counts: async () => {
          database.asked += 1;
          if (database.away) throw new StoreUnavailableError('count jobs', undefined);
          return store.jobs.counts();
        },
      },
    }),
  });
  collectJobs(shop.deps);
  await shop.install('acme');
  const scrape = async () => {
    const text = await shop.deps.metrics.registry.metrics();
    return text.split('\n').filter((line) => /^callcard_job(s|_oldest_seconds)\b/.test(line));
  };
  return { shop, database, scrape };
}

test('there is a number and an age for each kind and state of job', async () => {
  const { shop, scrape } = await setUp();
  await shop.add('acme', 'dies');
  const worker = shop.hire({
    work: async () => {
      throw new PermanentFailure('no');
    },
  });
  await worker.step();
  await shop.time.advance(30_000);
  await shop.add('acme', 'a', 'b');
  await shop.put({ workspaceId: 'acme', jobId: 'c', kind: 'other', runAtMs: NOW_MS + 3_600_000 });
  await shop.time.advance(12_500);
  expect((await scrape()).toSorted()).toEqual([
    'callcard_job_oldest_seconds{kind="other",state="waiting"} 0',
    'callcard_job_oldest_seconds{kind="work",state="dead"} 42.5',
    'callcard_job_oldest_seconds{kind="work",state="waiting"} 12.5',
    'callcard_jobs{kind="other",state="waiting"} 1',
    'callcard_jobs{kind="work",state="dead"} 1',
    'callcard_jobs{kind="work",state="waiting"} 2',
  ]);
});

test('however often they are asked for, jobs are counted every 15 seconds at most', async () => {
  const { shop, database, scrape } = await setUp();
  await shop.add('acme', 'a');
  await Promise.all([scrape(), scrape(), scrape()]);
  await shop.time.advance(14_999);
  await scrape();
  expect(database.asked).toBe(1);
  await shop.time.advance(1);
  await scrape();
  expect(database.asked).toBe(2);
  shop.time.jump(-3_600_000);
  await scrape();
  expect(database.asked).toBe(3);
});

test('while the database is away there are no numbers rather than old ones, and all others are still told', async () => {
  const { shop, database, scrape } = await setUp();
  await shop.add('acme', 'a');
  expect(await scrape()).toHaveLength(2);
  database.away = true;
  await shop.time.advance(15_000);
  expect(await scrape()).toEqual([]);
  expect(await shop.deps.metrics.registry.metrics()).toContain('callcard_http_request_duration_seconds');
  database.away = false;
  await shop.time.advance(15_000);
  expect(await scrape()).toHaveLength(2);
});

test('jobs that are gone are not counted any more', async () => {
  const { shop, scrape } = await setUp();
  await shop.add('acme', 'a');
  expect(await scrape()).toHaveLength(2);
  await shop.hire({ work: async () => ({ done: true }) }).runUntilIdle();
  await shop.time.advance(15_000);
  expect(await scrape()).toEqual([]);
});
