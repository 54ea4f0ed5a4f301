import type { HandedCall } from '../../db/caller-ports.ts';
import type { IntercomClient } from '../intercom/intercom-client.ts';
import type { CallOptions, FinVoiceCall } from '../intercom/types.ts';

/**
 * Intercom's record of a call, by whatever it may be found by: Intercom's id, the phone system's, the number, the
 * conversation. Undefined: Fin has not taken the call yet. Rejects with `IntercomError` when that cannot be told.
 */
export async function findRecord(
  finVoice: IntercomClient['finVoice'],
  { finVoiceId, externalCallId, phoneE164, conversationId }: HandedCall,
  options: CallOptions,
): Promise<FinVoiceCall | undefined> {
  // By number and by conversation Intercom may answer with another call.
  const isOurs = (record: FinVoiceCall | undefined) =>
    record !== undefined && (record.externalCallId === externalCallId || record.id === finVoiceId);
  const byId = finVoiceId === undefined ? undefined : await finVoice.byId(finVoiceId, options);
  const record = byId ?? (await finVoice.byExternalId(externalCallId, options));
  if (record !== undefined) return record;
  const byNumber = await finVoice.byPhoneNumber(phoneE164, options);
  if (isOurs(byNumber) || conversationId === undefined) return isOurs(byNumber) ? byNumber : undefined;
  return (await finVoice.byConversation(conversationId, options)).find(isOurs);
}
