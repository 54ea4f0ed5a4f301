import { describe, expect, test } from 'vitest';
import type { JobStore } from '../../db/job-ports.ts';
import { redriveAll } from '../../tools/jobs/redrive-all.ts';
import { installation, openMemoryStore } from '../db/open-store.ts';
import { DUE_MS, job, PAYLOAD, run, setUp, take } from './jobs-tool-setup.ts';

const PERSONAL = 'Payloads have personal data of your customers in them: keep them out of tickets and chats.\n';

describe('list', () => {
  test('is a table of the jobs there are, due first, without what anybody wrote', async () => {
    const { path } = await setUp();
    expect(await run(path, 'list')).toMatchInlineSnapshot(`
      {
        "err": "",
        "exitCode": 0,
        "out": "WORKSPACE   DUE                       STATE    ATTEMPTS  KIND              JOB
      acme        2026-01-08T18:05:00.000Z  dead            1  notification      died  PermanentFailure: no such contact
      acme        2026-01-08T18:05:00.001Z  running         1  reconcile         runs
      acme        2026-01-08T18:06:00.000Z  waiting         0  notification      waits
      ",
      }
    `);
  });

  test('shows only the jobs that are asked for', async () => {
    const { path, store } = await setUp();
    await store.jobs.enqueue([job('other', { workspaceId: 'borea' })], DUE_MS);
    const listed = async (...args: string[]) =>
      (await run(path, 'list', '--json', ...args)).out
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line).jobId);
    expect(await listed()).toEqual(['died', 'other', 'runs', 'waits']);
    expect(await listed('--workspace', 'borea')).toEqual(['other']);
    expect(await listed('--state', 'waiting')).toEqual(['other', 'waits']);
    expect(await listed('--kind', 'notification', '--state', 'dead')).toEqual(['died']);
    expect(await listed('--limit', '2')).toEqual(['died', 'other']);
    expect((await run(path, 'list', '--limit', '2')).err).toBe('There are more than these 2: give --limit.\n');
    expect((await run(path, 'list', '--limit', '4')).err).toBe('');
    expect(await run(path, 'list', '--kind', 'none')).toEqual({
      exitCode: 0,
      out: '',
      err: 'There are no such jobs.\n',
    });
  });

  test('as JSON has times as text, and the payload only when it is asked for', async () => {
    const { path } = await setUp();
    const { out, err } = await run(path, 'list', '--json', '--state', 'dead');
    expect([JSON.parse(out), err]).toEqual([
      {
        ...{ workspaceId: 'acme', jobId: 'died', kind: 'notification', orderingKey: 'died', epoch: 1, state: 'dead' },
        ...{ attempts: 1, lastError: 'PermanentFailure: no such contact', runAt: '2026-01-08T18:05:00.000Z' },
        ...{ createdAt: '2026-01-08T18:05:00.000Z', diedAt: '2026-01-08T18:05:02.500Z' },
      },
      '',
    ]);
    const full = await run(path, 'list', '--json', '--payload', '--state', 'dead');
    expect([JSON.parse(full.out).payload, full.err]).toEqual([PAYLOAD, PERSONAL]);
  });
});

describe('show', () => {
  test('tells all that is known of a job but its payload', async () => {
    const { path } = await setUp();
    expect(await run(path, 'show', 'acme', 'died')).toMatchInlineSnapshot(`
      {
        "err": "The payload has personal data of your customers in it: --payload shows it.
      ",
        "exitCode": 0,
        "out": "workspace     acme
      job           died
      kind          notification
      state         dead since 2026-01-08T18:05:02.500Z
      attempts      1
      last error    PermanentFailure: no such contact
      due           2026-01-08T18:05:00.000Z
      made          2026-01-08T18:05:00.000Z
      ordering key  died
      install       1
      payload       19 bytes
      ",
      }
    `);
    expect((await run(path, 'show', 'acme', 'runs')).out).toContain(
      'lease         w1 until 2026-01-08T18:06:00.001Z\n',
    );
  });

  test('tells the payload when it is asked for, and says whose data that is', async () => {
    const { path } = await setUp();
    const shown = await run(path, 'show', 'acme', 'died', '--payload');
    expect(shown.out.split('\n').at(-2)).toBe(PAYLOAD);
    expect(shown.err).toBe(PERSONAL);
    expect(JSON.parse((await run(path, 'show', 'acme', 'died', '--json', '--payload')).out).payload).toBe(PAYLOAD);
    expect((await run(path, 'show', 'acme', 'died', '--json')).out).not.toContain('Vance');
  });

  test('cannot steer the terminal, whatever a job is called', async () => {
    const { path, store } = await setUp();
    await store.jobs.enqueue([job('\u001b[2J\nx', { payload: '"\u001b[2J"' })], DUE_MS);
    const { out } = await run(path, 'show', 'acme', '\u001b[2J\nx', '--payload');
    expect(out).not.toContain('\u001b');
    expect((await run(path, 'list')).out).not.toContain('\u001b');
  });
});

