import { describe, expect, test } from 'vitest';
import { registerCall } from '../../server/fin-voice/register-call.ts';
import { IntercomError } from '../../server/intercom/errors.ts';
import type { IntercomClient } from '../../server/intercom/intercom-client.ts';
import type { JobRun } from '../../server/jobs/handler.ts';
import { ACME } from '../card/room.ts';
import { CALL, openFinVoiceRoom } from './fin-voice-room.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const refused = new IntercomError({
  ...{ code: 'intercom_refused', message: 'no such number', status: 400, retryable: false, mayHaveHappened: false },
});

/** The job that registers the call, as a worker hands it to its handler. */
async function jobRunOf({ room }: Awaited<ReturnType<typeof openFinVoiceRoom>>): Promise<Omit<JobRun, 'client'>> {
  const [job] = await room.store.jobs.list({ workspaceId: ACME, limit: 1 });
  const workspace = await room.store.workspaces.find(ACME);
  if (job === undefined || workspace === undefined) throw new Error('there is nothing to do');
  return { deps: room.deps, workspace, job, signal: new AbortController().signal, log: room.deps.log };
}

const finCalls = ({ room }: Awaited<ReturnType<typeof openFinVoiceRoom>>) =>
  [...(room.sandbox.workspaces.get(ACME)?.finVoiceCalls.values() ?? [])].filter(
    ({ externalCallId }) => externalCallId === CALL.callId,
  );

describe('a call that is handed to Fin Voice', () => {
  test('is registered, taken, and over: each is seen through the API, and on the card of its conversation', async () => {
    const here = await openFinVoiceRoom();
    await here.hand();
    expect(await here.shown()).toMatchObject({ state: 'accepted', status: null });

    await here.work();
    expect(await here.shown()).toMatchObject({ state: 'registered', status: 'registered', conversationId: null });
    expect(finCalls(here)).toMatchObject([{ phoneNumber: CALL.phoneNumber, source: CALL.source, data: CALL.data }]);

    const { conversationId, callId } = await here.fin({ summary: 'About an invoice', intents: ['Billing'] });
    const before = await here.room.open(conversationId);
    expect(before.text).toMatch(/Fin/);
    await here.pass(10_000);
    expect(await here.shown()).toMatchObject({
      ...{ state: 'matched', status: 'in-progress', conversationId, intercomCallId: callId, lastError: null },
      conversationUrl: expect.stringContaining(conversationId),
    });

    await here.fin({ status: 'confirmed_resolution' });
    await here.pass(10_000);
    expect(await here.shown()).toMatchObject({ state: 'ended', status: 'confirmed_resolution', conversationId });
    expect(await here.room.store.jobs.list({ workspaceId: ACME, limit: 10 })).toEqual([]);
    expect(
      await here.room.store.handedCalls.ofConversation({ workspaceId: ACME, conversationId, limit: 5 }),
    ).toHaveLength(1);
  });

  test('makes cards ask Intercom again as soon as something changed', async () => {
    const here = await openFinVoiceRoom();
    await here.hand();
    await here.work();
    const { conversationId } = await here.fin({ status: 'confirmed_resolution', summary: 'About an invoice' });
    const key = { kind: 'fin_voice' as const, key: conversationId };
    const ofWorkspace = { workspaceId: ACME, epoch: 1 };
    const nowMs = here.room.deps.clock();
    const [generation = 0] = await here.room.store.facts.begin({ ...ofWorkspace, keys: [key], nowMs });
    const change = { ...key, generation, value: '[]', versionMs: undefined, learnedAtMs: nowMs };
    await here.room.store.facts.change({ ...ofWorkspace, changes: [{ ...change, learnedFrom: 'read' }], nowMs });

    await here.pass(10_000);
    const [fact] = await here.room.store.facts.read({ ...ofWorkspace, keys: [key], nowMs });
    expect(fact?.value).toBeUndefined();
  });

  test('that Fin never takes is given up after two hours, with the reason', async () => {
    const here = await openFinVoiceRoom();
    await here.hand();
    await here.pass(2 * HOUR_MS + MINUTE_MS);
    expect(await here.shown()).toMatchObject({ state: 'failed', lastError: expect.stringMatching(/two hours/) });
    expect(await here.room.store.jobs.list({ workspaceId: ACME, limit: 10 })).toEqual([]);
    expect(here.asked().length).toBeLessThan(150);
  });
});

