import type { AuthorState, ConversationState, PartState } from '../../state/conversation.ts';
import type { WorkspaceState } from '../../state/workspace.ts';
import { plainText } from '../plain-text.ts';
import { companyWire } from './company.ts';
import { contactReferenceWire } from './contact.ts';
import { seconds, secondsOrNull } from './seconds.ts';
import { appliedTagWire } from './tag.ts';

/** A conversation carries its newest parts, never more than this many. */
const MAX_PARTS = 500;

export type BodyFormat = 'html' | 'plaintext';

const asBody = (html: string, format: BodyFormat) => (format === 'plaintext' ? plainText(html) : html);

function partAuthorWire(author: AuthorState) {
  const { type, id, name, email, fromAiAgent } = author;
  return {
    type,
    id,
    name: name ?? null,
    ...(email === undefined ? {} : { email }),
    from_ai_agent: fromAiAgent,
    is_ai_answer: fromAiAgent,
  };
}

function partWire(part: PartState, format: BodyFormat) {
  return {
    type: 'conversation_part',
    id: part.id,
    part_type: part.partType,
    body: part.bodyHtml === undefined ? null : asBody(part.bodyHtml, format),
    created_at: seconds(part.createdAtMs),
    updated_at: seconds(part.createdAtMs),
    notified_at: seconds(part.createdAtMs),
    assigned_to: part.assignedTo ?? null,
    author: partAuthorWire(part.author),
    attachments: [],
    external_id: null,
    redacted: false,
    email_message_metadata: null,
    metadata: {},
    state: part.state,
    tags: [],
    app_package_code: null,
  };
}

function aiAgentWire(agent: NonNullable<ConversationState['aiAgent']>) {
  return {
    source_type: agent.sourceType,
    source_title: agent.sourceTitle,
    last_answer_type: agent.lastAnswerType ?? null,
    resolution_state: agent.resolutionState ?? null,
    rating: null,
    rating_remark: null,
    created_at: seconds(agent.createdAtMs),
    updated_at: seconds(agent.updatedAtMs),
    content_sources: { type: 'content_source.list', total_count: 0, content_sources: [] },
  };
}

const channelOf = (sourceType: string) =>
  sourceType === 'email' ? 'email' : sourceType === 'conversation' ? 'messenger' : undefined;

/** Schema `conversation_list_item`: a conversation without its parts. Nobody assigned is 0. */
export function conversationListItemWire(
  workspace: WorkspaceState,
  conversation: ConversationState,
  format: BodyFormat = 'html',
) {
  const { source, companyId, aiAgent } = conversation;
  const company = companyId === undefined ? undefined : workspace.companies.get(companyId);
  const channel = channelOf(source.type);
  const contacts = conversation.contactIds.flatMap((id) => workspace.contacts.get(id) ?? []);
  const teammateIds = [
    ...new Set(conversation.parts.filter((part) => part.author.type === 'admin').map((part) => part.author.id)),
  ];
  const { type, id, name, email } = source.author;
  return {
    type: 'conversation',
    id: conversation.id,
    title: conversation.title ?? null,
    created_at: seconds(conversation.createdAtMs),
    updated_at: seconds(conversation.updatedAtMs),
    waiting_since: secondsOrNull(conversation.waitingSinceMs),
    snoozed_until: secondsOrNull(conversation.snoozedUntilMs),
    open: conversation.state !== 'closed',
    state: conversation.state,
    read: conversation.read,
    priority: conversation.priority,
    admin_assignee_id: Number(conversation.adminAssigneeId ?? 0),
    team_assignee_id: Number(conversation.teamAssigneeId ?? 0),
    company: company === undefined ? null : companyWire(workspace, company),
    tags: { type: 'tag.list', tags: conversation.tags.map((applied) => appliedTagWire(workspace, applied)) },
    conversation_rating: null,
    source: {
      type: source.type,
      id: source.id,
      delivered_as: source.deliveredAs,
      subject: asBody(source.subject, format),
      body: asBody(source.bodyHtml, format),
      author: { type, id, name: name ?? null, email: email ?? null },
      attachments: [],
      url: null,
      redacted: false,
    },
    contacts: { type: 'contact.list', contacts: contacts.map(contactReferenceWire) },
    teammates: { type: 'admin.list', teammates: teammateIds.map((teammateId) => ({ type: 'admin', id: teammateId })) },
    custom_attributes: conversation.customAttributes,
    first_contact_reply: null,
    sla_applied: null,
    statistics: null,
    linked_objects: { type: 'list', data: [], total_count: 0, has_more: false },
    ai_agent_participated: aiAgent !== undefined,
    ai_agent: aiAgent === undefined ? null : aiAgentWire(aiAgent),
    channel: channel === undefined ? null : { initial: channel, current: channel },
  };
}

/** Schema `conversation`: with its newest parts, or with those that are given. */
export function conversationWire(
  workspace: WorkspaceState,
  conversation: ConversationState,
  format: BodyFormat = 'html',
  parts: readonly PartState[] = conversation.parts,
) {
  return {
    ...conversationListItemWire(workspace, conversation, format),
    conversation_parts: {
      type: 'conversation_part.list',
      conversation_parts: parts.slice(-MAX_PARTS).map((part) => partWire(part, format)),
      total_count: parts.length,
    },
  };
}
