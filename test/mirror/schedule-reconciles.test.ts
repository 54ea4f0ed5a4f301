import { describe, expect, test } from 'vitest';
import type { Job, JobStore, NewJob } from '../../db/job-ports.ts';
import { reconcileJob } from '../../server/mirror/reconcile.ts';
import { reviveMirrorJobs, scheduleReconciles } from '../../server/mirror/schedule-reconciles.ts';
import { syncContactsJob } from '../../server/mirror/sync-contacts.ts';
import { installation } from '../db/open-store.ts';
import { openWriterRoom, START_MS } from './writer-room.ts';

const MINUTE_MS = 60_000;

/** Brings a job, which is taken and buried at once. */
async function giveUp(jobs: JobStore, newJob: NewJob): Promise<Job> {
  await jobs.enqueue([newJob], START_MS);
  const owner = 'me';
  const [job] = await jobs.claim({
    ...{ owner, nowMs: START_MS, leaseMs: 1000, limit: 1, perWorkspace: 1, afterWorkspaceId: '' },
    exceptWorkspaceIds: [],
  });
  if (job === undefined) throw new Error('the job was not there');
  await jobs.bury({ owner, job, error: 'no', atMs: START_MS });
  return job;
}

describe('reconciles are scheduled', () => {
  test('every 15 minutes for each workspace, one at a time', async () => {
    const room = await openWriterRoom();
    let woken = 0;
    const deps = {
      ...room.deps,
      wakeWorker: () => {
        woken += 1;
      },
    };
    const jobs = () => room.store.jobs.list({ kind: 'reconcile', limit: 10 });
    await room.store.workspaces.install(installation('never synced'));
    await room.store.mirrors.update(await room.workspace(), { phase: 'done', reconciledAtMs: START_MS });
    await scheduleReconciles(deps);
    expect(await jobs()).toEqual([]);
    room.time.nowMs += 15 * MINUTE_MS + 1;
    await scheduleReconciles(deps);
    await scheduleReconciles(deps);
    expect(await jobs()).toMatchObject([{ workspaceId: 'ws', orderingKey: 'sync', state: 'waiting' }]);
    expect(woken).toBe(1);
  });

  test('again some hours after the work was given up, as is the first sync', async () => {
    const room = await openWriterRoom();
    const { jobs } = room.store;
    const job = await giveUp(jobs, syncContactsJob('ws', START_MS));
    room.time.nowMs += 5 * 60 * MINUTE_MS;
    await reviveMirrorJobs(room.deps);
    expect(await jobs.find(job)).toMatchObject({ state: 'dead' });
    room.time.nowMs += 61 * MINUTE_MS;
    await reviveMirrorJobs(room.deps);
    expect(await jobs.find(job)).toMatchObject({ state: 'waiting' });
  });

  test('a reconcile that could not go on is not tried where it was, but makes room for a new one', async () => {
    const room = await openWriterRoom();
    const { jobs } = room.store;
    const stuck = {
      ...reconcileJob('ws', START_MS),
      payload: JSON.stringify({ sinceMs: 1, cursor: 'gone', restarts: 3 }),
    };
    const job = await giveUp(jobs, stuck);
    room.time.nowMs += 7 * 60 * MINUTE_MS;
    await reviveMirrorJobs(room.deps);
    expect(await jobs.find(job)).toBeUndefined();
    await room.store.mirrors.update({ workspaceId: 'ws', epoch: 1 }, { phase: 'done' });
    await scheduleReconciles(room.deps);
    expect(await jobs.find(job)).toMatchObject({ state: 'waiting', payload: '{}' });
  });
});
