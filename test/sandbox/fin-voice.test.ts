import { describe, expect, it } from 'vitest';
import { ACME, refusal, sandboxUnderTest } from './sandbox-under-test.ts';

const CALL = { phone_number: '+14155550111', call_id: 'aws-1', source: 'aws_connect', data: { queue: 'main' } };
const NOT_FOUND = [404, 'error.list', 'not_found'];

describe('handing a call to Fin', () => {
  it('registers it once', async () => {
    const call = sandboxUnderTest().client(ACME);
    const { status, body } = await call('POST', '/fin_voice/register', CALL);
    expect(status).toBe(200);
    expect(body).toEqual({
      id: expect.any(Number),
      app_id: expect.any(Number),
      user_phone_number: '+14155550111',
      status: 'registered',
      intercom_call_id: null,
      external_call_id: 'aws-1',
      intercom_conversation_id: null,
      call_transcript: [],
      call_summary: '',
      intent: [],
    });
    expect(refusal(await call('POST', '/fin_voice/register', CALL))).toEqual([409, 'error.list', 'conflict']);
  });

  it('refuses what is no phone number, no call and no known source', async () => {
    const call = sandboxUnderTest().client(ACME);
    const refused: [object, string][] = [
      [{ ...CALL, phone_number: '415 555 0111' }, 'parameter_invalid'],
      [{ ...CALL, source: 'twilio' }, 'parameter_invalid'],
      [{ phone_number: '+14155550111' }, 'parameter_not_found'],
    ];
    for (const [body, code] of refused) {
      expect(refusal(await call('POST', '/fin_voice/register', body))).toEqual([400, 'error.list', code]);
    }
  });

  it('is not found in any way until Fin takes the call, then in every way', async () => {
    const sandbox = sandboxUnderTest();
    const call = sandbox.client(ACME);
    const { id } = (await call('POST', '/fin_voice/register', CALL)).body;
    const ways = [`/fin_voice/collect/${id}`, '/fin_voice/external_id/aws-1', '/fin_voice/phone_number/%2B14155550111'];
    for (const way of ways) expect(refusal(await call('GET', way))).toEqual(NOT_FOUND);

    const taken = await sandbox.ask('POST', `/api/sandbox/${ACME}/fin-voice/aws-1`, {
      summary: 'About an invoice',
      intents: ['Billing'],
    });
    expect(taken.status).toBe(200);
    for (const way of ways) {
      expect((await call('GET', way)).body).toMatchObject({
        id,
        status: 'in-progress',
        call_summary: 'About an invoice',
        intent: [{ name: 'Billing' }],
        intercom_conversation_id: taken.body.conversationId,
        intercom_call_id: taken.body.callId,
      });
    }
    const byConversation = await call('GET', `/fin_voice/conversation/${taken.body.conversationId}`);
    expect(byConversation.body).toEqual([expect.objectContaining({ id })]);
    const conversation = (await call('GET', `/conversations/${taken.body.conversationId}`)).body;
    expect(conversation.source.type).toBe('phone_call');
    expect(conversation.contacts.contacts[0].id).toBe(sandbox.contactNamed('Priya Raman').id);
  });

  it('ends the call when Fin comes to a resolution', async () => {
    const sandbox = sandboxUnderTest();
    const call = sandbox.client(ACME);
    await call('POST', '/fin_voice/register', { ...CALL, phone_number: '+12025550188' });
    const { body: taken } = await sandbox.ask('POST', `/api/sandbox/${ACME}/fin-voice/aws-1`, {});
    expect((await call('GET', `/calls/${taken.callId}`)).body).toMatchObject({
      state: 'in_progress',
      phone: '+12025550188',
    });
    sandbox.time.nowMs += 90_000;
    await sandbox.ask('POST', `/api/sandbox/${ACME}/fin-voice/aws-1`, { status: 'escalated' });
    const ended = (await call('GET', `/calls/${taken.callId}`)).body;
    expect([ended.state, ended.ended_at - ended.initiated_at]).toEqual(['completed', 90]);
    expect((await call('GET', `/conversations/${taken.conversationId}`)).body.ai_agent.resolution_state).toBe(
      'escalated',
    );
    expect((await call('GET', '/fin_voice/external_id/aws-1')).body.status).toBe('escalated');
  });

  it('is told by the seed in progress, resolved and escalated', async () => {
    const sandbox = sandboxUnderTest();
    const statuses = [...sandbox.workspaceOf(ACME).finVoiceCalls.values()].map(({ status }) => status);
    expect(statuses.sort()).toEqual(['confirmed_resolution', 'escalated', 'in-progress']);
  });

  it('finds nothing for a conversation that Fin Voice had no part in', async () => {
    const sandbox = sandboxUnderTest();
    const { id } = sandbox.conversationTitled('Invoice question');
    expect(refusal(await sandbox.client(ACME)('GET', `/fin_voice/conversation/${id}`))).toEqual(NOT_FOUND);
  });
});
