import type { ConversationState } from '../state/conversation.ts';
import type { FieldLookup, Operator, SearchField } from './filter.ts';

const TEXT: readonly Operator[] = ['=', '!=', 'IN', 'NIN', '~', '!~', '^', '$'];
const CHOICE: readonly Operator[] = ['=', '!=', 'IN', 'NIN'];
const NUMBER: readonly Operator[] = ['=', '!=', 'IN', 'NIN', '<', '<=', '>', '>='];

type Field = SearchField<ConversationState>;

const text = (read: Field['read']): Field => ({ operators: TEXT, read });
const choice = (read: Field['read']): Field => ({ operators: CHOICE, read });

const time = (read: (conversation: ConversationState) => number | undefined): Field => ({
  operators: NUMBER,
  read: (conversation) => {
    const ms = read(conversation);
    return ms === undefined ? undefined : Math.floor(ms / 1000);
  },
});

const FIELDS: Readonly<Record<string, Field>> = {
  id: choice((conversation) => conversation.id),
  created_at: time((conversation) => conversation.createdAtMs),
  updated_at: time((conversation) => conversation.updatedAtMs),
  waiting_since: time((conversation) => conversation.waitingSinceMs),
  snoozed_until: time((conversation) => conversation.snoozedUntilMs),
  title: text((conversation) => conversation.title),
  state: choice((conversation) => conversation.state),
  open: choice((conversation) => conversation.state !== 'closed'),
  read: choice((conversation) => conversation.read),
  priority: choice((conversation) => conversation.priority),
  contact_ids: choice((conversation) => conversation.contactIds),
  tag_ids: choice((conversation) => conversation.tags.map(({ tagId }) => tagId)),
  admin_assignee_id: choice((conversation) => conversation.adminAssigneeId ?? '0'),
  team_assignee_id: choice((conversation) => conversation.teamAssigneeId ?? '0'),
  teammate_ids: choice((conversation) =>
    conversation.parts.filter(({ author }) => author.type === 'admin').map(({ author }) => author.id),
  ),
  'source.id': choice((conversation) => conversation.source.id),
  'source.type': choice((conversation) => conversation.source.type),
  'source.delivered_as': choice((conversation) => conversation.source.deliveredAs),
  'source.subject': text((conversation) => conversation.source.subject),
  'source.body': text((conversation) => conversation.source.bodyHtml),
  'source.author.id': choice((conversation) => conversation.source.author.id),
  'source.author.type': choice((conversation) => conversation.source.author.type),
  'source.author.name': text((conversation) => conversation.source.author.name),
  'source.author.email': text((conversation) => conversation.source.author.email),
  ai_agent_participated: choice((conversation) => conversation.aiAgent !== undefined),
  'ai_agent.resolution_state': choice((conversation) => conversation.aiAgent?.resolutionState),
  'ai_agent.last_answer_type': choice((conversation) => conversation.aiAgent?.lastAnswerType),
  'ai_agent.source_type': choice((conversation) => conversation.aiAgent?.sourceType),
  'ai_agent.source_title': text((conversation) => conversation.aiAgent?.sourceTitle),
};

const INCLUSIVE: Readonly<Partial<Record<Operator, Operator>>> = { '>': '>=', '<': '<=' };

/** The fields `POST /conversations/search` knows. */
export const conversationField: FieldLookup<ConversationState> = (name) =>
  Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;

/** In this search `>` means at least and `<` at most: the query rewritten so. */
export function withInclusiveBounds(query: unknown): unknown {
  if (Array.isArray(query)) return query.map(withInclusiveBounds);
  if (typeof query !== 'object' || query === null) return query;
  const { operator, value, ...rest } = query as { operator?: unknown; value?: unknown };
  const nested = operator === 'AND' || operator === 'OR';
  return {
    ...rest,
    operator: INCLUSIVE[operator as Operator] ?? operator,
    value: nested ? withInclusiveBounds(value) : value,
  };
}
