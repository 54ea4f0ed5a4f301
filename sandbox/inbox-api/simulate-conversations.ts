import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { closeConversation, openConversation, snoozeConversation } from '../changes/conversation-state.ts';
import { authorOf, deleteConversation, startConversation } from '../changes/conversations.ts';
import { customerReply, finReply } from '../changes/replies.ts';
import { asHtml } from '../rest/plain-text.ts';
import { nowMs } from '../rest/rest-context.ts';
import { byTeammate } from '../state/admin.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import {
  InboxError,
  inboxContact,
  inboxConversation,
  inboxTeammate,
  inboxWorkspace,
  readInboxBody,
} from './inbox-error.ts';

const DAY_MS = 86_400_000;

const text = z.string().trim().min(1, 'has nothing in it').max(10_000);
const stateSchema = z.strictObject({ state: z.enum(['open', 'closed', 'snoozed']), adminId: z.string() });
const messageSchema = z.strictObject({ text, from: z.enum(['customer', 'fin']).default('customer') });
const startSchema = z.strictObject({ contactId: z.string(), text });

type ByConversation = { Params: { workspaceId: string; conversationId: string } };

/** What teammates, customers and Fin do with conversations. */
export function conversationSimulationRoutes(api: FastifyInstance, { state }: { state: SandboxState }): void {
  const find = ({ workspaceId, conversationId }: ByConversation['Params']) => {
    const workspace = inboxWorkspace(state, workspaceId);
    return { state, workspace, conversation: inboxConversation(workspace, conversationId) };
  };

  api.put<ByConversation>('/:workspaceId/conversations/:conversationId/state', async (request) => {
    const place = find(request.params);
    const { state: wanted, adminId } = readInboxBody(stateSchema, request.body);
    const author = byTeammate(inboxTeammate(place.workspace, adminId));
    if (wanted === 'closed') closeConversation(place, author);
    else if (wanted === 'open') openConversation(place, author);
    else snoozeConversation(place, author, nowMs(state) + DAY_MS);
    return { conversationId: place.conversation.id, state: place.conversation.state };
  });

  api.post<ByConversation>('/:workspaceId/conversations/:conversationId/messages', async (request) => {
    const place = find(request.params);
    const message = readInboxBody(messageSchema, request.body);
    const reply = { bodyHtml: asHtml(message.text) };
    if (message.from === 'fin') return { partId: finReply(place, reply).id };
    const [contact] = place.conversation.contactIds.flatMap((id) => place.workspace.contacts.get(id) ?? []);
    if (contact === undefined) throw new InboxError(409, 'The contact of this conversation is gone.');
    return { partId: customerReply(place, contact, reply).id };
  });

  api.delete<ByConversation>('/:workspaceId/conversations/:conversationId', async (request) => {
    const place = find(request.params);
    deleteConversation(place);
    return { conversationId: place.conversation.id, deleted: true };
  });

  api.post<{ Params: { workspaceId: string } }>('/:workspaceId/conversations', async (request) => {
    const workspace = inboxWorkspace(state, request.params.workspaceId);
    const { contactId, text: written } = readInboxBody(startSchema, request.body);
    const contact = inboxContact(workspace, contactId);
    const begun = { contact, by: authorOf(contact), sourceType: 'conversation', bodyHtml: asHtml(written) };
    return { conversationId: startConversation(state, workspace, begun).id };
  });
}
