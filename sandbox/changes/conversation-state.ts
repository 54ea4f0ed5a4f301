import type { AuthorState, PartState } from '../state/conversation.ts';
import { announceConversation } from './announce-conversation.ts';
import { addPart, type ConversationPlace } from './conversations.ts';

/** Whom a conversation is given to, or taken from when nobody is named. */
export interface Assignment {
  to: 'admin' | 'team';
  /** Undefined: nobody. */
  assigneeId: string | undefined;
}

export function closeConversation(place: ConversationPlace, author: AuthorState, bodyHtml?: string): void {
  const { conversation } = place;
  conversation.state = 'closed';
  conversation.snoozedUntilMs = undefined;
  conversation.waitingSinceMs = undefined;
  tell(place, 'conversation.admin.closed', addPart(place, { author, partType: 'close', bodyHtml }));
}

export function openConversation(place: ConversationPlace, author: AuthorState): void {
  const { conversation } = place;
  const wasSnoozed = conversation.state === 'snoozed';
  conversation.state = 'open';
  conversation.snoozedUntilMs = undefined;
  const topic = wasSnoozed ? 'conversation.admin.unsnoozed' : 'conversation.admin.opened';
  tell(place, topic, addPart(place, { author, partType: 'open' }));
}

export function snoozeConversation(place: ConversationPlace, author: AuthorState, untilMs: number): void {
  const { conversation } = place;
  conversation.state = 'snoozed';
  conversation.snoozedUntilMs = untilMs;
  tell(place, 'conversation.admin.snoozed', addPart(place, { author, partType: 'snoozed' }));
}

/** Opens it too. Giving a conversation to a team takes it from the teammate who had it. */
export function assignConversation(
  place: ConversationPlace,
  author: AuthorState,
  { to, assigneeId }: Assignment,
  bodyHtml?: string,
): void {
  const { conversation } = place;
  const wasOpen = conversation.state === 'open';
  if (to === 'admin') conversation.adminAssigneeId = assigneeId;
  else {
    conversation.teamAssigneeId = assigneeId;
    if (assigneeId !== undefined) conversation.adminAssigneeId = undefined;
  }
  conversation.state = 'open';
  conversation.snoozedUntilMs = undefined;
  const part = addPart(place, {
    author,
    partType: wasOpen ? 'assignment' : 'assign_and_reopen',
    bodyHtml,
    assignedTo: assigneeId === undefined ? undefined : { type: to, id: assigneeId },
  });
  tell(place, wasOpen ? 'conversation.admin.assigned' : 'conversation.admin.open.assigned', part);
}

function tell(
  { state, workspace, conversation }: ConversationPlace,
  topic: Parameters<typeof announceConversation>[2],
  part: PartState,
): void {
  announceConversation(state, workspace, topic, conversation, part);
}
