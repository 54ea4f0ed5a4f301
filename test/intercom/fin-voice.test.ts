import { describe, expect, test } from 'vitest';
import type { SeenRequest } from './fake-intercom.ts';
import { failureOf, freshClient, NOW_MS } from './fresh-client.ts';
import { FIN_VOICE_CALL } from './wire-samples.ts';

const REGISTRATION = { phoneNumber: '+14155550100', callId: 'call-123-abc' };

describe('registering a call that is registered already', () => {
  test('is success: the record that exists is returned', async () => {
    const { client, fake } = await freshClient((request) =>
      request.method === 'POST' ? { status: 409 } : { json: FIN_VOICE_CALL },
    );
    expect(await client.finVoice.register(REGISTRATION)).toMatchObject({ id: '12345', status: 'registered' });
    expect(fake.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /fin_voice/register',
      'GET /fin_voice/external_id/call-123-abc',
    ]);
  });

  test('whose record Intercom does not show yet can be tried again later', async () => {
    const { client } = await freshClient((request) => ({ status: request.method === 'POST' ? 409 : 404 }));
    const error = await failureOf(client.finVoice.register(REGISTRATION));
    expect(error).toMatchObject({ code: 'intercom_conflict', status: 409, retryable: true });
    expect(error.message).toContain('registered already');
  });

  test('reads the record within the deadline of the whole', async () => {
    let nowMs = NOW_MS;
    const slowly = (request: SeenRequest) => {
      nowMs += 12_000;
      return request.method === 'POST' ? { status: 409 } : { json: FIN_VOICE_CALL };
    };
    const { client, fake } = await freshClient(slowly, { clock: () => nowMs, deadlineMs: 10_000 });
    expect(await failureOf(client.finVoice.register(REGISTRATION))).toMatchObject({ code: 'intercom_timed_out' });
    expect(fake.requests).toHaveLength(1);
  });

  test('tells when the record could not be read, which is not the same as not there', async () => {
    const { client } = await freshClient((request) => ({ status: request.method === 'POST' ? 409 : 503 }));
    expect(await failureOf(client.finVoice.register(REGISTRATION))).toMatchObject({ code: 'intercom_down' });
  });
});

describe('looking up a call', () => {
  test('that Intercom does not know or has not matched finds nothing', async () => {
    const { client } = await freshClient(() => ({ status: 404, json: { errors: [{ code: 'not_found' }] } }));
    expect(await client.finVoice.byId('1')).toBeUndefined();
    expect(await client.finVoice.byExternalId('1')).toBeUndefined();
    expect(await client.finVoice.byPhoneNumber('+1')).toBeUndefined();
    expect(await client.finVoice.byConversation('1')).toEqual([]);
  });

  test.each([401, 403, 500])('fails when Intercom answers %i: that is not the same as nothing', async (status) => {
    const { client } = await freshClient(() => ({ status }));
    await failureOf(client.finVoice.byId('1'));
    await failureOf(client.finVoice.byExternalId('1'));
    await failureOf(client.finVoice.byPhoneNumber('+1'));
    await failureOf(client.finVoice.byConversation('1'));
  });

  test('a dead token is never read as an unknown call', async () => {
    const { client } = await freshClient(() => ({ status: 404, json: { errors: [{ code: 'token_not_found' }] } }));
    expect(await failureOf(client.finVoice.byId('1'))).toMatchObject({ code: 'intercom_unauthorized' });
  });

  test('by conversation finds several, and skips a record without an id', async () => {
    const { client } = await freshClient(() => ({ json: [FIN_VOICE_CALL, { status: 'lost' }] }));
    expect(await client.finVoice.byConversation('499')).toMatchObject([{ id: '12345' }]);
  });
});
