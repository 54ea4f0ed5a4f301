import { describe, expect, test } from 'vitest';
import type { Deps } from '../../server/deps.ts';
import { createHousekeeping, type PeriodicTask, startHousekeeping, TASKS } from '../../server/housekeeping.ts';
import { syncContactsJob } from '../../server/mirror/sync-contacts.ts';
import { installation } from '../db/open-store.ts';
import { contact, NUMBER, openWriterRoom, START_MS, type WriterRoom } from './writer-room.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const never = new AbortController().signal;

const keepHouse = (deps: Deps, tasks: readonly PeriodicTask[] = TASKS) => createHousekeeping(deps, never, tasks)();

async function keepHouseAt(room: WriterRoom, ms: number): Promise<void> {
  room.time.nowMs = START_MS + ms;
  await keepHouse(room.deps);
}

describe('what is kept goes', () => {
  test('the outcome of a click: after a day', async () => {
    const room = await openWriterRoom();
    const { clicks } = room.store;
    const click = { workspaceId: 'ws', clickHash: 'h', atMs: START_MS };
    await clicks.begin(click);
    await clicks.finish({ ...click, outcome: 'done' });
    await keepHouseAt(room, DAY_MS);
    expect(await clicks.begin(click)).toEqual({ state: 'finished', outcome: 'done' });
    await keepHouseAt(room, DAY_MS + HOUR_MS);
    expect(await clicks.begin(click)).toEqual({ state: 'first' });
  });

  test('that a notification was taken: after 7 days, until when it is not taken again', async () => {
    const room = await openWriterRoom();
    const job = { jobId: 'n1', kind: 'notification', orderingKey: 'n1', payload: '{}', runAtMs: START_MS };
    const taken = { workspaceId: 'ws', notificationId: 'n1', createdAtMs: START_MS, receivedAtMs: START_MS, job };
    await room.store.intake.take([taken]);
    await keepHouseAt(room, 7 * DAY_MS);
    expect(await room.store.intake.take([taken])).toEqual(['duplicate']);
    await keepHouseAt(room, 7 * DAY_MS + HOUR_MS);
    expect(await room.store.intake.take([taken])).toEqual(['taken']);
  });

  test('a fact: after 90 days in which nothing used it, but not a contact with a number', async () => {
    const room = await openWriterRoom();
    await room.learn('contact', 'mo', { contact: contact('mo') }, { versionMs: START_MS });
    await room.learn('contact', 'jo', { contact: contact('jo', { phone: NUMBER }) }, { phones: [NUMBER] });
    await keepHouseAt(room, 91 * DAY_MS);
    expect(await room.kept('contact', 'mo')).toBeUndefined();
    expect(await room.callers(NUMBER)).toEqual(['jo']);
    expect(await room.value('contact', 'jo')).toBeDefined();
  });

  test('a job that was given up: after 90 days', async () => {
    const room = await openWriterRoom();
    const { jobs } = room.store;
    const key = { workspaceId: 'ws', jobId: 'lost' };
    await jobs.enqueue([{ ...key, kind: 'x', orderingKey: 'x', payload: '{}', runAtMs: START_MS }], START_MS);
    await jobs.claim({
      ...{ owner: 'me', nowMs: START_MS, leaseMs: 1, limit: 1, perWorkspace: 1, afterWorkspaceId: '' },
      exceptWorkspaceIds: [],
    });
    await jobs.bury({ owner: 'me', job: key, error: 'no', atMs: START_MS });
    await keepHouseAt(room, 90 * DAY_MS);
    expect(await jobs.find(key)).toBeDefined();
    await keepHouseAt(room, 90 * DAY_MS + HOUR_MS);
    expect(await jobs.find(key)).toBeUndefined();
  });

  test('a call that was handed to Fin Voice: after 90 days', async () => {
    const room = await openWriterRoom();
    const { handedCalls } = room.store;
    const call = { workspaceId: 'ws', externalCallId: 'c1', source: 'five9', phoneE164: NUMBER } as const;
    const job = {
      ...{ workspaceId: 'ws', jobId: 'j1', kind: 'x', orderingKey: 'x' },
      payload: '{}',
      runAtMs: START_MS,
    };
    await handedCalls.accept({ ...call, acceptedAtMs: START_MS }, job);
    await keepHouseAt(room, 90 * DAY_MS);
    expect(await handedCalls.find(call)).toBeDefined();
    await keepHouseAt(room, 90 * DAY_MS + HOUR_MS);
    expect(await handedCalls.find(call)).toBeUndefined();
  });

  test('all of a workspace: 30 days after it was uninstalled, however much it is', async () => {
    const room = await openWriterRoom();
    const { store } = room;
    await store.workspaces.install(installation('stays'));
    const contacts = Array.from({ length: 1200 }, (_, index) => ({
      ...{ contactId: `c${index}`, value: '{}', versionMs: START_MS, phones: [NUMBER] },
    }));
    await store.facts.list({ workspaceId: 'ws', epoch: 1, contacts, learnedAtMs: START_MS, nowMs: START_MS });
    await store.workspaces.markUninstalled({ workspaceId: 'ws', epoch: 1, atMs: START_MS });
    await keepHouseAt(room, 30 * DAY_MS);
    expect(await store.workspaces.find('ws')).toBeDefined();
    await keepHouseAt(room, 30 * DAY_MS + HOUR_MS);
    expect(await store.workspaces.find('ws')).toBeUndefined();
    expect(await store.workspaces.find('stays')).toBeDefined();
    expect((await store.facts.sizes({ limit: 10 })).total).toBe(0);
  });

  test('nothing of a workspace that was installed again while it was being erased, beyond what was gone', async () => {
    const room = await openWriterRoom();
    const { store } = room;
    await store.workspaces.markUninstalled({ workspaceId: 'ws', epoch: 1, atMs: START_MS });
    let portions = 0;
    const workspaces: typeof store.workspaces = {
      ...store.workspaces,
      erase: async (erasure) => {
        portions += 1;
        await store.workspaces.install(installation('ws'));
        return store.workspaces.erase(erasure);
      },
    };
    room.time.nowMs += 31 * DAY_MS;
    await keepHouse({ ...room.deps, store: { ...store, workspaces } });
    expect(portions).toBe(1);
    expect(await store.workspaces.find('ws')).toMatchObject({ status: 'connected', epoch: 2 });
  });
});

