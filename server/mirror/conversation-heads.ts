import type { ConversationHead } from '../../canvas/facts.ts';
import type { IntercomClient } from '../intercom/intercom-client.ts';
import { stripHtml } from '../intercom/strip-html.ts';
import type { CallOptions, SearchFilter } from '../intercom/types.ts';
import type { ConversationState } from '../webhooks/change.ts';
import { conversationState } from '../webhooks/conversation-state.ts';

/** The most that Intercom gives a page. Source: REST reference, conversation search. */
const PAGE = 150;
/** As many as are read of a contact: two pages. */
export const MOST_HEADS = 2 * PAGE;
const RECENT_MS = 90 * 24 * 3600_000;

/**
 * The heads of a contact's conversations, newest first. Intercom's search has no documented order, so the newest of more
 * than a page can only be found by asking for recent ones.
 */
export async function readConversationHeads(
  client: IntercomClient,
  query: { contactId: string; nowMs: number },
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
    .map((one) => conversationHead(conversationState(one)))
    .sort((a, b) => (b.updatedAtMs ?? 0) - (a.updatedAtMs ?? 0));
}

/** Whether there may be conversations of the contact that are not among these. */
export function mayBeCut(heads: readonly ConversationHead[]): boolean {
  return heads.length >= PAGE;
}

/** What cards show of a conversation in a list. */
export function conversationHead(conversation: ConversationState): ConversationHead {
  return {
    id: conversation.id,
    state: conversation.state,
    sourceType: conversation.source?.type,
    subject: subjectOf(conversation),
    updatedAtMs: conversation.updatedAtMs,
    teammateId: conversation.adminAssigneeId,
    teamId: conversation.teamAssigneeId,
  };
}

/** The title, else the subject, else its first words. Search answers carry HTML. */
function subjectOf({ title, source }: ConversationState): string | undefined {
  return [title, source?.subject, source?.body].map((text) => text && stripHtml(text)).find(Boolean) || undefined;
}
