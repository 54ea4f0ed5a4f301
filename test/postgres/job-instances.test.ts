import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Store } from '../../db/ports.ts';
import { notification } from '../db/intake-store-suite.ts';
import { claimOf, idsOf, newJob } from '../db/job.ts';
import { runCrowd } from '../db/job-crowd.ts';
import { installation } from '../db/open-store.ts';
import { emptyDatabaseUrl, openTestStore, withClient } from './open-store.ts';

async function openTwo(): Promise<{ one: Store; two: Store; url: string }> {
  const url = await emptyDatabaseUrl();
  const one = await openTestStore(url);
  const two = await openTestStore(url);
  for (const workspaceId of ['a', 'b', 'c']) await one.workspaces.install(installation(workspaceId));
  return { one, two, url };
}

test('of jobs that two instances add and do at once nothing is lost, doubled or out of order, whoever dies halfway', async () => {
  const { one, two } = await openTwo();
  await fc.assert(
    fc.asyncProperty(fc.nat(), (seed) => runCrowd([one.jobs, two.jobs], seed)),
    { numRuns: 5 },
  );
});

test('notifications that two instances are sent at once, in any order, are each taken by one, with one job', async () => {
  const { one, two } = await openTwo();
  const sent = Array.from({ length: 60 }, (_, n) =>
    notification(n % 2 === 0 ? 'a' : 'b', `${n}`, { job: { orderingKey: `${n % 7}` } }),
  );
  for (let round = 0; round < 5; round += 1) {
    const batch = sent.map((each) => ({ ...each, notificationId: `${round}.${each.notificationId}` }));
    const took = await Promise.all(
      [batch, batch.toReversed(), batch, batch.toReversed()].map((order, nth) =>
        (nth % 2 === 0 ? one : two).intake.take(order),
      ),
    );
    expect(took.flat().filter((result) => result === 'taken')).toHaveLength(sent.length);
    expect(took.flat().filter((result) => result === 'duplicate')).toHaveLength(sent.length * 3);
  }
  // The same job ids in every round: the first round's jobs stay.
  expect(await one.jobs.list({ limit: 1_000 })).toHaveLength(sent.length);
});

test('a job that comes into being in two lines at once stops neither line', async () => {
  const { one, two } = await openTwo();
  for (let round = 0; round < 10; round += 1) {
    const same = (orderingKey: string) => newJob('a', `same ${round}`, { orderingKey });
    const behind = (orderingKey: string) => newJob('a', `${round} behind in ${orderingKey}`, { orderingKey });
    await Promise.all(
      [one, two].map((store, nth) => store.jobs.enqueue([same(`line ${nth}`), behind(`line ${nth}`)], 1)),
    );
    const done = [];
    for (let taken = await one.jobs.claim(claimOf()); taken.length > 0; taken = await one.jobs.claim(claimOf())) {
      for (const job of taken) {
        await two.jobs.complete({ owner: 'worker 1', job, nowMs: 1 });
        done.push(job);
      }
    }
    expect(idsOf(done).toSorted()).toEqual([`${round} behind in line 0`, `${round} behind in line 1`, `same ${round}`]);
  }
});

test('an uninstall and jobs that are added in the same moment leave no job behind', async () => {
  const { one, two } = await openTwo();
  for (let round = 0; round < 10; round += 1) {
    const { epoch } = await one.workspaces.install(installation('a'));
    const added = Array.from({ length: 8 }, (_, n) =>
      (n % 2 === 0 ? one : two).jobs.enqueue([newJob('a', `${round}.${n}`)], 1),
    );
    await Promise.all([...added, two.workspaces.markUninstalled({ workspaceId: 'a', epoch, atMs: 5 })]);
    expect(await one.jobs.list({ workspaceId: 'a', limit: 100 })).toEqual([]);
  }
});

test('what one instance is taking is passed over by the others, not waited for', async () => {
  const { one, url } = await openTwo();
  await one.jobs.enqueue(
    ['1', '2', '3'].map((id) => newJob('a', id)),
    1,
  );
  await withClient(url, async (client) => {
    await client.query('BEGIN');
    await client.query(`SELECT FROM jobs WHERE job_id = '1' FOR UPDATE`);
    expect(idsOf(await one.jobs.claim(claimOf())).toSorted()).toEqual(['2', '3']);
    await client.query('ROLLBACK');
  });
  expect(idsOf(await one.jobs.claim(claimOf({ nowMs: 1_100 })))).toEqual(['1']);
});

test('of all instances one has the turn', async () => {
  const { one, two } = await openTwo();
  for (let nowMs = 0; nowMs < 1_000; nowMs += 100) {
    const asked = Array.from({ length: 20 }, (_, nth) =>
      (nth % 2 === 0 ? one : two).periodic.takeTurn({ name: 'sweep', nowMs, everyMs: 100 }),
    );
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
  }
});
