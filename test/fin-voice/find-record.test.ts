import { describe, expect, test } from 'vitest';
import { findRecord } from '../../server/fin-voice/find-record.ts';
import { IntercomError, type IntercomErrorCode } from '../../server/intercom/errors.ts';
import type { IntercomClient } from '../../server/intercom/intercom-client.ts';
import { handedCall, record } from './samples.ts';

type FinVoice = IntercomClient['finVoice'];

/** Intercom's Fin Voice, of which only these ways lead to a record. Says which were tried. */
function finVoiceWith(ways: Partial<FinVoice>) {
  const tried: string[] = [];
  const way = (name: 'byId' | 'byExternalId' | 'byPhoneNumber') => async (id: string) => {
    tried.push(name);
    return ways[name]?.(id);
  };
  const finVoice: FinVoice = {
    register: () => Promise.reject(new Error('nothing is to be registered')),
    byId: way('byId'),
    byExternalId: way('byExternalId'),
    byPhoneNumber: way('byPhoneNumber'),
    byConversation: async (id) => {
      tried.push('byConversation');
      return (await ways.byConversation?.(id)) ?? [];
    },
  };
  return { finVoice, tried };
}

const other = record({ id: '8', externalCallId: 'another call' });

describe('Intercom’s record of a call', () => {
  test('is found by its id with one question', async () => {
    const { finVoice, tried } = finVoiceWith({ byId: async () => record() });
    expect(await findRecord(finVoice, handedCall(), {})).toEqual(record());
    expect(tried).toEqual(['byId']);
  });

  test.each(['byExternalId', 'byPhoneNumber'] as const)('is found %s when its id leads nowhere', async (way) => {
    const { finVoice } = finVoiceWith({ [way]: async () => record() });
    expect(await findRecord(finVoice, handedCall(), {})).toEqual(record());
  });

  test('is found among those of its conversation, once that is known', async () => {
    const { finVoice } = finVoiceWith({ byConversation: async () => [other, record()] });
    expect(await findRecord(finVoice, handedCall({ conversationId: 'v1' }), {})).toEqual(record());
    expect(await findRecord(finVoice, handedCall(), {})).toBeUndefined();
  });

  test('is never that of another call of the same caller', async () => {
    const ways = { byPhoneNumber: async () => other, byConversation: async () => [other] };
    const { finVoice, tried } = finVoiceWith(ways);
    expect(await findRecord(finVoice, handedCall({ conversationId: 'v1', finVoiceId: undefined }), {})).toBeUndefined();
    expect(tried).toEqual(['byExternalId', 'byPhoneNumber', 'byConversation']);
  });

  const failure = (code: IntercomErrorCode) =>
    new IntercomError({ code, message: 'no', retryable: false, mayHaveHappened: false });

  test.each(['intercom_refused', 'intercom_forbidden'] as const)(
    'may still come when Intercom refuses to look by number or conversation (%s), and not when it refuses an id',
    async (code) => {
      const refuse = () => Promise.reject(failure(code));
      const { finVoice, tried } = finVoiceWith({ byPhoneNumber: refuse, byConversation: refuse });
      expect(await findRecord(finVoice, handedCall({ conversationId: 'v1' }), {})).toBeUndefined();
      expect(tried).toEqual(['byId', 'byExternalId', 'byPhoneNumber', 'byConversation']);
      const { finVoice: closed } = finVoiceWith({ byExternalId: refuse });
      await expect(findRecord(closed, handedCall(), {})).rejects.toMatchObject({ code });
    },
  );

  test.each(['byExternalId', 'byPhoneNumber', 'byConversation'] as const)(
    'is not said to be missing when Intercom does not answer %s',
    async (way) => {
      const error = failure('intercom_down');
      const { finVoice } = finVoiceWith({ [way]: () => Promise.reject(error) });
      await expect(findRecord(finVoice, handedCall({ conversationId: 'v1' }), {})).rejects.toBe(error);
    },
  );
});
