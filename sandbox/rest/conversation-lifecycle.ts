import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  attachParticipant,
  authorOf,
  deleteConversation,
  detachParticipant,
  startConversation,
} from '../changes/conversations.ts';
import { byTeammate } from '../state/admin.ts';
import { asHtml } from './plain-text.ts';
import { idSchema, readBody } from './read-body.ts';
import { needAdmin, needContact, needConversation, type RestContext } from './rest-context.ts';
import { RestError } from './rest-error.ts';
import { conversationWire } from './wire/conversation.ts';
import { seconds } from './wire/seconds.ts';

const createSchema = z.object({
  from: z.object({ type: z.enum(['lead', 'user', 'contact']), id: z.string() }),
  body: z.string().min(1),
  subject: z.string().optional(),
});
const attachSchema = z.object({ admin_id: idSchema, customer: z.object({ intercom_user_id: idSchema }) });
const detachSchema = z.object({ admin_id: idSchema });

type ByConversation = { Params: { conversationId: string } };

/** Beginning and deleting conversations, and who takes part in them. */
export function conversationLifecycleRoutes(rest: FastifyInstance, { state, callerOf }: RestContext): void {
  rest.post('/conversations', async (request) => {
    const { workspace } = callerOf(request);
    const { from, body, subject } = readBody(createSchema, request.body);
    const contact = needContact(workspace, from.id);
    const conversation = startConversation(state, workspace, {
      contact,
      by: authorOf(contact),
      sourceType: 'conversation',
      bodyHtml: asHtml(body),
      ...(subject === undefined ? {} : { subject }),
    });
    return {
      type: 'user_message',
      id: conversation.source.id,
      created_at: seconds(conversation.createdAtMs),
      body,
      message_type: 'inapp',
      conversation_id: conversation.id,
    };
  });

  rest.delete<ByConversation>('/conversations/:conversationId', async (request) => {
    const { workspace } = callerOf(request);
    const conversation = needConversation(workspace, request.params.conversationId);
    deleteConversation({ state, workspace, conversation });
    return { id: conversation.id, object: 'conversation', deleted: true };
  });

  rest.post<ByConversation>('/conversations/:conversationId/customers', async (request) => {
    const { workspace } = callerOf(request);
    const conversation = needConversation(workspace, request.params.conversationId);
    const { admin_id: adminId, customer } = readBody(attachSchema, request.body);
    const contact = needContact(workspace, customer.intercom_user_id);
    attachParticipant({ state, workspace, conversation }, contact, byTeammate(needAdmin(workspace, adminId)));
    return conversationWire(workspace, conversation);
  });

  rest.delete<{ Params: { conversationId: string; contactId: string } }>(
    '/conversations/:conversationId/customers/:contactId',
    async (request) => {
      const { workspace } = callerOf(request);
      const conversation = needConversation(workspace, request.params.conversationId);
      const author = byTeammate(needAdmin(workspace, readBody(detachSchema, request.body).admin_id));
      const contact = needContact(workspace, request.params.contactId);
      if (!conversation.contactIds.includes(contact.id)) throw new RestError(404, 'not_found', 'User Not Found');
      if (conversation.contactIds.length === 1) {
        throw new RestError(422, 'parameter_invalid', 'Removing the last customer is not allowed');
      }
      detachParticipant({ state, workspace, conversation }, contact, author);
      return conversationWire(workspace, conversation);
    },
  );
}
