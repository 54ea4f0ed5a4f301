import { escapeHtml } from '../html.ts';
import { nowMs } from '../rest/rest-context.ts';
import { callWire } from '../rest/wire/call.ts';
import { announce } from '../state/announce.ts';
import type { CallState } from '../state/call.ts';
import { answerSentence, CALL_LOG_PART, endingSentence, operatorOf } from '../state/call-log.ts';
import type { ContactState } from '../state/contact.ts';
import { displayName } from '../state/contact.ts';
import type { AuthorState } from '../state/conversation.ts';
import { nextId } from '../state/next-id.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { touch } from '../state/touch.ts';
import type { WorkspaceState } from '../state/workspace.ts';
import { addPart, authorOf, type ConversationPlace, startConversation } from './conversations.ts';

/** How a call ends: after it was answered, or without. */
export const ENDINGS = ['answered', 'missed', 'declined', 'abandoned', 'deflected', 'voicemail', 'no_answer'] as const;

export type Ending = (typeof ENDINGS)[number];

/** Lets a phone ring, in a conversation of its own. */
export function startCall(
  state: SandboxState,
  workspace: WorkspaceState,
  started: {
    contact: ContactState;
    phone: string | undefined;
    teammate: AuthorState;
    direction: 'inbound' | 'outbound';
  },
): CallState {
  const { contact, phone, teammate, direction } = started;
  const isInbound = direction === 'inbound';
  const conversation = startConversation(state, workspace, {
    contact,
    by: isInbound ? authorOf(contact) : teammate,
    sourceType: 'phone_call',
    title: `Call with ${displayName(contact)}`,
  });
  const call: CallState = {
    id: nextId(workspace, 'call'),
    conversationId: conversation.id,
    adminId: isInbound ? undefined : teammate.id,
    contactId: contact.id,
    state: 'ringing',
    direction,
    endedReason: undefined,
    phone,
    initiatedAtMs: nowMs(state),
    answeredAtMs: undefined,
    endedAtMs: undefined,
    updatedAtMs: nowMs(state),
    hasRecording: false,
    transcript: [],
    hasFinLeg: false,
  };
  workspace.calls.set(call.id, call);
  announce(state, workspace, 'call.started', callWire(call));
  return call;
}

/** A ringing call is taken. Intercom has no topic for that. */
export function answerCall(state: SandboxState, workspace: WorkspaceState, call: CallState, adminId: string): void {
  call.state = 'in_progress';
  call.adminId ??= adminId;
  call.answeredAtMs = nowMs(state);
  const conversation = changed(state, workspace, call);
  if (conversation === undefined) return;
  conversation.adminAssigneeId ??= call.adminId;
  log({ state, workspace, conversation }, answerSentence(workspace, call));
}

/** Ends a call. What was recorded is there at once, which at Intercom takes a while. */
export function endCall(
  state: SandboxState,
  workspace: WorkspaceState,
  call: CallState,
  { ending, recorded, adminId }: { ending: Ending; recorded: boolean; adminId: string },
): void {
  call.state = 'completed';
  call.endedReason = ending;
  call.endedAtMs = nowMs(state);
  if (ending === 'voicemail') call.answeredAtMs ??= call.initiatedAtMs;
  const conversation = changed(state, workspace, call);
  if (conversation !== undefined) {
    log({ state, workspace, conversation }, endingSentence(workspace, { endedReason: ending, adminId }));
  }
  announce(state, workspace, 'call.ended', callWire(call));
  if (!recorded) return;
  call.hasRecording = true;
  announce(state, workspace, 'call.recording_available', callWire(call));
  call.transcript = [
    { atSeconds: 0, speaker: ending === 'voicemail' ? 'Voicemail' : 'Teammate', text: 'Hello, how can I help you?' },
    { atSeconds: 4, speaker: 'Caller', text: 'I call about my last invoice.' },
  ];
  announce(state, workspace, 'call.transcription_available', callWire(call));
}

/** Intercom has no topic for its call log. */
function log(place: ConversationPlace, sentence: string | undefined): void {
  if (sentence === undefined) return;
  const bodyHtml = `<p>${escapeHtml(sentence)}</p>`;
  addPart(place, { author: operatorOf(place.workspace), partType: CALL_LOG_PART, bodyHtml });
}

function changed(state: SandboxState, workspace: WorkspaceState, call: CallState) {
  call.updatedAtMs = nowMs(state);
  const conversation = workspace.conversations.get(call.conversationId ?? '');
  if (conversation !== undefined) touch(conversation, nowMs(state));
  return conversation;
}
