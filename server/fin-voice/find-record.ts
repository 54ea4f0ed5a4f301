import type { HandedCall } from '../../db/caller-ports.ts';
import { IntercomError, type IntercomErrorCode } from '../intercom/errors.ts';
import type { IntercomClient } from '../intercom/intercom-client.ts';
import type { CallOptions, FinVoiceCall } from '../intercom/types.ts';

/**
 * Intercom's record of a call, by whatever it may be found by: Intercom's id, the phone system's, the number, the
 * conversation. Undefined: Fin has not taken the call yet. Rejects with `IntercomError` when that cannot be told. Only the
 * ids have to be answered: a number that Intercom does not take, say, is no reason to give the call up.
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
  const byNumber = await unlessRefused(finVoice.byPhoneNumber(phoneE164, options));
  if (isOurs(byNumber) || conversationId === undefined) return isOurs(byNumber) ? byNumber : undefined;
  return (await unlessRefused(finVoice.byConversation(conversationId, options)))?.find(isOurs);
}

async function unlessRefused<T>(asking: Promise<T>): Promise<T | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof IntercomError && REFUSALS.has(error.code)) return undefined;
    throw error;
  }
}
const REFUSALS: ReadonlySet<IntercomErrorCode> = new Set(['intercom_refused', 'intercom_forbidden']);
