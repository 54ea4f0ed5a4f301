import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IntercomError } from '../../server/intercom/errors.ts';
import { createFairShare } from '../../server/jobs/fair-share.ts';
import { hanging, NOW_MS, openWorkshop, recording } from './workshop.ts';

const many = (count: number, name: string) => Array.from({ length: count }, (_, index) => `${name}-${index}`);

test('a workspace whose jobs hang holds up no other, and has no more than its share running', async () => {
  const shop = await openWorkshop();
  for (const workspaceId of ['hangs', 'works']) await shop.install(workspaceId);
  await shop.add('hangs', ...many(50, 'h'));
  await shop.add('works', ...many(30, 'w'));
  const { seen, handler } = recording((run) =>
    run.workspace.workspaceId === 'hangs' ? hanging(run) : Promise.resolve({ done: true }),
  );
  shop.hire({ work: handler }, { concurrency: 6, perWorkspace: 4 }).start();
  await shop.until(() => shop.attempts().length === 30);
  expect(shop.attempts().every(({ workspaceId, outcome }) => workspaceId === 'works' && outcome === 'done')).toBe(true);
  expect(seen.filter((jobId) => jobId.startsWith('h-'))).toHaveLength(4);
});

test('even when those that hang have every place, others are served after some seconds', async () => {
  const shop = await openWorkshop();
  const slow = ['a', 'b', 'c'];
  for (const workspaceId of [...slow, 'works']) await shop.install(workspaceId);
  for (const workspaceId of slow) await shop.add(workspaceId, ...many(20, workspaceId));
  const { seen, handler } = recording((run) =>
    run.workspace.workspaceId === 'works' ? Promise.resolve({ done: true }) : hanging(run),
  );
  const worker = shop.hire({ work: handler }, { concurrency: 6, perWorkspace: 2 });
  worker.start();
  await shop.until(() => seen.length === 6);
  await shop.add('works', ...many(10, 'w'));
  await shop.time.advance(4_000);
  expect(shop.attempts()).toEqual([]);
  await shop.time.advance(1_000);
  expect(shop.attempts()).toHaveLength(10);
  expect(seen.filter((jobId) => !jobId.startsWith('w'))).toHaveLength(6);
});

test('a workspace that Intercom told to wait is left alone until the window ends, and holds up no other', async () => {
  const shop = await openWorkshop();
  for (const workspaceId of ['limited', 'works']) await shop.install(workspaceId);
  await shop.add('limited', ...many(40, 'l'));
  await shop.add('works', ...many(20, 'w'));
  let resetAtMs = NOW_MS + 9_000;
  const { seen, handler } = recording(async ({ workspace, deps }) => {
    if (workspace.workspaceId === 'limited' && deps.clock() < resetAtMs) {
      const code = 'intercom_rate_limited';
      throw new IntercomError({
        code,
        message: 'limited',
        retryable: true,
        mayHaveHappened: false,
        retryAtMs: resetAtMs,
      });
    }
    return { done: true };
  });
  const worker = shop.hire({ work: handler });
  await worker.runUntilIdle();
  expect(seen.filter((jobId) => jobId.startsWith('w'))).toHaveLength(20);
  // Those that were under way when the answer came; all others were not even tried.
  expect(seen.filter((jobId) => jobId.startsWith('l'))).toHaveLength(4);
  await shop.time.advance(8_999);
  await worker.runUntilIdle();
  expect(seen).toHaveLength(24);
  await shop.time.advance(1);
  resetAtMs = 0;
  await worker.runUntilIdle();
  expect(await shop.states()).toEqual({});
});

test('a workspace that Intercom told to wait does not wait for a clock that was set back', async () => {
  const shop = await openWorkshop();
  await shop.install('limited');
  await shop.add('limited', 'first');
  const { seen, handler } = recording(async ({ job, deps }) => {
    if (job.jobId !== 'first') return { done: true };
    throw new IntercomError({
      ...{ code: 'intercom_rate_limited', message: 'limited', retryable: true, mayHaveHappened: false },
      retryAtMs: deps.clock() + 9_000,
    });
  });
  const worker = shop.hire({ work: handler });
  await worker.runUntilIdle();
  shop.time.jump(-3_600_000);
  await shop.add('limited', 'second');
  await worker.runUntilIdle();
  expect(seen).toEqual(['first', 'second']);
});

