import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type AuthorState, appendPart, type ConversationState } from '../state/conversation.ts';
import type { WorkspaceState } from '../state/workspace.ts';
import { bodyFormat } from './conversations.ts';
import { asHtml } from './plain-text.ts';
import { idSchema, readBody, secondsSchema } from './read-body.ts';
import { needAdmin, needConversation, nowMs, type RestContext } from './rest-context.ts';
import { RestError } from './rest-error.ts';
import { conversationWire } from './wire/conversation.ts';

/** The four bodies this operation takes; a note is none of them. */
const partSchema = z.discriminatedUnion('message_type', [
  z.object({
    message_type: z.literal('close'),
    type: z.literal('admin'),
    admin_id: idSchema,
    body: z.string().optional(),
  }),
  z.object({ message_type: z.literal('open'), admin_id: idSchema }),
  z.object({ message_type: z.literal('snoozed'), admin_id: idSchema, snoozed_until: secondsSchema }),
  z.object({
    message_type: z.literal('assignment'),
    type: z.enum(['admin', 'team']),
    admin_id: idSchema,
    assignee_id: idSchema,
    body: z.string().optional(),
  }),
]);

type Assignment = Extract<z.output<typeof partSchema>, { message_type: 'assignment' }>;

/** `POST /conversations/{id}/parts`: close, open, snooze, assign. */
export function conversationPartsRoute(rest: FastifyInstance, { state, callerOf }: RestContext): void {
  rest.post<{ Params: { conversationId: string }; Querystring: { display_as?: string } }>(
    '/conversations/:conversationId/parts',
    async (request) => {
      const { workspace } = callerOf(request);
      const atMs = nowMs(state);
      const conversation = needConversation(workspace, request.params.conversationId);
      const part = readBody(partSchema, request.body);
      const { id, name, email } = needAdmin(workspace, part.admin_id);
      const author: AuthorState = { type: 'admin', id, name, email, fromAiAgent: false };
      const body = 'body' in part ? part.body : undefined;
      const add = (partType: string, assignedTo?: { type: 'admin' | 'team'; id: string }) =>
        appendPart(
          workspace,
          conversation,
          { author, partType, bodyHtml: body === undefined ? undefined : asHtml(body), assignedTo, createdAtMs: atMs },
          atMs,
        );
      switch (part.message_type) {
        case 'close':
          conversation.state = 'closed';
          conversation.snoozedUntilMs = undefined;
          conversation.waitingSinceMs = undefined;
          add('close');
          break;
        case 'open':
          conversation.state = 'open';
          conversation.snoozedUntilMs = undefined;
          add('open');
          break;
        case 'snoozed':
          if (part.snoozed_until * 1000 <= atMs) {
            const message = 'snoozed_until must be in the future';
            throw new RestError(400, 'parameter_invalid', message, { field: 'snoozed_until' });
          }
          conversation.state = 'snoozed';
          conversation.snoozedUntilMs = part.snoozed_until * 1000;
          add('snoozed');
          break;
        case 'assignment': {
          const wasOpen = conversation.state === 'open';
          const assignedTo = assign(workspace, conversation, part);
          conversation.state = 'open';
          conversation.snoozedUntilMs = undefined;
          add(wasOpen ? 'assignment' : 'assign_and_reopen', assignedTo);
        }
      }
      return conversationWire(workspace, conversation, bodyFormat(request.query));
    },
  );
}

/** Assignee 0 is nobody. Giving a conversation to a team takes it from the teammate who had it. */
function assign(
  workspace: WorkspaceState,
  conversation: ConversationState,
  { type, assignee_id: assigneeId }: Assignment,
): { type: 'admin' | 'team'; id: string } | undefined {
  if (assigneeId === '0') {
    if (type === 'admin') conversation.adminAssigneeId = undefined;
    else conversation.teamAssigneeId = undefined;
    return undefined;
  }
  const exists = type === 'admin' ? workspace.admins.has(assigneeId) : workspace.teams.has(assigneeId);
  if (!exists) throw new RestError(404, 'assignee_not_found', 'Assignee not found');
  if (type === 'admin') {
    conversation.adminAssigneeId = assigneeId;
  } else {
    conversation.teamAssigneeId = assigneeId;
    conversation.adminAssigneeId = undefined;
  }
  return { type, id: assigneeId };
}
