/** Conversations and their parts, as Intercom writes them. */
import { z } from 'zod';
import { asRecord } from './as-record.ts';
import type { Conversation, ConversationAuthor, ConversationPart, Page } from './types.ts';
import { asked, assigneeIdIn, idIn, listIn, pageOf, paging, readBy, secondsIn, textIn, wordIn } from './wire.ts';
import { readNamedTag } from './wire-people.ts';

/*
 * By functions rather than schemas: most notifications come with a conversation.
 */

function readAuthor(value: unknown): ConversationAuthor | undefined {
  const wire = asRecord(value);
  if (wire === undefined) return undefined;
  return {
    type: wordIn(wire.type),
    id: idIn(wire.id),
    name: textIn(wire.name),
    email: textIn(wire.email),
    fromAiAgent: wire.from_ai_agent === true ? true : undefined,
  };
}

function readPart(value: unknown): ConversationPart | undefined {
  const wire = asRecord(value);
  const id = idIn(wire?.id);
  if (wire === undefined || id === undefined) return undefined;
  return {
    id,
    partType: wordIn(wire.part_type),
    body: textIn(wire.body),
    author: readAuthor(wire.author),
    createdAtMs: secondsIn(wire.created_at),
    assignedTo: readAssignee(wire.assigned_to),
  };
}

function readAssignee(value: unknown): ConversationPart['assignedTo'] {
  const wire = asRecord(value);
  const id = assigneeIdIn(wire?.id);
  return id === undefined ? undefined : { type: wordIn(wire?.type), id };
}

function readSource(value: unknown): Conversation['source'] {
  const wire = asRecord(value);
  if (wire === undefined) return undefined;
  return {
    type: wordIn(wire.type),
    subject: textIn(wire.subject),
    body: textIn(wire.body),
    author: readAuthor(wire.author),
  };
}

/** Undefined for what is no conversation. Also reads the items of a search, which have no parts. */
export function readConversation(value: unknown): Conversation | undefined {
  const wire = asRecord(value);
  const id = idIn(wire?.id);
  if (wire === undefined || id === undefined) return undefined;
  return {
    id,
    title: textIn(wire.title),
    state: wordIn(wire.state),
    createdAtMs: secondsIn(wire.created_at),
    updatedAtMs: secondsIn(wire.updated_at),
    source: readSource(wire.source),
    adminAssigneeId: assigneeIdIn(wire.admin_assignee_id),
    teamAssigneeId: assigneeIdIn(wire.team_assignee_id),
    tags: listIn(asRecord(wire.tags)?.tags, readNamedTag),
    contactIds: listIn(asRecord(wire.contacts)?.contacts, (contact) => idIn(asRecord(contact)?.id)),
    parts: listIn(asRecord(wire.conversation_parts)?.conversation_parts, readPart),
    finParticipated: wire.ai_agent_participated === true,
    finResolutionState: textIn(asRecord(wire.ai_agent)?.resolution_state),
  };
}

export const conversation = readBy(readConversation);

export const conversationPage: z.ZodType<Page<Conversation>> = z
  .object({ conversations: asked(conversation), ...paging })
  .transform((list) => pageOf(list.conversations, list));
