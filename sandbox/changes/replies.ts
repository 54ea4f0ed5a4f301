import { FIN } from '../data/story.ts';
import { nowMs } from '../rest/rest-context.ts';
import type { ContactState } from '../state/contact.ts';
import type { AuthorState, PartState } from '../state/conversation.ts';
import { touch } from '../state/touch.ts';
import { announceConversation } from './announce-conversation.ts';
import { announceUpdated } from './contacts.ts';
import { addPart, authorOf, type ConversationPlace } from './conversations.ts';

export interface Reply {
  bodyHtml: string;
  /** When it was written, if that was not now. */
  createdAtMs?: number | undefined;
}

export function teammateReply(
  place: ConversationPlace,
  author: AuthorState,
  partType: string,
  reply: Reply,
): PartState {
  const { state, workspace, conversation } = place;
  if (partType !== 'note') conversation.waitingSinceMs = undefined;
  const part = addPart(place, { author, partType, ...reply });
  const topic = partType === 'note' ? 'conversation.admin.noted' : 'conversation.admin.replied';
  announceConversation(state, workspace, topic, conversation, part);
  return part;
}

/** A customer who answers a closed or snoozed conversation opens it again. */
export function customerReply(place: ConversationPlace, contact: ContactState, reply: Reply): PartState {
  const { state, workspace, conversation } = place;
  const partType = conversation.state === 'open' ? 'comment' : 'open';
  conversation.state = 'open';
  conversation.snoozedUntilMs = undefined;
  conversation.read = false;
  conversation.waitingSinceMs ??= nowMs(state);
  contact.lastRepliedAtMs = nowMs(state);
  touch(contact, nowMs(state));
  const part = addPart(place, { author: authorOf(contact), partType, ...reply });
  announceConversation(state, workspace, 'conversation.user.replied', conversation, part);
  announceUpdated(state, workspace, contact);
  return part;
}

export function finReply(place: ConversationPlace, reply: Reply): PartState {
  const { state, workspace, conversation } = place;
  const part = addPart(place, { author: FIN, partType: 'comment', ...reply });
  announceConversation(state, workspace, 'conversation.operator.replied', conversation, part);
  return part;
}
