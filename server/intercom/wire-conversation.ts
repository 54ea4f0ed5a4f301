/** Conversations and their parts, as Intercom writes them. */
import { z } from 'zod';
import type { Conversation, ConversationAuthor, ConversationPart, Page } from './types.ts';
import {
  asked,
  embedded,
  flag,
  id,
  maybe,
  maybeAssigneeId,
  maybeId,
  maybeSeconds,
  maybeText,
  pageOf,
  paging,
  word,
} from './wire.ts';
import { namedTag } from './wire-people.ts';

const author: z.ZodType<ConversationAuthor> = z
  .object({ type: word, id: maybeId, name: maybeText, email: maybeText, from_ai_agent: flag })
  .transform(({ type, id: authorId, name, email, from_ai_agent: fromAiAgent }) => ({
    type,
    id: authorId,
    name,
    email,
    fromAiAgent: fromAiAgent ? true : undefined,
  }));

const part: z.ZodType<ConversationPart> = z
  .object({
    id,
    part_type: word,
    body: maybeText,
    author: maybe(author),
    created_at: maybeSeconds,
    assigned_to: maybe(z.object({ type: word, id: maybeAssigneeId })),
  })
  .transform((wire) => ({
    id: wire.id,
    partType: wire.part_type,
    body: wire.body,
    author: wire.author,
    createdAtMs: wire.created_at,
    assignedTo: assigneeOf(wire.assigned_to),
  }));

function assigneeOf(wire: { type: string; id: string | undefined } | undefined) {
  return wire?.id === undefined ? undefined : { type: wire.type, id: wire.id };
}

const source = z
  .object({ type: word, subject: maybeText, body: maybeText, author: maybe(author) })
  .transform((wire) => ({ type: wire.type, subject: wire.subject, body: wire.body, author: wire.author }));

/** Also reads the items of a search, which have no parts. */
export const conversation: z.ZodType<Conversation> = z
  .object({
    id,
    title: maybeText,
    state: word,
    created_at: maybeSeconds,
    updated_at: maybeSeconds,
    source: maybe(source),
    admin_assignee_id: maybeAssigneeId,
    team_assignee_id: maybeAssigneeId,
    tags: maybe(z.object({ tags: embedded(namedTag) })),
    contacts: maybe(z.object({ contacts: embedded(z.object({ id })) })),
    conversation_parts: maybe(z.object({ conversation_parts: embedded(part) })),
    ai_agent_participated: flag,
    ai_agent: maybe(z.object({ resolution_state: maybeText })),
  })
  .transform((wire) => ({
    id: wire.id,
    title: wire.title,
    state: wire.state,
    createdAtMs: wire.created_at,
    updatedAtMs: wire.updated_at,
    source: wire.source,
    adminAssigneeId: wire.admin_assignee_id,
    teamAssigneeId: wire.team_assignee_id,
    tags: wire.tags?.tags ?? [],
    contactIds: wire.contacts?.contacts.map((contact) => contact.id) ?? [],
    parts: wire.conversation_parts?.conversation_parts ?? [],
    finParticipated: wire.ai_agent_participated,
    finResolutionState: wire.ai_agent?.resolution_state,
  }));

export const conversationPage: z.ZodType<Page<Conversation>> = z
  .object({ conversations: asked(conversation), ...paging })
  .transform((list) => pageOf(list.conversations, list));
