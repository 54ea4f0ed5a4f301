import type { Action, Outcome } from '../../../canvas/view.ts';
import type { Assignee, Conversation } from '../../intercom/types.ts';
import type { CardContext } from '../context.ts';
import type { Attempt } from './attempt.ts';
import { afterFailure, lookedUp } from './read-back.ts';

/** Hands the conversation over; what it may have done before is looked up first. */
export async function assign(
  to: Extract<Action, { name: 'assign' }>['to'],
  attempt: Attempt,
  context: CardContext,
): Promise<Outcome> {
  const { client, sending } = context;
  const { conversationId, viewerId } = attempt;
  const assignee: Assignee = to.type === 'viewer' ? { type: 'admin', id: viewerId } : to;
  const isThere = (conversation: Conversation) => isAssigned(conversation, assignee);
  const name = assigneeName(assignee, attempt, context);
  const done = async (): Promise<Outcome> =>
    assignee.type === 'nobody'
      ? { ok: true, did: 'unassigned', what: '' }
      : {
          ok: true,
          did: 'assigned',
          what: await name,
          assignee: assignee.type === 'admin' ? { teammateId: assignee.id } : { teamId: assignee.id },
        };
  if (attempt.again) {
    const found = await lookedUp(context, conversationId, isThere);
    if (found === 'unknown') return { ok: false, why: 'unknown' };
    if (found === 'yes') return done();
  }
  try {
    await client.conversations.assign({ conversationId, adminId: viewerId, assignee }, sending);
    return await done();
  } catch (error) {
    return afterFailure(error, context, conversationId, isThere, await done());
  }
}

function isAssigned(conversation: Conversation, assignee: Assignee): boolean {
  if (assignee.type === 'admin') return conversation.adminAssigneeId === assignee.id;
  if (assignee.type === 'team') return conversation.teamAssigneeId === assignee.id;
  return conversation.adminAssigneeId === undefined;
}

/** Names are read while Intercom works; one that cannot be had is no reason to fail. */
async function assigneeName(assignee: Assignee, attempt: Attempt, context: CardContext): Promise<string> {
  if (assignee.type === 'nobody') return '';
  if (assignee.id === attempt.viewerId && attempt.viewerName !== undefined) return attempt.viewerName;
  try {
    const directory = await context.directories.of(context.workspace, context.client);
    const names = assignee.type === 'admin' ? directory.teammates : directory.teams;
    return names.get(assignee.id)?.name ?? assignee.id;
  } catch {
    return assignee.id;
  }
}