test('many workspaces take turns, however much one of them has waiting', async () => {
  const shop = await openWorkshop();
  const others = many(9, 'small');
  for (const workspaceId of ['big', ...others]) await shop.install(workspaceId);
  await shop.add('big', ...many(100, 'b'));
  for (const workspaceId of others) await shop.add(workspaceId, `${workspaceId}-job`);
  const { seen, handler } = recording();
  const worker = shop.hire({ work: handler }, { concurrency: 4, perWorkspace: 2 });
  let steps = 0;
  while (seen.filter((jobId) => jobId.startsWith('small')).length < 9) {
    expect(await worker.step()).toBeGreaterThan(0);
    steps += 1;
  }
  expect(steps).toBeLessThanOrEqual(4);
  expect(seen.filter((jobId) => jobId.startsWith('b')).length).toBeLessThanOrEqual(8);
});

test('work of one ordering key is done in the order in which it came, one after the other', async () => {
  const shop = await openWorkshop();
  await shop.install('acme');
  for (const jobId of many(20, 'j')) await shop.put({ workspaceId: 'acme', jobId, orderingKey: 'contact:1' });
  let atOnce = 0;
  let most = 0;
  const { seen, handler } = recording(async () => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    await new Promise((resolve) => setImmediate(resolve));
    atOnce -= 1;
    return { done: true };
  });
  shop.hire({ work: handler }).start();
  shop.hire({ work: handler }).start();
  await shop.until(() => shop.attempts().length === 20);
  expect([seen, most]).toEqual([many(20, 'j'), 1]);
});

test('whatever runs, no share leads to more than its places or to more than its part of a workspace', () => {
  const busyOf = fc.array(
    fc.record({
      workspaceId: fc.constantFrom('a', 'b', 'c', 'd'),
      agoMs: fc.integer({ min: -10_000, max: 20_000 }),
    }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(
      busyOf,
      fc.integer({ min: 1, max: 16 }),
      fc.integer({ min: 1, max: 6 }),
      (all, places, perWorkspace) => {
        const busy = all.map(({ workspaceId, agoMs }) => ({
          job: () => ({ workspaceId }),
          startedAtMs: NOW_MS - agoMs,
        }));
        const next = createFairShare({ places, perWorkspace }).next(busy, NOW_MS);
        if (next === undefined) return;
        const atWork = all.filter(({ agoMs }) => agoMs < 5_000).length;
        expect(next.limit).toBeGreaterThan(0);
        expect(next.limit + atWork).toBeLessThanOrEqual(places);
        expect(next.limit + all.length).toBeLessThanOrEqual(4 * places);
        expect(next.perWorkspace).toBeGreaterThan(0);
        for (const id of ['a', 'b', 'c', 'd']) {
          const running = all.filter(({ workspaceId }) => workspaceId === id).length;
          const most = next.exceptWorkspaceIds.includes(id) ? 0 : next.perWorkspace;
          expect(most === 0 ? running >= perWorkspace : running + most <= perWorkspace).toBe(true);
        }
      },
    ),
  );
});

test('a turn goes on behind the workspace that was served last, all the way round', () => {
  const share = createFairShare({ places: 4, perWorkspace: 1 });
  const turn = (...ids: string[]) => {
    share.took(ids.map((workspaceId) => ({ workspaceId })));
    return share.next([], 0)?.afterWorkspaceId;
  };
  expect(share.next([], 0)?.afterWorkspaceId).toBe('');
  expect(turn('a', 'b', 'c')).toBe('c');
  expect(turn()).toBe('c');
  expect(turn('d', 'e', 'a')).toBe('a');
  expect(turn('b')).toBe('b');
});