describe('redrive', () => {
  test('lets a dead job wait again with all its attempts, while Callcard runs', async () => {
    const { path, store } = await setUp();
    const { exitCode, out } = await run(path, 'redrive', 'acme', 'died');
    expect([exitCode, out]).toEqual([0, 'died of acme waits again. Callcard takes it within seconds, if one runs.\n']);
    const found = await store.jobs.find({ workspaceId: 'acme', jobId: 'died' });
    expect(found).toMatchObject({ state: 'waiting', attempts: 0, runAtMs: DUE_MS + 90_000, lastError: undefined });
  });

  test('of all dead ones takes those of one workspace, of one kind, or all', async () => {
    const { path, store } = await setUp({ dead: ['one', 'two', 'three'] });
    const none = 'No such job is dead.\n';
    expect((await run(path, 'redrive', '--all-dead', '--workspace', 'borea')).out).toBe(none);
    expect((await run(path, 'redrive', '--all-dead', '--kind', 'reconcile')).out).toBe(none);
    const { out } = await run(path, 'redrive', '--all-dead', '--workspace', 'acme', '--kind', 'notification');
    expect(out).toBe('Dead jobs that wait again: 3.\n');
    expect(await store.jobs.list({ state: 'dead', limit: 1 })).toEqual([]);
    expect((await run(path, 'redrive', '--all-dead')).out).toBe(none);
  });

  test('of all dead ones takes more than there are on a page, and none twice that dies again meanwhile', async () => {
    const store = await openMemoryStore();
    await store.workspaces.install(installation('acme'));
    const jobIds = Array.from({ length: 600 }, (_, index) => `d${index}`);
    await store.jobs.enqueue(
      jobIds.map((jobId) => job(jobId)),
      DUE_MS,
    );
    const buryAll = async () => {
      for (const key of await take(store)) await store.jobs.bury({ owner: 'w1', job: key, error: 'no', atMs: DUE_MS });
    };
    await buryAll();
    const redriven: string[] = [];
    const dyingAgain: Pick<JobStore, 'list' | 'redrive'> = {
      list: store.jobs.list,
      redrive: async (key, nowMs) => {
        redriven.push(key.jobId);
        const waits = await store.jobs.redrive(key, nowMs);
        await buryAll();
        return waits;
      },
    };
    const which = { workspaceId: undefined, kind: undefined };
    expect(await redriveAll(dyingAgain, which, () => DUE_MS)).toBe(600);
    expect(redriven.toSorted()).toEqual(jobIds.toSorted());
  });

  test('of a job that is not dead changes nothing and says so', async () => {
    const { path, store } = await setUp();
    const { exitCode, err } = await run(path, 'redrive', 'acme', 'waits');
    expect([exitCode, err]).toEqual([2, 'waits of acme is waiting, not dead: it is done without this.\n']);
    expect(await store.jobs.find({ workspaceId: 'acme', jobId: 'waits' })).toMatchObject({ runAtMs: DUE_MS + 60_000 });
  });
});

describe('drop', () => {
  test.each(['died', 'waits'])('deletes a job for good: %s', async (jobId) => {
    const { path, store } = await setUp();
    const { exitCode, out } = await run(path, 'drop', 'acme', jobId);
    expect([exitCode, out]).toEqual([0, `${jobId} of acme is deleted: what it was for is not done.\n`]);
    expect(await store.jobs.find({ workspaceId: 'acme', jobId })).toBeUndefined();
  });

  test('leaves a job alone that is running', async () => {
    const { path, store } = await setUp();
    const { exitCode, err } = await run(path, 'drop', 'acme', 'runs');
    expect([exitCode, err]).toEqual([2, 'runs of acme is running: look again in a minute.\n']);
    expect(await store.jobs.find({ workspaceId: 'acme', jobId: 'runs' })).toMatchObject({ state: 'running' });
  });
});
