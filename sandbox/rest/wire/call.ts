import type { CallState, TranscriptLineState } from '../../state/call.ts';
import { seconds } from './seconds.ts';

/** Intercom's own address, whatever host was asked: the sandbox keeps the shape, nobody follows it. */
const API_URL = 'https://api.intercom.io';

const link = (present: boolean, callId: string, what: 'recording' | 'transcript') =>
  present ? `${API_URL}/calls/${callId}/${what}` : null;

const time = (name: string, ms: number | undefined) => (ms === undefined ? {} : { [name]: seconds(ms) });

/** Schema `call`. A time that has not come yet is left out: the description does not allow null there. */
export function callWire(call: CallState) {
  const hasTranscript = call.transcript.length > 0;
  return {
    type: 'call',
    id: call.id,
    conversation_id: call.conversationId ?? null,
    admin_id: call.adminId ?? null,
    contact_id: call.contactId ?? null,
    state: call.state,
    initiated_at: seconds(call.initiatedAtMs),
    ...time('answered_at', call.answeredAtMs),
    ...time('ended_at', call.endedAtMs),
    created_at: seconds(call.initiatedAtMs),
    updated_at: seconds(call.updatedAtMs),
    recording_url: link(call.hasRecording, call.id, 'recording'),
    transcription_url: link(hasTranscript, call.id, 'transcript'),
    call_type: 'phone',
    direction: call.direction,
    ended_reason: call.endedReason ?? null,
    phone: call.phone ?? null,
    fin_recording_url: link(call.hasFinLeg && call.hasRecording, call.id, 'recording'),
    fin_transcription_url: link(call.hasFinLeg && hasTranscript, call.id, 'transcript'),
  };
}

/** An item of `POST /calls/search`; without a transcript Intercom answers one empty object. */
export function callWithTranscriptWire(call: CallState) {
  const hasTranscript = call.transcript.length > 0;
  return {
    ...callWire(call),
    transcript: hasTranscript ? call.transcript.map(transcriptLineWire) : [{}],
    transcript_status: hasTranscript ? 'completed' : null,
  };
}

/** Intercom documents an object and nothing more; these keys are this sandbox's guess. */
export function transcriptLineWire(line: TranscriptLineState) {
  return { start_time: line.atSeconds, speaker: line.speaker, text: line.text };
}

/** The text of `GET /calls/{id}/transcript`, a line for each turn. */
export function transcriptText(call: CallState): string {
  return call.transcript.map((line) => `[${clock(line.atSeconds)}] ${line.speaker}: "${line.text}"`).join('\n');
}

function clock(totalSeconds: number): string {
  const parts = [Math.floor(totalSeconds / 3600), Math.floor(totalSeconds / 60) % 60, totalSeconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
