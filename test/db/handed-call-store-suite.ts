import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HandedCall } from '../../db/caller-ports.ts';
import type { NewJob } from '../../db/job-ports.ts';
import { anyCharacter } from '../any-character.ts';
import { claimOf, idsOf, newJob, openJobs } from './job.ts';
import { installation, type OpenStore } from './open-store.ts';

const PHONE = '+14155550123';

type NewCall = Pick<HandedCall, 'workspaceId' | 'externalCallId' | 'source' | 'phoneE164' | 'acceptedAtMs'>;

export function newCall(workspaceId: string, externalCallId: string, facts: Partial<NewCall> = {}): NewCall {
  return { workspaceId, externalCallId, source: 'five9', phoneE164: PHONE, acceptedAtMs: 5_000, ...facts };
}

export const jobOf = ({ workspaceId, externalCallId }: NewCall, facts: Partial<NewJob> = {}): NewJob =>
  newJob(workspaceId, `register-call:${externalCallId}`, { kind: 'register-call', ...facts });

/** As it is when it was taken on and nothing happened since. */
const untouched = (call: NewCall): HandedCall => ({
  ...call,
  state: 'accepted',
  registeredAtMs: undefined,
  finVoiceId: undefined,
  status: undefined,
  conversationId: undefined,
  intercomCallId: undefined,
  askedAtMs: undefined,
  askedCount: 0,
  endedAtMs: undefined,
  lastError: undefined,
});

