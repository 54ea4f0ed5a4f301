/** Calls and Fin Voice records, as Intercom writes them. */
import { z } from 'zod';
import { readIntent } from './found-text.ts';
import { readTranscriptItems } from './transcript.ts';
import type { Call, FinVoiceCall } from './types.ts';
import { asked, id, maybe, maybeId, maybeText, maybeTime, word } from './wire.ts';

const transcript = z.unknown().optional().transform(readTranscriptItems);

export const call: z.ZodType<Call> = z
  .object({
    id,
    conversation_id: maybeId,
    admin_id: maybeId,
    contact_id: maybeId,
    state: word,
    direction: word,
    call_type: word,
    ended_reason: maybeText,
    phone: maybeText,
    initiated_at: maybeTime,
    answered_at: maybeTime,
    ended_at: maybeTime,
    recording_url: maybeText,
    transcription_url: maybeText,
    transcript,
  })
  .transform((wire) => ({
    id: wire.id,
    conversationId: wire.conversation_id,
    adminId: wire.admin_id,
    contactId: wire.contact_id,
    state: wire.state,
    direction: wire.direction,
    callType: wire.call_type,
    endedReason: wire.ended_reason,
    phone: wire.phone,
    initiatedAtMs: wire.initiated_at,
    answeredAtMs: wire.answered_at,
    endedAtMs: wire.ended_at,
    hasRecording: wire.recording_url !== undefined,
    hasTranscript: wire.transcription_url !== undefined || wire.transcript.length > 0,
    transcript: wire.transcript,
  }));
export const callList = z.object({ data: asked(call) }).transform((list) => list.data);

const intents = maybe(z.array(z.unknown())).transform((items) =>
  (items ?? []).flatMap((item) => readIntent(item) ?? []),
);

export const finVoiceCall: z.ZodType<FinVoiceCall> = z
  .object({
    id,
    status: word,
    user_phone_number: maybeText,
    external_call_id: maybeId,
    intercom_call_id: maybeId,
    intercom_conversation_id: maybeId,
    call_summary: maybeText,
    intent: intents,
    call_transcript: transcript,
  })
  .transform((wire) => ({
    id: wire.id,
    status: wire.status,
    userPhoneNumber: wire.user_phone_number,
    externalCallId: wire.external_call_id,
    intercomCallId: wire.intercom_call_id,
    conversationId: wire.intercom_conversation_id,
    summary: wire.call_summary,
    intents: wire.intent,
    transcript: wire.call_transcript,
  }));
/** The only list that Intercom answers without an envelope. */
export const finVoiceCalls = asked(finVoiceCall);
