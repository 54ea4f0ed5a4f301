import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  type Assignment,
  assignConversation,
  closeConversation,
  openConversation,
  snoozeConversation,
} from '../changes/conversation-state.ts';
import { byTeammate } from '../state/admin.ts';
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

type Part = z.output<typeof partSchema>;

/** `POST /conversations/{id}/parts`: close, open, snooze, assign. */
export function conversationPartsRoute(rest: FastifyInstance, { state, callerOf }: RestContext): void {
  rest.post<{ Params: { conversationId: string }; Querystring: { display_as?: string } }>(
    '/conversations/:conversationId/parts',
    async (request) => {
      const { workspace } = callerOf(request);
      const conversation = needConversation(workspace, request.params.conversationId);
      const part = readBody(partSchema, request.body);
      const author = byTeammate(needAdmin(workspace, part.admin_id));
      const place = { state, workspace, conversation };
      const bodyHtml = 'body' in part && part.body !== undefined ? asHtml(part.body) : undefined;
      switch (part.message_type) {
        case 'close':
          closeConversation(place, author, bodyHtml);
          break;
        case 'open':
          openConversation(place, author);
          break;
        case 'snoozed':
          snoozeConversation(place, author, untilMs(part.snoozed_until, nowMs(state)));
          break;
        case 'assignment':
          assignConversation(place, author, assignee(workspace, part), bodyHtml);
      }
      return conversationWire(workspace, conversation, bodyFormat(request.query));
    },
  );
}

function untilMs(seconds: number, atMs: number): number {
  if (seconds * 1000 > atMs) return seconds * 1000;
  const message = 'snoozed_until must be in the future';
  throw new RestError(400, 'parameter_invalid', message, { field: 'snoozed_until' });
}

/** Assignee 0 is nobody. */
function assignee(
  workspace: WorkspaceState,
  { type, assignee_id: id }: Part & { message_type: 'assignment' },
): Assignment {
  if (id === '0') return { to: type, assigneeId: undefined };
  const exists = type === 'admin' ? workspace.admins.has(id) : workspace.teams.has(id);
  if (!exists) throw new RestError(404, 'assignee_not_found', 'Assignee not found');
  return { to: type, assigneeId: id };
}
