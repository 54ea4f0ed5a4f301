import { nowMs } from '../rest/rest-context.ts';
import { announce } from '../state/announce.ts';
import type { ContactState } from '../state/contact.ts';
import { type AuthorState, appendPart, type ConversationState, type PartState } from '../state/conversation.ts';
import { nextId } from '../state/next-id.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { touch } from '../state/touch.ts';
import type { WorkspaceState } from '../state/workspace.ts';
import { announceConversation, announceParticipant, announceTagged } from './announce-conversation.ts';

export interface ConversationPlace {
  state: SandboxState;
  workspace: WorkspaceState;
  conversation: ConversationState;
}

export function authorOf(contact: ContactState): AuthorState {
  const { role, id, name, email } = contact;
  return { type: role, id, name, email, fromAiAgent: false };
}

/** Appends a part that happened now. */
export function addPart(
  { state, workspace, conversation }: ConversationPlace,
  part: Pick<PartState, 'author' | 'partType'> & Partial<PartState>,
): PartState {
  const atMs = nowMs(state);
  const { author, partType, bodyHtml, assignedTo, createdAtMs = atMs } = part;
  return appendPart(workspace, conversation, { author, partType, bodyHtml, assignedTo, createdAtMs }, atMs);
}

/** Begins a conversation: with a message, or as the place of a phone call. */
export function startConversation(
  state: SandboxState,
  workspace: WorkspaceState,
  begun: {
    contact: ContactState;
    by: AuthorState;
    sourceType: string;
    title?: string;
    bodyHtml?: string;
    subject?: string;
  },
): ConversationState {
  const { contact, by, sourceType, title, bodyHtml = '', subject = '' } = begun;
  const atMs = nowMs(state);
  const byAdmin = by.type === 'admin';
  const conversation: ConversationState = {
    id: nextId(workspace, 'conversation'),
    title,
    state: 'open',
    read: false,
    priority: 'none',
    source: {
      id: nextId(workspace, 'message'),
      type: sourceType,
      deliveredAs: byAdmin ? 'admin_initiated' : 'customer_initiated',
      subject,
      bodyHtml,
      author: by,
    },
    contactIds: [contact.id],
    adminAssigneeId: undefined,
    teamAssigneeId: undefined,
    companyId: contact.companyIds[0],
    tags: [],
    parts: [],
    createdAtMs: atMs,
    updatedAtMs: atMs,
    waitingSinceMs: byAdmin ? undefined : atMs,
    snoozedUntilMs: undefined,
    aiAgent: undefined,
    customAttributes: {},
  };
  workspace.conversations.set(conversation.id, conversation);
  const topic = byAdmin ? 'conversation.admin.single.created' : 'conversation.user.created';
  announceConversation(state, workspace, topic, conversation);
  return conversation;
}

export function deleteConversation({ state, workspace, conversation }: ConversationPlace): void {
  workspace.conversations.delete(conversation.id);
  for (const [id, call] of workspace.calls) if (call.conversationId === conversation.id) workspace.calls.delete(id);
  announce(state, workspace, 'conversation.deleted', { type: 'conversation', conversation_id: conversation.id });
}

/** Puts a tag on a conversation. One that is there already stays as it is. */
export function tagConversation(
  { state, workspace, conversation }: ConversationPlace,
  tag: { tagId: string; adminId: string },
) {
  const there = conversation.tags.find(({ tagId }) => tagId === tag.tagId);
  if (there !== undefined) return there;
  const applied = { ...tag, appliedAtMs: nowMs(state) };
  conversation.tags.push(applied);
  touch(conversation, nowMs(state));
  announceTagged(state, workspace, conversation, tag.tagId);
  return applied;
}

/** Adds somebody to a conversation; who is in it already stays. */
export function attachParticipant(place: ConversationPlace, contact: ContactState, author: AuthorState): void {
  const { state, workspace, conversation } = place;
  if (conversation.contactIds.includes(contact.id)) return;
  conversation.contactIds.push(contact.id);
  const part = addPart(place, { author, partType: 'participant_added' });
  announceParticipant(state, workspace, 'conversation.contact.attached', { conversation, contact, part });
}

export function detachParticipant(place: ConversationPlace, contact: ContactState, author: AuthorState): void {
  const { state, workspace, conversation } = place;
  conversation.contactIds = conversation.contactIds.filter((id) => id !== contact.id);
  const part = addPart(place, { author, partType: 'participant_removed' });
  announceParticipant(state, workspace, 'conversation.contact.detached', { conversation, contact, part });
}