describe('housekeeping', () => {
  const counting = (name: string, more: Partial<PeriodicTask> = {}) => {
    const task = {
      ...{ name, everyMs: HOUR_MS, runs: 0 },
      run: async () => {
        task.runs += 1;
        return undefined;
      },
      ...more,
    };
    return task;
  };

  test('is done by one of several instances, but what is of an instance by each', async () => {
    const room = await openWriterRoom();
    const [shared, own] = [counting('shared'), counting('own', { byEach: true })];
    const instances = [0, 1, 2].map(() => createHousekeeping(room.deps, never, [shared, own]));
    for (const one of instances) await one();
    for (const one of instances) await one();
    expect([shared.runs, own.runs]).toEqual([1, 3]);
    room.time.nowMs += HOUR_MS;
    for (const one of instances) await one();
    expect([shared.runs, own.runs]).toEqual([2, 6]);
  });

  test('goes on with the next task when one fails', async () => {
    const room = await openWriterRoom();
    const last = counting('last');
    const broken = counting('broken', { run: () => Promise.reject(new Error('no')) });
    await keepHouse(room.deps, [broken, last]);
    expect(last.runs).toBe(1);
    expect(room.logged()).toContain('"task":"broken"');
  });

  test('with a database that does not answer does not stop Callcard', async () => {
    const room = await openWriterRoom();
    await room.store.close();
    await expect(keepHouse(room.deps)).resolves.toBeUndefined();
  });

  test('begins at once, and stopping waits for what is under way and begins nothing more', async () => {
    const room = await openWriterRoom();
    let finish = () => {};
    const begun: string[] = [];
    const periodic = {
      takeTurn: async ({ name }: { name: string }) => {
        begun.push(name);
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        return false;
      },
    };
    const stop = startHousekeeping({ ...room.deps, store: { ...room.store, periodic } });
    let isStopped = false;
    const stopped = stop().then(() => {
      isStopped = true;
    });
    await Promise.resolve();
    expect([begun.length, isStopped]).toEqual([1, false]);
    finish();
    await stopped;
    expect(begun).toHaveLength(1);
  });

  test('tells how many facts are kept, of the largest workspaces and of all', async () => {
    const room = await openWriterRoom();
    const sizes = async () => {
      const { values } = await room.deps.metrics.mirrorFacts.get();
      return Object.fromEntries(values.map(({ labels, value }) => [labels.workspace, value]));
    };
    await room.learn('teams', '', []);
    await room.learn('tags', '', []);
    await keepHouse(room.deps);
    expect(await sizes()).toEqual({ all: 2, ws: 2 });
    await room.store.workspaces.markUninstalled({ workspaceId: 'ws', epoch: 1, atMs: START_MS });
    await keepHouseAt(room, 31 * DAY_MS);
    expect(await sizes()).toEqual({ all: 0 });
  });

  test('brings each workspace its reconcile, once the first sync is done', async () => {
    const room = await openWriterRoom();
    await room.store.jobs.enqueue([syncContactsJob('ws', START_MS)], START_MS);
    await keepHouseAt(room, HOUR_MS);
    await room.store.mirrors.update(await room.workspace(), { phase: 'done', reconciledAtMs: START_MS });
    await keepHouseAt(room, HOUR_MS + MINUTE_MS);
    const jobs = await room.store.jobs.list({ limit: 10 });
    expect(jobs.map(({ kind }) => kind).sort()).toContain('reconcile');
  });
});
