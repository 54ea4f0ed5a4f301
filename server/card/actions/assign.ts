import type { Action, Outcome } from '../../../canvas/view.ts';
import type { Assignee, Conversation } from '../../intercom/types.ts';
import type { CardContext } from '../context.ts';
import type { Attempt } from './attempt.ts';
import { carryOut } from './carry-out.ts';
import { conversationFacts, doubtChanged } from './doubt-changed.ts';

/** Hands the conversation over, as the teammate who clicked. */
export async function assign(
  to: Extract<Action, { name: 'assign' }>['to'],
  attempt: Attempt,
  context: CardContext,
): Promise<Outcome> {
  const { client, sending, upstream } = context;
  const { conversationId, viewerId: adminId } = attempt;
  const assignee: Assignee = to.type === 'viewer' ? { type: 'admin', id: adminId } : to;
  const send = async () => {
    const after = await client.conversations.assign({ conversationId, adminId, assignee }, sending);
    if (assignee.type !== 'nobody' || after.teamAssigneeId === undefined) return;
    // A conversation can be a teammate's and a team's at once, and each is taken off by itself.
    await client.conversations.assign({ conversationId, adminId, assignee: { type: 'team', id: NOBODY_ID } }, sending);
  };
  const outcome = await carryOut(
    {
      send,
      isThere: async () => isAssigned(await client.conversations.get(conversationId, upstream), assignee),
      done: outcomeOf(assignee),
    },
    attempt,
    context,
  );
  return doubtChanged(outcome, conversationFacts(conversationId, context), context);
}

/** Intercom's id for "nobody". Source: REST reference, manage a conversation. */
const NOBODY_ID = '0';

function isAssigned(conversation: Conversation, assignee: Assignee): boolean {
  if (assignee.type === 'admin') return conversation.adminAssigneeId === assignee.id;
  if (assignee.type === 'team') return conversation.teamAssigneeId === assignee.id;
  return conversation.adminAssigneeId === undefined && conversation.teamAssigneeId === undefined;
}

function outcomeOf(assignee: Assignee): Outcome {
  if (assignee.type === 'nobody') return { ok: true, did: 'unassigned' };
  const { id } = assignee;
  return { ok: true, did: 'assigned', assignee: assignee.type === 'admin' ? { teammateId: id } : { teamId: id } };
}
