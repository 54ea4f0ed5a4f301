import { IntercomError } from './errors.ts';
import type { IntercomClient } from './intercom-client.ts';
import { json, type Operation } from './operation.ts';
import type { Transport } from './transport.ts';
import type { CallOptions, FinVoiceCall } from './types.ts';
import { unlessMissing } from './unless-missing.ts';
import { finVoiceCall, finVoiceCalls } from './wire-call.ts';

type Registration = Parameters<IntercomClient['finVoice']['register']>[0];

function registration({ phoneNumber, callId, source, data }: Registration): Operation<FinVoiceCall | 'exists'> {
  return {
    method: 'POST',
    path: '/fin_voice/register',
    body: {
      phone_number: phoneNumber,
      call_id: callId,
      ...(source === undefined ? {} : { source }),
      ...(data === undefined ? {} : { data }),
    },
    alsoAnswers: (answer) => answer.status === 409,
    read: (answer) => (answer.status === 409 ? 'exists' : json(finVoiceCall)(answer)),
  };
}

/** A 404 of a look-up means "not registered, or not matched with a call yet". */
export function createFinVoice(transport: Transport): IntercomClient['finVoice'] {
  const { call } = transport;

  function byExternalId(externalId: string, options?: CallOptions): Promise<FinVoiceCall | undefined> {
    const path = '/fin_voice/external_id/{externalId}';
    return unlessMissing(call({ method: 'GET', path, ids: { externalId }, read: json(finVoiceCall) }, options));
  }

  async function register(details: Registration, options?: CallOptions): Promise<FinVoiceCall> {
    const shared = transport.together(options);
    const registered = await call(registration(details), shared);
    if (registered !== 'exists') return registered;
    const existing = await byExternalId(details.callId, shared);
    if (existing !== undefined) return existing;
    throw new IntercomError({
      code: 'intercom_conflict',
      message:
        'POST /fin_voice/register: the call is registered already, but Intercom does not show its record before Fin has taken the call. Try again later.',
      status: 409,
      retryable: true,
      mayHaveHappened: false,
    });
  }

  return {
    register,
    byId: (id, options) =>
      unlessMissing(
        call({ method: 'GET', path: '/fin_voice/collect/{id}', ids: { id }, read: json(finVoiceCall) }, options),
      ),
    byExternalId,
    byPhoneNumber: (phoneNumber, options) =>
      unlessMissing(
        call(
          {
            method: 'GET',
            path: '/fin_voice/phone_number/{phoneNumber}',
            ids: { phoneNumber },
            read: json(finVoiceCall),
          },
          options,
        ),
      ),
    byConversation: async (id, options) => {
      const path = '/fin_voice/conversation/{id}';
      return (
        (await unlessMissing(call({ method: 'GET', path, ids: { id }, read: json(finVoiceCalls) }, options))) ?? []
      );
    },
  };
}
