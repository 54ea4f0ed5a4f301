import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runCrowd } from './job-crowd.ts';
import { installation, newDatabasePath, openFileStore } from './open-store.ts';

test('of jobs that two instances on one file add and do in turn nothing is lost, doubled or out of order', async () => {
  const path = newDatabasePath();
  const [one, two] = [await openFileStore(path), await openFileStore(path)];
  for (const workspaceId of ['a', 'b', 'c']) await one.workspaces.install(installation(workspaceId));
  await fc.assert(
    fc.asyncProperty(fc.nat(), (seed) => runCrowd([one.jobs, two.jobs], seed)),
    { numRuns: 1 },
  );
  expect(await two.jobs.list({ state: 'waiting', limit: 1 })).toEqual([]);
});
