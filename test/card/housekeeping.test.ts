import { pino } from 'pino';
import { expect, test } from 'vitest';
import { keepHouse } from '../../server/housekeeping.ts';
import { installation, openMemoryStore } from '../db/open-store.ts';

const HOUR_MS = 3_600_000;
const log = pino({ level: 'silent' });

test('the outcome of a click is kept for a day and then forgotten', async () => {
  const store = await openMemoryStore();
  await store.workspaces.install(installation('a'));
  const click = { workspaceId: 'a', clickHash: 'h' };
  await store.clicks.begin({ ...click, atMs: 1 });
  await store.clicks.finish({ ...click, outcome: 'done', atMs: 2 });
  await keepHouse({ store, log, clock: () => 24 * HOUR_MS });
  expect(await store.clicks.begin({ ...click, atMs: 3 })).toEqual({ state: 'finished', outcome: 'done' });
  await keepHouse({ store, log, clock: () => 24 * HOUR_MS + 2 });
  expect(await store.clicks.begin({ ...click, atMs: 4 })).toEqual({ state: 'first' });
});

test('a database that does not answer does not stop Callcard', async () => {
  const store = await openMemoryStore();
  await store.close();
  await expect(keepHouse({ store, log, clock: () => 1 })).resolves.toBeUndefined();
});
