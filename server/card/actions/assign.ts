import type { Action, Outcome } from '../../../canvas/view.ts';
import type { Assignee, Conversation } from '../../intercom/types.ts';
import type { CardContext } from '../context.ts';
import type { Attempt } from './attempt.ts';
import { carryOut } from './carry-out.ts';

/** Hands the conversation over, as the teammate who clicked. */
export async function assign(
  to: Extract<Action, { name: 'assign' }>['to'],
  attempt: Attempt,
  { client, sending, upstream }: CardContext,
): Promise<Outcome> {
  const { conversationId, viewerId } = attempt;
  const assignee: Assignee = to.type === 'viewer' ? { type: 'admin', id: viewerId } : to;
  return carryOut(
    {
      send: () => client.conversations.assign({ conversationId, adminId: viewerId, assignee }, sending),
      isThere: async () => isAssigned(await client.conversations.get(conversationId, upstream), assignee),
      on: 'conversation',
      done: outcomeOf(assignee),
    },
    attempt,
  );
}

function isAssigned(conversation: Conversation, assignee: Assignee): boolean {
  if (assignee.type === 'admin') return conversation.adminAssigneeId === assignee.id;
  if (assignee.type === 'team') return conversation.teamAssigneeId === assignee.id;
  return conversation.adminAssigneeId === undefined;
}

function outcomeOf(assignee: Assignee): Outcome {
  if (assignee.type === 'nobody') return { ok: true, did: 'unassigned' };
  const { id } = assignee;
  return { ok: true, did: 'assigned', assignee: assignee.type === 'admin' ? { teammateId: id } : { teamId: id } };
}
