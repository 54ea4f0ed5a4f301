import { expect, test } from 'vitest';
import { createWorker } from '../../server/jobs/worker.ts';
import { syncDirectory, syncDirectoryJob } from '../../server/mirror/sync-directory.ts';
import { ACME, openRoom } from '../card/room.ts';

test('after an install the names of teammates, teams and tags are there before the first card asks', async () => {
  const room = await openRoom();
  await room.store.jobs.enqueue([syncDirectoryJob(ACME, room.deps.clock())], room.deps.clock());
  const worker = createWorker({ deps: room.deps, handlers: new Map([['sync-directory', syncDirectory]]) });
  await worker.runUntilIdle();
  await worker.stop();
  room.sandbox.requests.length = 0;
  await room.open(room.conversationOf('Jo Vance'));
  const asked = room.sandbox.requests.map(({ path }) => path);
  expect(asked).not.toContain('/admins');
  expect(asked).not.toContain('/teams');
  expect(asked.length).toBeLessThanOrEqual(6);
});
