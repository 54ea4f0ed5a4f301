import { describe, expect, test } from 'vitest';
import type { NewJob } from '../../db/job-ports.ts';
import type { Store } from '../../db/ports.ts';
import { lookAfterHealth } from '../../server/health/look-after-health.ts';
import { reportHealthJob } from '../../server/health/report-health.ts';
import type { FakeHandler, Reply } from '../intercom/fake-intercom.ts';
import { START_MS } from '../webhooks/bytes.ts';
import { openStage, type Stage, TOKEN } from '../webhooks/stage.ts';

const MINUTE_MS = 60_000;
const FINE: Reply = { json: {} };

/** What Intercom was told, oldest first. */
const told = ({ intercom }: Stage) =>
  intercom.requests
    .filter(({ method, path }) => method === 'POST' && path === '/app_install/status')
    .map(({ body }) => (body as { state: string }).state);

const reportsOf = async ({ store }: Stage, workspaceId = 'acme') =>
  (await store.jobs.list({ workspaceId, limit: 10 })).filter(({ kind }) => kind === 'report-health');

/** Work that nobody does: no worker here knows this kind. */
const stuck = (stage: Stage, workspaceId = 'acme'): NewJob => ({
  ...{ workspaceId, jobId: 'stuck', kind: 'of-another-version', orderingKey: 'stuck', payload: '{}' },
  runAtMs: stage.deps.clock(),
});

async function connected(intercom: FakeHandler = () => FINE, storeFrom: (store: Store) => Store = (store) => store) {
  const stage = await openStage({ intercom, storeFrom });
  const workspace = await stage.install('acme');
  const report = () =>
    stage.store.jobs.enqueue([reportHealthJob(workspace, { runAtMs: stage.deps.clock() })], stage.deps.clock());
  return { stage, workspace, report };
}

async function makeLate(stage: Stage): Promise<void> {
  await stage.store.jobs.enqueue([stuck(stage)], stage.deps.clock());
  stage.later(16 * MINUTE_MS);
}

test('a workspace that was connected is told to be well, once, with its token', async () => {
  const { stage, report } = await connected();
  await report();
  await report();
  await stage.work();
  expect(told(stage)).toEqual(['OK']);
  expect(stage.intercom.requests[0]).toMatchObject({
    path: '/app_install/status',
    body: { state: 'OK' },
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  expect(await reportsOf(stage)).toEqual([]);
});

describe('a workspace whose work is late', () => {
  test('is found by the look, and told about once', async () => {
    const { stage } = await connected();
    await makeLate(stage);
    expect(await lookAfterHealth(stage.deps)).toEqual({ told: 1 });
    expect(await lookAfterHealth(stage.deps)).toEqual({ told: 0 });
    expect(stage.wakes()).toBe(1);
  });

  test('is told about once, looked at every five minutes, and told to be well when it is', async () => {
    let lateSinceMs: number | undefined = START_MS;
    const { stage, report } = await connected(undefined, (store) => ({
      ...store,
      jobs: { ...store.jobs, oldestDueAtMs: async () => lateSinceMs },
    }));
    stage.later(16 * MINUTE_MS);
    await report();
    for (let round = 0; round < 4; round += 1) {
      await stage.work();
      expect(told(stage)).toEqual(['UNHEALTHY']);
      stage.later(5 * MINUTE_MS);
    }
    lateSinceMs = undefined;
    await stage.work();
    expect(told(stage)).toEqual(['UNHEALTHY', 'OK']);
    expect(await reportsOf(stage)).toEqual([]);
  });

  test('is found among many, and the others are left alone', async () => {
    const { stage } = await connected();
    for (let number = 0; number < 230; number += 1) await stage.install(`w${String(number).padStart(3, '0')}`);
    await stage.store.jobs.enqueue([stuck(stage, 'w199')], stage.deps.clock());
    stage.later(16 * MINUTE_MS);
    expect(await lookAfterHealth(stage.deps)).toEqual({ told: 1 });
    expect(await reportsOf(stage, 'w199')).toHaveLength(1);
  });

  test('is left alone when it is disconnected, as its work waits for an admin', async () => {
    const { stage } = await connected();
    await makeLate(stage);
    await stage.store.workspaces.markDisconnected({ workspaceId: 'acme', epoch: 1, reason: 'gone', atMs: 1 });
    expect(await lookAfterHealth(stage.deps)).toEqual({ told: 0 });
  });
});

describe('a report', () => {
  test('of a disconnected workspace is not made: nothing can be told with a dead token', async () => {
    const { stage, report } = await connected();
    await report();
    await stage.store.workspaces.markDisconnected({ workspaceId: 'acme', epoch: 1, reason: 'gone', atMs: 1 });
    await stage.work();
    expect(stage.intercom.requests).toEqual([]);
    expect(await reportsOf(stage)).toEqual([]);
  });

  test.each<[string, Reply]>([
    ['breaks', { status: 500, json: {} }],
    ['does not answer', 'cut'],
  ])('that Intercom %s at is made again five minutes later, and never given up', async (_, reply) => {
    let broken = true;
    const { stage, report } = await connected(() => (broken ? reply : FINE));
    await report();
    for (let round = 0; round < 30; round += 1) {
      await stage.work();
      stage.later(5 * MINUTE_MS);
    }
    const failed = told(stage).length;
    expect(failed).toBeGreaterThanOrEqual(30);
    broken = false;
    await stage.work();
    expect(told(stage)).toHaveLength(failed + 1);
    expect(await reportsOf(stage)).toEqual([]);
  });

  test('that Intercom does not take is let go, and leaves nothing in the way of the next', async () => {
    const { stage, report } = await connected(() => ({ status: 404, json: {} }));
    await report();
    await stage.work();
    expect(await reportsOf(stage)).toEqual([]);
    expect(await report()).toBe(1);
  });

  test('that finds the token dead marks the workspace disconnected', async () => {
    const { stage, report } = await connected(() => ({ status: 401, json: { errors: [{ code: 'token_revoked' }] } }));
    await report();
    await stage.work();
    expect(await stage.store.workspaces.find('acme')).toMatchObject({ status: 'disconnected' });
    expect(await reportsOf(stage)).toEqual([]);
  });

  test('of the install before is not in the way of that of a reinstall', async () => {
    const { stage, report } = await connected();
    await report();
    stage.later(1);
    const again = await stage.install('acme');
    const job = reportHealthJob(again, { runAtMs: stage.deps.clock() });
    expect(await stage.store.jobs.enqueue([job], stage.deps.clock())).toBe(1);
    await stage.work();
    expect(told(stage)).toEqual(['OK']);
  });
});