describe('registering a call', () => {
  test('twice, as after a crash, is registering it once', async () => {
    const here = await openFinVoiceRoom();
    await here.hand();
    await here.work();
    // As if the process had died before it could say that the call is registered.
    const crashed = { state: 'accepted' as const, finVoiceId: undefined, registeredAtMs: undefined, status: undefined };
    await here.room.store.handedCalls.update({ workspaceId: ACME, externalCallId: CALL.callId }, crashed);
    for (const job of await here.room.store.jobs.list({ workspaceId: ACME, limit: 10 })) {
      await here.room.store.jobs.drop(job);
    }
    await here.hand();
    await here.work();
    expect(await here.shown()).toMatchObject({ state: 'registered', lastError: null });
    expect(finCalls(here)).toHaveLength(1);

    const { conversationId } = await here.fin({});
    await here.pass(10_000);
    expect(await here.shown()).toMatchObject({ state: 'matched', conversationId, finVoiceId: expect.any(String) });
  });

  test('goes on when the process died after it was written down and before the job was', async () => {
    const here = await openFinVoiceRoom();
    await here.hand();
    const registered = { state: 'registered' as const, registeredAtMs: here.room.deps.clock() };
    await here.room.store.handedCalls.update({ workspaceId: ACME, externalCallId: CALL.callId }, registered);
    await here.work();
    const jobs = await here.room.store.jobs.list({ workspaceId: ACME, limit: 10 });
    expect(jobs.map(({ kind }) => kind)).toEqual(['collect-fin-voice']);
  });

  test('goes on once Intercom works again', async () => {
    const here = await openFinVoiceRoom();
    here.room.sandbox.faults = { serverError: { status: 503, route: 'POST /fin_voice/register', times: 6 } };
    await here.hand();
    await here.pass(10_000);
    expect(await here.shown()).toMatchObject({
      state: 'accepted',
      lastError: expect.stringMatching(/^IntercomError: /),
    });
    await here.pass(MINUTE_MS);
    expect(await here.shown()).toMatchObject({ state: 'registered', lastError: null });
    expect(finCalls(here)).toMatchObject([{ data: CALL.data }]);
  });

  test('that Intercom does not take for two hours is given up, with the reason', async () => {
    const here = await openFinVoiceRoom();
    here.room.sandbox.faults = { serverError: { status: 503, route: 'POST /fin_voice/register' } };
    await here.hand();
    await here.pass(3 * HOUR_MS);
    expect(await here.shown()).toMatchObject({ state: 'failed', lastError: expect.stringMatching(/^IntercomError: /) });
    expect(await here.room.store.jobs.list({ workspaceId: ACME, limit: 10 })).toEqual([]);
  });

  test('that Intercom refuses for good is given up at once, with the reason', async () => {
    const here = await openFinVoiceRoom();
    await here.hand();
    const finVoice = { register: () => Promise.reject(refused) };
    const run = { ...(await jobRunOf(here)), client: () => ({ finVoice }) as unknown as IntercomClient };
    expect(await registerCall(run)).toEqual({ done: true });
    expect(await here.shown()).toMatchObject({ state: 'failed', lastError: 'IntercomError: no such number' });
  });
});

describe('asking what became of a call', () => {
  test('is not given up for a day of failures now and then', async () => {
    const here = await openFinVoiceRoom();
    await here.hand();
    await here.work();
    const { conversationId } = await here.fin({});
    await here.pass(10_000);
    here.room.sandbox.faults = { serverError: { status: 503, route: 'GET /fin_voice/*' } };
    await here.pass(HOUR_MS);
    expect(await here.shown()).toMatchObject({
      state: 'matched',
      lastError: expect.stringMatching(/^IntercomError: /),
    });
    here.room.sandbox.faults = {};
    await here.fin({ status: 'escalated' });
    await here.pass(6 * MINUTE_MS);
    expect(await here.shown()).toMatchObject({ state: 'ended', status: 'escalated', conversationId, lastError: null });
  });

  test('goes on where Intercom does not take its number', async () => {
    const here = await openFinVoiceRoom();
    await here.hand();
    await here.work();
    here.room.sandbox.faults = { serverError: { status: 400, route: 'GET /fin_voice/phone_number/*' } };
    await here.pass(MINUTE_MS);
    expect(await here.shown()).toMatchObject({ state: 'registered', lastError: null });
    await here.fin({});
    await here.pass(MINUTE_MS);
    expect(await here.shown()).toMatchObject({ state: 'matched' });
  });

  test('waits while the workspace is disconnected, and goes on when it is connected again', async () => {
    const here = await openFinVoiceRoom();
    await here.hand();
    await here.work();
    await here.fin({});
    const change = { workspaceId: ACME, epoch: 1, atMs: 1 };
    await here.room.store.workspaces.markDisconnected({ ...change, reason: 'token_revoked' });
    await here.pass(20 * MINUTE_MS);
    expect(await here.kept()).toMatchObject({ state: 'registered' });
    await here.room.installIn(ACME);
    await here.pass(10 * MINUTE_MS);
    expect(await here.kept()).toMatchObject({ state: 'matched' });
  });
});
