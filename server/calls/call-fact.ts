import type { CallFact, FinVoiceFact } from '../../canvas/facts.ts';
import { readPhoneNumber } from '../callers/phone-number.ts';
import type { ReadingCountry } from '../callers/reading-country.ts';
import type { Call, FinVoiceCall } from '../intercom/types.ts';
import { callEnding } from './call-ending.ts';

/** Reads numbers without a country code in this country. */
export function callFactIn({ country, isGuess }: ReadingCountry): (call: Call) => CallFact {
  return (call) => ({
    id: call.id,
    direction: call.direction,
    state: call.state,
    endedReason: call.endedReason,
    outcome: callEnding(call, []).outcome,
    phone: readPhoneNumber(call.phone, country, { isGuess }),
    teammateId: call.adminId,
    initiatedAtMs: call.initiatedAtMs,
    answeredAtMs: call.answeredAtMs,
    endedAtMs: call.endedAtMs,
    hasRecording: call.hasRecording,
    hasTranscript: call.hasTranscript,
    transcript: call.transcript,
  });
}

export function finVoiceFact(record: FinVoiceCall): FinVoiceFact {
  return {
    id: record.id,
    status: record.status,
    summary: record.summary,
    intents: record.intents,
    callId: record.intercomCallId,
    transcript: record.transcript,
  };
}

/** Newest first; a call that does not say when it began comes last. */
export function newestFirst(calls: readonly Call[]): Call[] {
  const began = (call: Call) => call.initiatedAtMs ?? call.answeredAtMs ?? call.endedAtMs ?? 0;
  return [...calls].sort((a, b) => began(b) - began(a));
}
