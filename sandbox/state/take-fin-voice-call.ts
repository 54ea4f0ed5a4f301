import type { CallState } from './call.ts';
import type { ContactState } from './contact.ts';
import { newContact, visibleContacts } from './contact.ts';
import type { ConversationState } from './conversation.ts';
import type { FinVoiceCallState } from './fin-voice-call.ts';
import { formattedPhone } from './formatted-phone.ts';
import { nextId } from './next-id.ts';
import { touch } from './touch.ts';
import type { WorkspaceState } from './workspace.ts';

export interface FinVoiceProgress {
  /** `in-progress`, or a resolution state, which ends the call. */
  status: string;
  summary?: string | undefined;
  intents?: readonly string[] | undefined;
}

/** What came of Fin getting on with a call, for whoever tells of it. */
export interface FinVoiceHappenings {
  /** Made because nobody had the number. */
  newLead: ContactState | undefined;
  /** Both are made when Fin takes the call. */
  newConversation: ConversationState | undefined;
  startedCall: CallState | undefined;
  endedCall: CallState | undefined;
}

/**
 * Lets Fin get on with a registered call. The first time it is matched to a phone conversation of whoever has that
 * number, a new lead if nobody has; from then on it can be read through the API.
 */
export function takeFinVoiceCall(
  workspace: WorkspaceState,
  finCall: FinVoiceCallState,
  progress: FinVoiceProgress,
  nowMs: number,
): FinVoiceHappenings {
  const happened: FinVoiceHappenings = {
    newLead: undefined,
    newConversation: undefined,
    startedCall: undefined,
    endedCall: undefined,
  };
  if (finCall.intercomCallId === undefined) {
    const known = callerOf(workspace, finCall.phoneNumber);
    const contact = known ?? newLead(workspace, finCall.phoneNumber, nowMs);
    const conversation = phoneConversation(workspace, contact, nowMs);
    const call = phoneCall(workspace, { contact, conversation, phone: finCall.phoneNumber, nowMs });
    if (known === undefined) happened.newLead = contact;
    happened.newConversation = conversation;
    happened.startedCall = call;
    finCall.conversationId = conversation.id;
    finCall.intercomCallId = call.id;
  }
  finCall.status = progress.status;
  finCall.summary = (progress.summary ?? finCall.summary).slice(0, 256);
  finCall.intents = [...(progress.intents ?? finCall.intents)];
  const ended = progress.status !== 'in-progress';
  const conversation = workspace.conversations.get(finCall.conversationId ?? '');
  if (conversation?.aiAgent !== undefined) {
    conversation.aiAgent.resolutionState = ended ? progress.status : undefined;
    conversation.aiAgent.updatedAtMs = nowMs;
    touch(conversation, nowMs);
  }
  const call = workspace.calls.get(finCall.intercomCallId);
  if (call === undefined || !ended || call.endedAtMs !== undefined) return happened;
  call.state = 'completed';
  call.endedReason = 'answered';
  call.endedAtMs = nowMs;
  call.updatedAtMs = nowMs;
  return { ...happened, endedCall: call };
}

/** The contact who has this number, E.164. */
export function callerOf(workspace: WorkspaceState, phoneNumber: string): ContactState | undefined {
  return visibleContacts(workspace).find((contact) => formattedPhone(workspace, contact.phone) === phoneNumber);
}

function newLead(workspace: WorkspaceState, phoneNumber: string, nowMs: number): ContactState {
  const lead = newContact(nextId(workspace, 'contact'), nowMs);
  lead.role = 'lead';
  lead.phone = phoneNumber;
  workspace.contacts.set(lead.id, lead);
  return lead;
}

function phoneConversation(workspace: WorkspaceState, contact: ContactState, nowMs: number): ConversationState {
  const conversation: ConversationState = {
    id: nextId(workspace, 'conversation'),
    title: `Call with ${contact.name ?? contact.phone}`,
    state: 'open',
    read: false,
    priority: 'none',
    source: {
      id: nextId(workspace, 'message'),
      type: 'phone_call',
      deliveredAs: 'customer_initiated',
      subject: '',
      bodyHtml: '',
      author: { type: contact.role, id: contact.id, name: contact.name, email: contact.email, fromAiAgent: false },
    },
    contactIds: [contact.id],
    adminAssigneeId: undefined,
    teamAssigneeId: undefined,
    companyId: contact.companyIds[0],
    tags: [],
    parts: [],
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    waitingSinceMs: undefined,
    snoozedUntilMs: undefined,
    aiAgent: {
      sourceType: 'workflow',
      sourceTitle: 'Phone',
      lastAnswerType: undefined,
      resolutionState: undefined,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    },
    customAttributes: {},
  };
  workspace.conversations.set(conversation.id, conversation);
  return conversation;
}

function phoneCall(
  workspace: WorkspaceState,
  facts: { contact: ContactState; conversation: ConversationState; phone: string; nowMs: number },
): CallState {
  const call: CallState = {
    id: nextId(workspace, 'call'),
    conversationId: facts.conversation.id,
    adminId: undefined,
    contactId: facts.contact.id,
    state: 'in_progress',
    direction: 'inbound',
    endedReason: undefined,
    phone: facts.phone,
    initiatedAtMs: facts.nowMs,
    answeredAtMs: facts.nowMs,
    endedAtMs: undefined,
    updatedAtMs: facts.nowMs,
    hasRecording: false,
    transcript: [],
    hasFinLeg: true,
  };
  workspace.calls.set(call.id, call);
  return call;
}
