import { expect, test } from 'vitest';
import { openWorkshop, recording } from './workshop.ts';

test('each attempt is one line, with the ids under which Intercom knows what happened', async () => {
  const shop = await openWorkshop();
  await shop.install('acme');
  await shop.put({ workspaceId: 'acme', jobId: 'notification:1767895500000:notif_42', kind: 'notification' });
  await shop.time.advance(1_500);
  const { seen, handler } = recording(async ({ log }) => {
    log.info('from the handler');
    await shop.time.advance(250);
    return { done: true };
  });
  await shop.hire({ notification: handler }).runUntilIdle();
  expect(seen).toHaveLength(1);
  const ids = {
    workspaceId: 'acme',
    jobId: 'notification:1767895500000:notif_42',
    notificationId: 'notif_42',
    kind: 'notification',
  };
  expect(shop.attempts()).toEqual([
    expect.objectContaining({ ...ids, attempt: 1, outcome: 'done', durationMs: 250, waitedMs: 1_500, level: 30 }),
  ]);
  expect(shop.lines().find(({ msg }) => msg === 'from the handler')).toMatchObject({ ...ids, attempt: 1 });
  const { values } = await shop.deps.metrics.jobAttempts.get();
  expect(values).toMatchObject([{ labels: { kind: 'notification', outcome: 'done' }, value: 1 }]);
});

test('a bug is told with the place where it happened and without what it happened to', async () => {
  const shop = await openWorkshop();
  await shop.install('acme');
  await shop.put({ workspaceId: 'acme', jobId: 'sync', payload: 'Jo Vance' });
  await shop.hire({ work: async ({ job }) => JSON.parse(job.payload) }).step();
  const [line] = shop.attempts();
  expect(line).toMatchObject({ outcome: 'failed', reason: 'SyntaxError', jobId: 'sync' });
  expect(line?.origin).toEqual(expect.arrayContaining([expect.stringContaining('attempt-log.test.ts')]));
  expect(line).not.toHaveProperty('notificationId');
  expect(JSON.stringify(shop.lines())).not.toContain('Vance');
});
