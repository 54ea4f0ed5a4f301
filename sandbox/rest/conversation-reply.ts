import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ContactState } from '../state/contact.ts';
import { type AuthorState, appendPart, type ConversationState } from '../state/conversation.ts';
import type { WorkspaceState } from '../state/workspace.ts';
import { bodyFormat } from './conversations.ts';
import { asHtml } from './plain-text.ts';
import { idSchema, readBody, secondsSchema } from './read-body.ts';
import { needAdmin, needConversation, nowMs, type RestContext } from './rest-context.ts';
import { RestError } from './rest-error.ts';
import { conversationWire } from './wire/conversation.ts';

const kindSchema = z.object({ type: z.enum(['admin', 'user']) });

const adminReplySchema = z.object({
  message_type: z.enum(['comment', 'note', 'quick_reply']),
  type: z.literal('admin'),
  admin_id: idSchema,
  body: z.string().min(1),
  created_at: secondsSchema.optional(),
  skip_notifications: z.boolean().optional(),
});

const contactReplySchema = z.object({
  message_type: z.literal('comment'),
  type: z.literal('user'),
  body: z.string().min(1),
  created_at: secondsSchema.optional(),
  intercom_user_id: idSchema.optional(),
  user_id: z.string().optional(),
  email: z.string().optional(),
});

/** `POST /conversations/{id}/reply`: internal notes, but also what the customer reads. */
export function conversationReplyRoute(rest: FastifyInstance, { state, callerOf }: RestContext): void {
  rest.post<{ Params: { conversationId: string }; Querystring: { display_as?: string } }>(
    '/conversations/:conversationId/reply',
    async (request) => {
      const { workspace } = callerOf(request);
      const atMs = nowMs(state);
      const conversation = needConversation(workspace, request.params.conversationId);
      const { type } = readBody(kindSchema, request.body);
      if (type === 'admin') adminReply(workspace, conversation, readBody(adminReplySchema, request.body), atMs);
      else contactReply(workspace, conversation, readBody(contactReplySchema, request.body), atMs);
      return conversationWire(workspace, conversation, bodyFormat(request.query));
    },
  );
}

function adminReply(
  workspace: WorkspaceState,
  conversation: ConversationState,
  reply: z.output<typeof adminReplySchema>,
  atMs: number,
): void {
  const { id, name, email } = needAdmin(workspace, reply.admin_id);
  const author: AuthorState = { type: 'admin', id, name, email, fromAiAgent: false };
  if (reply.message_type !== 'note') conversation.waitingSinceMs = undefined;
  addReply(workspace, conversation, { author, partType: reply.message_type, reply, atMs });
}

/** A customer who answers a closed or snoozed conversation opens it again. */
function contactReply(
  workspace: WorkspaceState,
  conversation: ConversationState,
  reply: z.output<typeof contactReplySchema>,
  atMs: number,
): void {
  const isSender = (contact: ContactState) =>
    contact.id === reply.intercom_user_id ||
    (reply.user_id !== undefined && contact.externalId === reply.user_id) ||
    (reply.email !== undefined && contact.email === reply.email);
  const contact = conversation.contactIds.flatMap((id) => workspace.contacts.get(id) ?? []).find(isSender);
  if (contact === undefined) throw new RestError(404, 'not_found', 'User Not Found');
  const partType = conversation.state === 'open' ? 'comment' : 'open';
  conversation.state = 'open';
  conversation.snoozedUntilMs = undefined;
  conversation.read = false;
  conversation.waitingSinceMs ??= atMs;
  contact.lastRepliedAtMs = atMs;
  const { role, id, name, email } = contact;
  addReply(workspace, conversation, {
    author: { type: role, id, name, email, fromAiAgent: false },
    partType,
    reply,
    atMs,
  });
}

function addReply(
  workspace: WorkspaceState,
  conversation: ConversationState,
  added: {
    author: AuthorState;
    partType: string;
    reply: { body: string; created_at?: number | undefined };
    atMs: number;
  },
): void {
  const { author, partType, reply, atMs } = added;
  const createdAtMs = reply.created_at === undefined ? atMs : reply.created_at * 1000;
  appendPart(
    workspace,
    conversation,
    { author, partType, bodyHtml: asHtml(reply.body), createdAtMs, assignedTo: undefined },
    atMs,
  );
}
