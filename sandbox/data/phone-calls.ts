import type { CallState, TranscriptLineState } from '../state/call.ts';
import type { ContactState } from '../state/contact.ts';
import type { ConversationState } from '../state/conversation.ts';
import { nextId } from '../state/next-id.ts';
import { callLog } from './call-log.ts';
import { addConversation, FIN, type PlannedConversation, type Story } from './story.ts';

export type CallOutcome =
  | 'answered'
  | 'missed'
  | 'declined'
  | 'abandoned'
  | 'deflected'
  | 'voicemail'
  | 'no_answer'
  | 'in_progress'
  | 'ringing';

export interface PlannedCall {
  outcome: CallOutcome;
  direction?: 'inbound' | 'outbound';
  /** From answer to hang-up; also the length of a voicemail. */
  talkSeconds?: number;
  ringSeconds?: number;
  adminId?: string;
  phone?: string;
  recorded?: boolean;
  transcript?: [atSeconds: number, speaker: string, text: string][];
  finLeg?: boolean;
  summaryHtml?: string;
  /** What the call log says, if not just how it was answered or ended. */
  log?: [atSeconds: number, sentence: string][];
}

const transcriptLines = (lines: PlannedCall['transcript']): TranscriptLineState[] =>
  (lines ?? []).map(([atSeconds, speaker, text]) => ({ atSeconds, speaker, text }));

/** A phone conversation together with its call, and Fin's summary when there is one. */
export function addPhoneCall(
  story: Story,
  contact: ContactState,
  call: PlannedCall,
  conversation: Omit<PlannedConversation, 'contacts' | 'source'>,
): { conversation: ConversationState; call: CallState } {
  const startedAtMs = story.minutesAgo(conversation.startedMinutesAgo);
  const connected = call.outcome === 'answered' || call.outcome === 'in_progress' || call.outcome === 'voicemail';
  const ended = call.outcome !== 'in_progress' && call.outcome !== 'ringing';
  const ringMs = (call.ringSeconds ?? 12) * 1000;
  const endedAtMs = startedAtMs + ringMs + (call.talkSeconds ?? 0) * 1000;
  const summary = call.summaryHtml;
  const endedMinutesAgo = conversation.startedMinutesAgo - (endedAtMs - startedAtMs) / 60_000;
  const parts = [...(conversation.parts ?? [])];
  if (summary !== undefined) {
    parts.unshift({ by: FIN, type: 'call_summary', bodyHtml: summary, minutesAgo: endedMinutesAgo });
  }
  const adminId = call.adminId;
  const logged = callLog(story, call, conversation.startedMinutesAgo);
  const added = addConversation(story, {
    ...conversation,
    contacts: [contact],
    source: 'phone_call',
    parts: [...logged, ...parts].toSorted((a, b) => b.minutesAgo - a.minutesAgo),
    ...(adminId !== undefined && conversation.adminId === undefined ? { adminId } : {}),
  });
  const state: CallState = {
    id: nextId(story.workspace, 'call'),
    conversationId: added.id,
    adminId,
    contactId: contact.id,
    state: ended ? 'completed' : call.outcome,
    direction: call.direction ?? 'inbound',
    endedReason: ended ? call.outcome : undefined,
    phone: call.phone ?? contact.phone,
    initiatedAtMs: startedAtMs,
    answeredAtMs: connected ? startedAtMs + ringMs : undefined,
    endedAtMs: ended ? endedAtMs : undefined,
    updatedAtMs: ended ? endedAtMs : connected ? startedAtMs + ringMs : startedAtMs,
    hasRecording: call.recorded ?? false,
    transcript: transcriptLines(call.transcript),
    hasFinLeg: call.finLeg ?? false,
  };
  story.workspace.calls.set(state.id, state);
  added.updatedAtMs = Math.max(added.updatedAtMs, state.endedAtMs ?? startedAtMs + ringMs);
  return { conversation: added, call: state };
}
