import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ConversationPlace } from '../changes/conversations.ts';
import { customerReply, type Reply, teammateReply } from '../changes/replies.ts';
import { byTeammate } from '../state/admin.ts';
import type { ContactState } from '../state/contact.ts';
import { bodyFormat } from './conversations.ts';
import { asHtml } from './plain-text.ts';
import { idSchema, readBody, secondsSchema } from './read-body.ts';
import { needAdmin, needConversation, type RestContext } from './rest-context.ts';
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
      const conversation = needConversation(workspace, request.params.conversationId);
      const place = { state, workspace, conversation };
      const { type } = readBody(kindSchema, request.body);
      if (type === 'admin') adminReply(place, readBody(adminReplySchema, request.body));
      else contactReply(place, readBody(contactReplySchema, request.body));
      return conversationWire(workspace, conversation, bodyFormat(request.query));
    },
  );
}

function adminReply(place: ConversationPlace, reply: z.output<typeof adminReplySchema>): void {
  const author = byTeammate(needAdmin(place.workspace, reply.admin_id));
  teammateReply(place, author, reply.message_type, written(reply));
}

function contactReply(place: ConversationPlace, reply: z.output<typeof contactReplySchema>): void {
  const { workspace, conversation } = place;
  const isSender = (contact: ContactState) =>
    contact.id === reply.intercom_user_id ||
    (reply.user_id !== undefined && contact.externalId === reply.user_id) ||
    (reply.email !== undefined && contact.email === reply.email);
  const contact = conversation.contactIds.flatMap((id) => workspace.contacts.get(id) ?? []).find(isSender);
  if (contact === undefined) throw new RestError(404, 'not_found', 'User Not Found');
  customerReply(place, contact, written(reply));
}

function written({ body, created_at: createdAt }: { body: string; created_at?: number | undefined }): Reply {
  return { bodyHtml: asHtml(body), ...(createdAt === undefined ? {} : { createdAtMs: createdAt * 1000 }) };
}
