import { describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '../../db/errors.ts';
import type { NewNotification, Taken } from '../../db/mirror-ports.ts';
import { createIntake } from '../../server/webhooks/intake.ts';
import { START_MS } from './bytes.ts';

function notification(notificationId: string): NewNotification {
  const job = { jobId: notificationId, kind: 'notification', orderingKey: 'k', payload: '{}', runAtMs: START_MS };
  return { workspaceId: 'acme', notificationId, createdAtMs: START_MS, receivedAtMs: START_MS, job };
}

const down = () => new StoreUnavailableError('take notifications', new Error('locked'));

/** An intake whose batches a test answers one by one. */
function heldIntake(options: { elapsedMs?: () => number } = {}) {
  const batches: { ids: string[]; answer: (taken: Taken[]) => void; fail: (error: Error) => void }[] = [];
  const arrivals: (() => void)[] = [];
  let wakes = 0;
  const intake = createIntake({
    take: (batch) =>
      new Promise((answer, fail) => {
        batches.push({ ids: batch.map(({ notificationId }) => notificationId), answer, fail });
        arrivals.shift()?.();
      }),
    wakeWorker: () => {
      wakes += 1;
    },
    ...options,
  });
  const nextBatch = () => new Promise<void>((resolve) => void arrivals.push(resolve));
  return { intake, batches, nextBatch, wakes: () => wakes };
}

/** An intake over a database that does as `take` says, with a clock of its own. */
function intakeOver(take: (ids: string[]) => Taken[], options: { slow?: boolean } = {}) {
  const asked: string[][] = [];
  let elapsedMs = 0;
  const intake = createIntake({
    take: async (batch) => {
      const ids = batch.map(({ notificationId }) => notificationId);
      asked.push(ids);
      if (options.slow) elapsedMs += 5_000;
      return take(ids);
    },
    wakeWorker: () => {},
    elapsedMs: () => elapsedMs,
  });
  const outcomes = (ids: string[]) => Promise.allSettled(ids.map((id) => intake.take(notification(id))));
  return { asked, outcomes };
}

const statuses = (settled: PromiseSettledResult<Taken>[]) =>
  settled.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'));

describe('notifications that come together', () => {
  test('share a commit, and those that come meanwhile share the next', async () => {
    const { intake, batches, nextBatch, wakes } = heldIntake();
    let arrived = nextBatch();
    const first = ['a', 'b'].map((id) => intake.take(notification(id)));
    await arrived;
    arrived = nextBatch();
    const second = ['c', 'd', 'e'].map((id) => intake.take(notification(id)));
    batches[0]?.answer(['taken', 'duplicate']);
    expect(await Promise.all(first)).toEqual(['taken', 'duplicate']);
    await arrived;
    batches[1]?.answer(['duplicate', 'uninstalled', 'duplicate']);
    expect(await Promise.all(second)).toEqual(['duplicate', 'uninstalled', 'duplicate']);
    expect(batches.map(({ ids }) => ids)).toEqual([
      ['a', 'b'],
      ['c', 'd', 'e'],
    ]);
    expect(wakes()).toBe(1);
  });

  test('are not answered before their commit', async () => {
    const { intake, batches, nextBatch } = heldIntake();
    const arrived = nextBatch();
    let answered = false;
    const taken = intake.take(notification('a')).then((value) => {
      answered = true;
      return value;
    });
    await arrived;
    await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(false);
    batches[0]?.answer(['taken']);
    expect(await taken).toBe('taken');
  });

  test('are taken a hundred at a time, in the order in which they came', async () => {
    const { asked, outcomes } = intakeOver((ids) => ids.map(() => 'taken'));
    const ids = Array.from({ length: 250 }, (_, index) => String(index));
    expect(statuses(await outcomes(ids)).every((one) => one === 'taken')).toBe(true);
    expect(asked.map(({ length }) => length)).toEqual([100, 100, 50]);
    expect(asked.flat()).toEqual(ids);
  });
});

describe('a batch that fails', () => {
  test('because of one notification fails that one alone', async () => {
    const { asked, outcomes } = intakeOver((ids) => {
      if (ids.includes('poison')) throw down();
      return ids.map(() => 'taken');
    });
    const settled = await outcomes(['a', 'poison', 'b']);
    expect(statuses(settled)).toEqual(['taken', 'failed', 'taken']);
    expect(settled[1]).toMatchObject({ reason: { code: 'store_unavailable' } });
    expect(asked).toEqual([['a', 'poison', 'b'], ['a'], ['poison'], ['b']]);
  });

  test('because the database is locked fails whole, without asking again for each', async () => {
    const { asked, outcomes } = intakeOver(
      () => {
        throw down();
      },
      { slow: true },
    );
    expect(statuses(await outcomes(['a', 'b', 'c']))).toEqual(['failed', 'failed', 'failed']);
    expect(asked).toEqual([['a', 'b', 'c']]);
  });

  test('because the database is locked fails those that came meanwhile too: nobody waits for two failures', async () => {
    let elapsedMs = 0;
    const held = heldIntake({ elapsedMs: () => elapsedMs });
    const arrived = held.nextBatch();
    const first = held.intake.take(notification('a'));
    await arrived;
    const second = held.intake.take(notification('b'));
    elapsedMs += 2_000;
    held.batches[0]?.fail(down());
    expect(statuses(await Promise.allSettled([first, second]))).toEqual(['failed', 'failed']);
    expect(held.batches).toHaveLength(1);

    const next = held.nextBatch();
    const third = held.intake.take(notification('c'));
    await next;
    held.batches[1]?.answer(['taken']);
    expect(await third).toBe('taken');
  });

  test('of one notification is not tried twice', async () => {
    const { asked, outcomes } = intakeOver(() => {
      throw down();
    });
    expect(statuses(await outcomes(['a']))).toEqual(['failed']);
    expect(asked).toEqual([['a']]);
  });

  test('leaves those that come after it their chance', async () => {
    let broken = true;
    const { outcomes } = intakeOver((ids) => {
      if (broken) throw down();
      return ids.map(() => 'taken');
    });
    expect(statuses(await outcomes(['a', 'b']))).toEqual(['failed', 'failed']);
    broken = false;
    expect(statuses(await outcomes(['a', 'b']))).toEqual(['taken', 'taken']);
  });
});
