import { contactWire } from '../rest/wire/contact.ts';
import { conversationWire } from '../rest/wire/conversation.ts';
import { announce } from '../state/announce.ts';
import type { ContactState } from '../state/contact.ts';
import type { ConversationState, PartState } from '../state/conversation.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { WorkspaceState } from '../state/workspace.ts';
import type { Topic } from '../webhooks/topics.ts';

/** Tells of a change of a conversation: the conversation with texts as plain text, and only the part that did it. */
export function announceConversation(
  state: SandboxState,
  workspace: WorkspaceState,
  topic: Topic,
  conversation: ConversationState,
  part?: PartState,
): void {
  announce(state, workspace, topic, conversationItem(workspace, conversation, part));
}

/** The tags that were just put on stand beside all the others. */
export function announceTagged(
  state: SandboxState,
  workspace: WorkspaceState,
  conversation: ConversationState,
  tagId: string,
): void {
  const tag = { type: 'tag', id: tagId, name: workspace.tags.get(tagId)?.name ?? '' };
  announce(state, workspace, 'conversation_part.tag.created', {
    ...conversationItem(workspace, conversation, conversation.parts.at(-1)),
    tags_added: { type: 'tag.list', tags: [tag] },
  });
}

/** Somebody joined or left: the notification has the two side by side. */
export function announceParticipant(
  state: SandboxState,
  workspace: WorkspaceState,
  topic: 'conversation.contact.attached' | 'conversation.contact.detached',
  { conversation, contact, part }: { conversation: ConversationState; contact: ContactState; part: PartState },
): void {
  announce(state, workspace, topic, {
    conversation: conversationItem(workspace, conversation, part),
    contact: contactWire(workspace, contact),
  });
}

function conversationItem(workspace: WorkspaceState, conversation: ConversationState, part: PartState | undefined) {
  return conversationWire(workspace, conversation, 'plaintext', part === undefined ? [] : [part]);
}
