import { describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '../../db/errors.ts';
import { IntercomError, type IntercomErrorCode } from '../../server/intercom/errors.ts';
import { MAX_ATTEMPTS } from '../../server/jobs/backoff.ts';
import { DisconnectedError, type JobHandler, PermanentFailure } from '../../server/jobs/handler.ts';
import { NOW_MS, openWorkshop, recording } from './workshop.ts';

const failing =
  (error: unknown): JobHandler =>
  async () => {
    throw error;
  };

function intercomError(code: IntercomErrorCode, retryAtMs?: number): IntercomError {
  return new IntercomError({
    code,
    message: `GET /contacts/{id}: ${code}`,
    retryable: false,
    mayHaveHappened: false,
    retryAtMs,
  });
}

/** One workspace with one job, tried once by a handler that throws this. */
async function triedOnce(error: unknown) {
  const shop = await openWorkshop();
  await shop.install('acme');
  await shop.add('acme', 'j');
  expect(await shop.hire({ work: failing(error) }).step()).toBe(1);
  return { shop, job: await shop.job('acme', 'j'), line: shop.attempts()[0] };
}

test('a job that is done is gone, and what follows it is there in the same moment', async () => {
  const shop = await openWorkshop();
  await shop.install('acme');
  await shop.add('acme', 'first');
  const next = {
    workspaceId: 'acme',
    jobId: 'second',
    kind: 'later',
    orderingKey: 'k',
    payload: '{}',
    runAtMs: NOW_MS,
  };
  const later = recording();
  const worker = shop.hire({ work: async () => ({ done: true, next: [next] }), later: later.handler });
  await worker.step();
  expect(await shop.states()).toEqual({ second: 'waiting' });
  await worker.runUntilIdle();
  expect(later.seen).toEqual(['second']);
  expect(await shop.states()).toEqual({});
});

test('a job that goes on later keeps its place, its new payload and all of its attempts', async () => {
  const shop = await openWorkshop();
  await shop.install('acme');
  await shop.put({ workspaceId: 'acme', jobId: 'j', payload: '1', orderingKey: 'line' });
  await shop.put({ workspaceId: 'acme', jobId: 'behind', orderingKey: 'line' });
  const { seen, handler } = recording(async ({ job }) =>
    job.jobId === 'behind' || job.payload === '3'
      ? { done: true }
      : { done: false, atMs: NOW_MS + 1_000, payload: String(Number(job.payload) + 1) },
  );
  const worker = shop.hire({ work: handler });
  await worker.runUntilIdle();
  expect(await shop.job('acme', 'j')).toMatchObject({ payload: '2', attempts: 0, runAtMs: NOW_MS + 1_000 });
  for (let round = 0; round < 2; round += 1) {
    await shop.time.advance(1_000);
    await worker.runUntilIdle();
  }
  expect(seen).toEqual(['j', 'j', 'j', 'behind']);
});

describe('a job that is not to blame waits and loses no attempt', () => {
  test('until the moment at which the rate limit of Intercom ends', async () => {
    const { job, line } = await triedOnce(intercomError('intercom_rate_limited', NOW_MS + 7_000));
    expect(job).toMatchObject({ state: 'waiting', attempts: 0, runAtMs: NOW_MS + 7_000 });
    expect(line).toMatchObject({ outcome: 'limited', againAtMs: NOW_MS + 7_000 });
  });

  test('for ten seconds when Intercom does not say when its rate limit ends, and never for nothing', async () => {
    expect((await triedOnce(intercomError('intercom_rate_limited'))).job?.runAtMs).toBe(NOW_MS + 10_000);
    expect((await triedOnce(intercomError('intercom_rate_limited', 5))).job?.runAtMs).toBe(NOW_MS + 1_000);
  });

  test.each([
    ['a dead token', intercomError('intercom_unauthorized')],
    ['a workspace that is not connected', new DisconnectedError('acme')],
  ])('for some minutes because of %s', async (_, error) => {
    const { job, line } = await triedOnce(error);
    expect(job).toMatchObject({ state: 'waiting', attempts: 0, runAtMs: NOW_MS + 300_000 });
    expect(line).toMatchObject({ outcome: 'disconnected' });
  });

  test('because the database did not answer, the longer the older it is', async () => {
    const { shop, job, line } = await triedOnce(new StoreUnavailableError('read facts', new Error('locked')));
    expect(job).toMatchObject({ state: 'waiting', attempts: 0, runAtMs: NOW_MS + 5_000 });
    expect(line).toMatchObject({ outcome: 'store_unavailable', reason: expect.stringContaining('"read facts"') });
    await shop.time.advance(600_000);
    await shop.hire({ work: failing(new StoreUnavailableError('read facts', undefined)) }).step();
    expect((await shop.job('acme', 'j'))?.runAtMs).toBe(NOW_MS + 660_000);
  });

  test('because only a newer Callcard knows its kind', async () => {
    const shop = await openWorkshop();
    await shop.install('acme');
    await shop.put({ workspaceId: 'acme', jobId: 'j', kind: 'from-the-future' });
    for (let attempt = 0; attempt < 2 * MAX_ATTEMPTS; attempt += 1) {
      await shop.hire({}).step();
      await shop.time.advance(300_000);
    }
    expect(await shop.job('acme', 'j')).toMatchObject({ state: 'waiting', attempts: 0, kind: 'from-the-future' });
    expect(shop.attempts()[0]).toMatchObject({ outcome: 'unknown_kind', againAtMs: NOW_MS + 5_000 });
    const { seen, handler } = recording();
    await shop.hire({ 'from-the-future': handler }).runUntilIdle();
    expect(seen).toEqual(['j']);
  });
});

describe('a job that cannot be done is given up at once, with its reason', () => {
  test.each([
    ['its handler says so', new PermanentFailure('The contact has no number.'), /^PermanentFailure: The contact/],
    ['Intercom refuses it', intercomError('intercom_refused'), /intercom_refused/],
    ['Intercom forbids it', intercomError('intercom_forbidden'), /intercom_forbidden/],
    ['Intercom has no such thing', intercomError('intercom_not_found'), /intercom_not_found/],
    ['Intercom has it already', intercomError('intercom_conflict'), /intercom_conflict/],
  ])('when %s', async (_, error, reason) => {
    const { shop, job, line } = await triedOnce(error);
    expect(job).toMatchObject({
      state: 'dead',
      attempts: 1,
      diedAtMs: NOW_MS,
      lastError: expect.stringMatching(reason),
    });
    expect(line).toMatchObject({ outcome: 'dead', level: 50, reason: expect.stringMatching(reason) });
    const { jobAttempts } = shop.deps.metrics;
    expect((await jobAttempts.get()).values).toMatchObject([{ labels: { kind: 'work', outcome: 'dead' }, value: 1 }]);
  });

  test('and those behind it go on', async () => {
    const shop = await openWorkshop();
    await shop.install('acme');
    for (const jobId of ['one', 'two']) await shop.put({ workspaceId: 'acme', jobId, orderingKey: 'contact:1' });
    const { seen, handler } = recording(async ({ job }) => {
      if (job.jobId === 'one') throw new PermanentFailure('no');
      return { done: true };
    });
    await shop.hire({ work: handler }).runUntilIdle();
    expect(seen).toEqual(['one', 'two']);
    expect(await shop.states()).toEqual({ one: 'dead' });
  });
});

describe('a job that fails', () => {
  test.each([
    ['a bug', new TypeError('cannot read Jo Vance'), 'TypeError'],
    ['Intercom being down', intercomError('intercom_down'), /intercom_down/],
    ['Intercom not answering', intercomError('intercom_timed_out'), /intercom_timed_out/],
    ['an answer that makes no sense', intercomError('intercom_bad_answer'), /intercom_bad_answer/],
    ['something thrown that is no error', 'Jo Vance', 'something was thrown that is no error'],
  ])('because of %s is tried again later', async (_, error, reason) => {
    const { shop, job, line } = await triedOnce(error);
    expect(job).toMatchObject({ state: 'waiting', attempts: 1, runAtMs: NOW_MS + 2_500 });
    expect(job?.lastError).toMatch(reason);
    expect(line).toMatchObject({ outcome: 'failed', level: 40 });
    expect(JSON.stringify([job, shop.lines()])).not.toContain('Vance');
  });

  test('is given up after its last attempt, and an operator can have it done again from the start', async () => {
    const shop = await openWorkshop();
    await shop.install('acme');
    await shop.add('acme', 'j');
    let broken = true;
    const worker = shop.hire({
      work: async () => {
        if (broken) throw new TypeError('broken');
        return { done: true };
      },
    });
    for (let attempt = 0; attempt < MAX_ATTEMPTS + 3; attempt += 1) {
      await worker.runUntilIdle();
      await shop.time.advance(3_600_000);
    }
    expect(shop.attempts().map(({ outcome }) => outcome)).toEqual([
      ...Array.from({ length: MAX_ATTEMPTS - 1 }, () => 'failed'),
      'dead',
    ]);
    expect(await shop.job('acme', 'j')).toMatchObject({ state: 'dead', attempts: MAX_ATTEMPTS });
    expect((await shop.job('acme', 'j'))?.lastError).toBe(`TypeError (attempt ${MAX_ATTEMPTS} was the last)`);

    broken = false;
    expect(await shop.store.jobs.redrive({ workspaceId: 'acme', jobId: 'j' }, shop.time.clock())).toBe(true);
    await worker.runUntilIdle();
    expect(await shop.states()).toEqual({});
    expect(shop.attempts().at(-1)).toMatchObject({ outcome: 'done', attempt: 1 });
  });

  test('and takes its process with it every time is given up too', async () => {
    const shop = await openWorkshop();
    await shop.install('acme');
    await shop.add('acme', 'j');
    const claim = { leaseMs: 1, limit: 1, perWorkspace: 1, afterWorkspaceId: '', exceptWorkspaceIds: [] };
    for (let crash = 0; crash < 3; crash += 1) {
      await shop.store.jobs.claim({ ...claim, owner: `crashed ${crash}`, nowMs: shop.time.clock() });
      await shop.time.advance(10);
    }
    const { seen, handler } = recording();
    await shop.hire({ work: handler }, { maxAttempts: 3 }).runUntilIdle();
    expect(seen).toEqual([]);
    expect(await shop.job('acme', 'j')).toMatchObject({
      state: 'dead',
      lastError: 'None of 3 attempts came to an end.',
    });
  });
});
