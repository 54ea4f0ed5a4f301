import type { ConversationHead } from '../../canvas/facts.ts';
import type { IntercomClient } from '../intercom/intercom-client.ts';
import type { CallOptions, Conversation, SearchFilter } from '../intercom/types.ts';

/** The most that Intercom gives a page. Source: REST reference, conversation search. */
const PAGE = 150;
const RECENT_MS = 90 * 24 * 3600_000;

/**
 * A contact's conversations but for one, newest first. Intercom's search has no documented order, so the newest of more
 * than a page can only be found by asking for recent ones.
 */
export async function otherConversations(
  client: IntercomClient,
  query: { contactId: string; exceptId: string | undefined; nowMs: number },
  upstream: CallOptions,
): Promise<ConversationHead[]> {
  const ofContact: SearchFilter = { field: 'contact_ids', operator: '=', value: query.contactId };
  const first = await client.conversations.search(
    { query: { operator: 'AND', value: [ofContact] }, perPage: PAGE },
    upstream,
  );
  let found = first.items;
  if (first.nextCursor !== undefined) {
    const since: SearchFilter = {
      field: 'updated_at',
      operator: '>',
      value: Math.floor((query.nowMs - RECENT_MS) / 1000),
    };
    const recent = await client.conversations.search(
      { query: { operator: 'AND', value: [ofContact, since] }, perPage: PAGE },
      upstream,
    );
    found = [...new Map([...found, ...recent.items].map((one) => [one.id, one])).values()];
  }
  return found
    .filter((conversation) => conversation.id !== query.exceptId)
    .sort((a, b) => (b.updatedAtMs ?? 0) - (a.updatedAtMs ?? 0))
    .map(head);
}

function head(conversation: Conversation): ConversationHead {
  return {
    id: conversation.id,
    state: conversation.state,
    subject: subjectOf(conversation),
    updatedAtMs: conversation.updatedAtMs,
    teammateId: conversation.adminAssigneeId,
    teamId: conversation.teamAssigneeId,
  };
}

/** The title, else the subject, else its first words. Search answers carry HTML. */
function subjectOf(conversation: Conversation): string | undefined {
  const { title, source } = conversation;
  return [title, source?.subject, source?.body].map((text) => text && stripHtml(text)).find(Boolean) || undefined;
}

function stripHtml(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(nbsp|amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();
}

const ENTITIES: Record<string, string> = {
  '&nbsp;': ' ',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
