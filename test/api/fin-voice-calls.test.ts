import { describe, expect, test } from 'vitest';
import { finVoiceCallSchema } from '../../server/api/schemas/fin-voice-call.ts';
import { ACME } from '../card/room.ts';
import { openApiRoom } from './api-room.ts';

const CALLS = '/fin-voice/calls';
const CALL = { callId: 'aws-77', phoneNumber: '+442079460018', source: 'aws_connect', data: { queue: 'Billing' } };

describe('a call that is handed over', () => {
  test('is kept with its work once it is answered with 202', async () => {
    const room = await openApiRoom();
    const { status, body } = await room.ask('POST', CALLS, { body: CALL });
    expect(status).toBe(202);
    expect(finVoiceCallSchema.parse(body)).toEqual(body);
    expect(body).toMatchObject({ callId: 'aws-77', state: 'accepted', acceptedAt: '2026-01-08T18:05:00.000Z' });
    const jobs = await room.store.jobs.list({ workspaceId: ACME, kind: 'register-fin-voice', limit: 10 });
    expect(jobs.map(({ payload }) => JSON.parse(payload))).toEqual([
      { externalCallId: 'aws-77', data: { queue: 'Billing' } },
    ]);
    expect((await room.ask('GET', `${CALLS}/aws-77`)).body).toEqual(body);
  });

  test('is taken on once, however often and at the same time it is sent', async () => {
    const room = await openApiRoom();
    const answers = await Promise.all(Array.from({ length: 8 }, () => room.ask('POST', CALLS, { body: CALL })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 200, 200, 200, 202]);
    expect(await room.store.jobs.list({ workspaceId: ACME, limit: 10 })).toHaveLength(1);
  });

  test('with the id of another call is refused, and the other one stays as it is', async () => {
    const room = await openApiRoom();
    const { body } = await room.ask('POST', CALLS, { body: CALL });
    for (const change of [{ phoneNumber: '+4930901820' }, { source: 'five9' }]) {
      const refused = await room.ask('POST', CALLS, { body: { ...CALL, ...change } });
      expect([refused.status, refused.body.error.code]).toEqual([409, 'call_differs']);
    }
    expect((await room.ask('GET', `${CALLS}/aws-77`)).body).toEqual(body);
  });

  test('may have any id of visible characters, to ask for it by', async () => {
    const room = await openApiRoom();
    for (const callId of ['a/b', '?x=1#y', '%2F', '+442079460018', 'x'.repeat(100)]) {
      expect((await room.ask('POST', CALLS, { body: { ...CALL, callId } })).status).toBe(202);
      const { body } = await room.ask('GET', `${CALLS}/${encodeURIComponent(callId)}`);
      expect(body.callId).toBe(callId);
    }
    expect(room.logged()).not.toContain('442079460018');
  });

  test('of a hidden caller is refused, as Fin needs the number', async () => {
    const room = await openApiRoom();
    const { status, body } = await room.ask('POST', CALLS, { body: { ...CALL, phoneNumber: 'anonymous' } });
    expect([status, body.error.code]).toEqual([400, 'hidden_number']);
  });

  test('that nobody registered is not known', async () => {
    const { status, body } = await (await openApiRoom()).ask('GET', `${CALLS}/other`);
    expect([status, body.error.code]).toEqual([404, 'call_unknown']);
  });

  test('goes on after the workspace was installed again, when it is sent again', async () => {
    const room = await openApiRoom();
    await room.ask('POST', CALLS, { body: CALL });
    await room.store.workspaces.markUninstalled({ workspaceId: ACME, epoch: 1, atMs: 1 });
    await room.installIn(ACME);
    expect(await room.store.jobs.list({ workspaceId: ACME, limit: 10 })).toEqual([]);
    expect((await room.ask('POST', CALLS, { body: CALL })).body.state).toBe('accepted');
    expect(await room.store.jobs.list({ workspaceId: ACME, limit: 10 })).toMatchObject([{ epoch: 2 }]);
  });
});
