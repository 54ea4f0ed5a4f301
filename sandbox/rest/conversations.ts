import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { announceConversation } from '../changes/announce-conversation.ts';
import { conversationField, withInclusiveBounds } from '../search/conversation-fields.ts';
import { compileQuery } from '../search/filter.ts';
import { paginate, readPageRequest } from '../search/paginate.ts';
import type { ConversationState } from '../state/conversation.ts';
import { touch } from '../state/touch.ts';
import type { WorkspaceState } from '../state/workspace.ts';
import { readBody } from './read-body.ts';
import { needConversation, nowMs, type RestContext } from './rest-context.ts';
import { type BodyFormat, conversationListItemWire, conversationWire } from './wire/conversation.ts';

const PAGE = { usual: 20, maximum: 150 };

const searchSchema = z.object({ query: z.unknown(), pagination: z.unknown().optional() });

const updateSchema = z.object({
  read: z.boolean().optional(),
  title: z.string().optional(),
  custom_attributes: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  company_id: z.string().optional(),
});

type ByConversation = { Params: { conversationId: string }; Querystring: { display_as?: string } };

/** `display_as=plaintext` gives bodies without HTML. */
export function bodyFormat(query: { display_as?: string }): BodyFormat {
  return query.display_as === 'plaintext' ? 'plaintext' : 'html';
}

export function conversationRoutes(rest: FastifyInstance, { state, callerOf }: RestContext): void {
  const list = (workspace: WorkspaceState, found: readonly ConversationState[], page: unknown) => {
    const { items, pages } = paginate(found, readPageRequest(page, PAGE));
    const conversations = items.map((conversation) => conversationListItemWire(workspace, conversation));
    return { type: 'conversation.list', conversations, total_count: found.length, pages };
  };

  rest.get('/conversations', async (request) => {
    const { workspace } = callerOf(request);
    return list(workspace, newestFirst([...workspace.conversations.values()]), request.query);
  });

  rest.get<ByConversation>('/conversations/:conversationId', async (request) => {
    const { workspace } = callerOf(request);
    const conversation = needConversation(workspace, request.params.conversationId);
    return conversationWire(workspace, conversation, bodyFormat(request.query));
  });

  // In the order they were made: Intercom promises none, so nobody may rely on the newest being first.
  rest.post('/conversations/search', async (request) => {
    const { workspace } = callerOf(request);
    const { query, pagination } = readBody(searchSchema, request.body);
    const matches = compileQuery(withInclusiveBounds(query), conversationField);
    return list(workspace, [...workspace.conversations.values()].filter(matches), pagination);
  });

  rest.put<ByConversation>('/conversations/:conversationId', async (request) => {
    const { workspace } = callerOf(request);
    const conversation = needConversation(workspace, request.params.conversationId);
    const change = readBody(updateSchema, request.body);
    const before = { read: conversation.read, companyId: conversation.companyId };
    conversation.read = change.read ?? conversation.read;
    conversation.title = change.title ?? conversation.title;
    conversation.companyId = change.company_id ?? conversation.companyId;
    conversation.customAttributes = { ...conversation.customAttributes, ...change.custom_attributes };
    touch(conversation, nowMs(state));
    // Intercom has no topic for a new title and for attributes.
    if (conversation.read && !before.read) announceConversation(state, workspace, 'conversation.read', conversation);
    if (conversation.companyId !== before.companyId) {
      announceConversation(state, workspace, 'conversation.company.updated', conversation);
    }
    return conversationWire(workspace, conversation, bodyFormat(request.query));
  });
}

export function newestFirst(conversations: ConversationState[]): ConversationState[] {
  return conversations.sort((a, b) => b.updatedAtMs - a.updatedAtMs || b.id.localeCompare(a.id));
}