/** What every `HandedCallStore` guarantees. */
export function handedCallStoreSuite(openStore: OpenStore): void {
  const CALL = newCall('a', 'x1');
  const key = { workspaceId: 'a', externalCallId: 'x1' };

  describe('handed calls', () => {
    test('a call that is taken on is kept, and its job is there, of the present epoch', async () => {
      const { handedCalls, jobs, workspaces } = await openJobs(openStore, 'a');
      await workspaces.install(installation('a'));
      const job = jobOf(CALL, { payload: '{"id":"x1"}' });
      expect(await handedCalls.accept(CALL, job)).toStrictEqual({ result: 'accepted', call: untouched(CALL) });
      expect(await handedCalls.find(key)).toStrictEqual(untouched(CALL));
      expect(await jobs.list({ limit: 9 })).toMatchObject([{ ...job, epoch: 2, state: 'waiting', createdAtMs: 5_000 }]);
      expect(await handedCalls.find({ ...key, externalCallId: 'x2' })).toBeUndefined();
    });

    test('a call that comes again is known as it is, and makes no second job even when the first was done', async () => {
      const { handedCalls, jobs } = await openJobs(openStore, 'a');
      await handedCalls.accept(CALL, jobOf(CALL));
      const [job] = await jobs.claim(claimOf());
      if (job === undefined) throw new Error('There is no job.');
      await jobs.complete({ owner: 'worker 1', job, nowMs: 1_000 });
      await handedCalls.update(key, { state: 'registered', finVoiceId: '7' });
      const expected: HandedCall = { ...untouched(CALL), state: 'registered', finVoiceId: '7' };
      const again = newCall('a', 'x1', { source: 'zoom_phone', phoneE164: '+1', acceptedAtMs: 9_000 });
      expect(await handedCalls.accept(again, jobOf(again))).toStrictEqual({ result: 'known', call: expected });
      expect(await handedCalls.find(key)).toStrictEqual(expected);
      expect(await jobs.list({ limit: 9 })).toEqual([]);
    });

    test('of any number who take on the same call at once exactly one accepts it, with one job', async () => {
      const { handedCalls, jobs } = await openJobs(openStore, 'a', 'b');
      const calls = ['x1', 'x2', 'x3'].flatMap((id) => [newCall('a', id), newCall('b', id)]);
      const everybody = Array.from({ length: 6 }, (_, n) => (n % 2 === 0 ? calls : calls.toReversed())).flat();
      const results = await Promise.all(
        everybody.map((call, n) => handedCalls.accept(call, jobOf(call, { payload: `${n}` }))),
      );
      const accepted = everybody.filter((_, n) => results[n]?.result === 'accepted');
      const nameOf = ({ workspaceId, externalCallId }: NewCall) => `${workspaceId} ${externalCallId}`;
      expect(accepted.map(nameOf).toSorted()).toEqual(calls.map(nameOf).toSorted());
      expect(results.map(({ call }) => call)).toStrictEqual(everybody.map(untouched));
      // The job is that of the one who was told `accepted`.
      const payloads = everybody.flatMap((_, n) => (results[n]?.result === 'accepted' ? [`${n}`] : []));
      const kept = await jobs.list({ limit: 100 });
      expect(kept.map(({ payload }) => payload).toSorted()).toEqual(payloads.toSorted());
    });

    test('a call is taken on with its job or not at all: never where nobody would do it', async () => {
      const { handedCalls, jobs, workspaces } = await openJobs(openStore, 'gone', 'cut off');
      await workspaces.markUninstalled({ workspaceId: 'gone', epoch: 1, atMs: 2_000 });
      await workspaces.markDisconnected({ workspaceId: 'cut off', epoch: 1, reason: 'token_revoked', atMs: 2_000 });
      for (const workspaceId of ['gone', 'stranger']) {
        const call = newCall(workspaceId, 'x1');
        await expect(handedCalls.accept(call, jobOf(call))).rejects.toMatchObject({
          code: 'unknown_workspace',
          message: expect.stringContaining(`"${workspaceId}"`),
        });
        expect(await handedCalls.find(call)).toBeUndefined();
      }
      const waits = newCall('cut off', 'x1');
      expect(await handedCalls.accept(waits, jobOf(waits))).toMatchObject({ result: 'accepted' });
      expect(idsOf(await jobs.list({ limit: 9 }))).toEqual(['register-call:x1']);
    });

    test('its job is of its own workspace, whatever the job says', async () => {
      const { handedCalls, jobs } = await openJobs(openStore, 'a', 'b');
      await handedCalls.accept(CALL, jobOf(newCall('b', 'x1')));
      expect(await jobs.list({ limit: 9 })).toMatchObject([{ workspaceId: 'a', jobId: 'register-call:x1' }]);
    });

    test('any fields are written in any order, and the others stay', async () => {
      const { handedCalls } = await openJobs(openStore, 'a');
      const number = fc.option(fc.nat(), { nil: undefined });
      const text = fc.option(fc.string({ unit: anyCharacter }), { nil: undefined });
      const fields = fc.record(
        {
          state: fc.constantFrom('accepted' as const, 'registered' as const, 'matched' as const, 'failed' as const),
          registeredAtMs: number,
          finVoiceId: text,
          status: text,
          conversationId: text,
          intercomCallId: text,
          askedAtMs: number,
          askedCount: fc.nat(),
          endedAtMs: number,
          lastError: text,
        },
        { requiredKeys: [] },
      );
      let nth = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(fields, { maxLength: 4 }), async (changes) => {
          nth += 1;
          const call = newCall('a', `x${nth}`);
          await handedCalls.accept(call, jobOf(call));
          for (const change of changes) await handedCalls.update(call, change);
          const expected = Object.assign(untouched(call), ...changes);
          expect(await handedCalls.find(call)).toStrictEqual(expected);
        }),
        { numRuns: 15 },
      );
    });

    test('different fields that are written at once are all kept', async () => {
      const { handedCalls } = await openJobs(openStore, 'a');
      await handedCalls.accept(CALL, jobOf(CALL));
      const changes = [
        { state: 'matched', conversationId: '7' },
        { finVoiceId: '8' },
        { askedCount: 3, askedAtMs: 6_000 },
        { status: 'fin_answering' },
      ] as const;
      await Promise.all(changes.map((change) => handedCalls.update(key, change)));
      expect(await handedCalls.find(key)).toStrictEqual(Object.assign(untouched(CALL), ...changes));
    });

    test('a state or a count that is given as undefined stays, and a call that is not there is not made', async () => {
      const { handedCalls } = await openJobs(openStore, 'a');
      await handedCalls.accept(CALL, jobOf(CALL));
      await handedCalls.update(key, { state: 'registered', askedCount: 2 });
      await handedCalls.update(key, { state: undefined, askedCount: undefined, status: undefined });
      expect(await handedCalls.find(key)).toStrictEqual({ ...untouched(CALL), state: 'registered', askedCount: 2 });
      await handedCalls.update({ ...key, externalCallId: 'x2' }, { state: 'failed' });
      expect(await handedCalls.find({ ...key, externalCallId: 'x2' })).toBeUndefined();
    });

    test('the calls of a conversation come newest first, as many as asked for', async () => {
      const { handedCalls } = await openJobs(openStore, 'a', 'b');
      const times = { x1: 1, x3: 3, x2: 3, other: 9 };
      for (const [id, acceptedAtMs] of Object.entries(times)) {
        for (const workspaceId of ['a', 'b']) {
          const call = newCall(workspaceId, id, { acceptedAtMs });
          await handedCalls.accept(call, jobOf(call));
          const conversationId = id === 'other' ? '8' : '7';
          if (workspaceId === 'a') await handedCalls.update(call, { state: 'matched', conversationId });
        }
      }
      const ids = async (limit: number, facts = {}) =>
        (await handedCalls.ofConversation({ workspaceId: 'a', conversationId: '7', limit, ...facts })).map(
          ({ externalCallId }) => externalCallId,
        );
      expect(await ids(9)).toEqual(['x2', 'x3', 'x1']);
      expect(await ids(2)).toEqual(['x2', 'x3']);
      expect(await ids(9, { workspaceId: 'b' })).toEqual([]);
      const [newest] = await handedCalls.ofConversation({ workspaceId: 'a', conversationId: '7', limit: 1 });
      expect(newest).toStrictEqual(await handedCalls.find({ workspaceId: 'a', externalCallId: 'x2' }));
    });

    test('calls of a number that belong to no conversation yet come newest first, since a time', async () => {
      const { handedCalls } = await openJobs(openStore, 'a', 'b');
      for (const call of [
        newCall('a', 'x1', { acceptedAtMs: 1 }),
        newCall('a', 'x2', { acceptedAtMs: 2 }),
        newCall('a', 'x3', { acceptedAtMs: 3 }),
        newCall('a', 'matched', { acceptedAtMs: 4 }),
        newCall('a', 'another number', { acceptedAtMs: 5, phoneE164: '+1' }),
        newCall('b', 'elsewhere', { acceptedAtMs: 6 }),
      ]) {
        await handedCalls.accept(call, jobOf(call));
      }
      await handedCalls.update(newCall('a', 'matched'), { state: 'matched', conversationId: '7' });
      await handedCalls.update(newCall('a', 'x3'), { state: 'registered' });
      const ids = async (sinceMs: number, limit: number) =>
        (await handedCalls.unmatchedOf({ workspaceId: 'a', phoneE164: PHONE, sinceMs, limit })).map(
          ({ externalCallId }) => externalCallId,
        );
      expect(await ids(0, 9)).toEqual(['x3', 'x2', 'x1']);
      expect(await ids(2, 9)).toEqual(['x3', 'x2']);
      expect(await ids(0, 1)).toEqual(['x3']);
    });

    test('one phone system may use the id of another in another workspace, and neither sees the other', async () => {
      const { handedCalls } = await openJobs(openStore, 'a', 'b');
      const theirs = newCall('b', 'x1', { source: 'aws_connect', phoneE164: '+1' });
      await handedCalls.accept(CALL, jobOf(CALL));
      expect(await handedCalls.accept(theirs, jobOf(theirs))).toMatchObject({ result: 'accepted' });
      await handedCalls.update(theirs, { state: 'failed', lastError: 'theirs' });
      expect(await handedCalls.find(key)).toStrictEqual(untouched(CALL));
      expect(await handedCalls.find({ ...key, workspaceId: 'none' })).toBeUndefined();
    });

    test('calls from before a time are forgotten, so many at a time, and can then be taken on again', async () => {
      const { handedCalls } = await openJobs(openStore, 'a', 'b');
      const calls = [1, 2, 3, 4].map((n) => newCall(n % 2 === 0 ? 'a' : 'b', `x${n}`, { acceptedAtMs: 6_000 + n }));
      for (const call of calls) await handedCalls.accept(call, jobOf(call));
      expect(await handedCalls.forgetBefore({ beforeMs: 6_001, limit: 9 })).toBe(0);
      expect(await handedCalls.forgetBefore({ beforeMs: 6_004, limit: 2 })).toBe(2);
      expect(await handedCalls.forgetBefore({ beforeMs: 6_004, limit: 2 })).toBe(1);
      expect(await handedCalls.forgetBefore({ beforeMs: 6_004, limit: 2 })).toBe(0);
      const again = await Promise.all(calls.map((call) => handedCalls.accept(call, jobOf(call))));
      expect(again.map(({ result }) => result)).toEqual(['accepted', 'accepted', 'accepted', 'known']);
    });
  });
}
