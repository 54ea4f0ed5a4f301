import type { IntercomClient } from '../intercom/intercom-client.ts';
import type { Call, CallOptions } from '../intercom/types.ts';
import { createBatch } from './read-batch.ts';

/** Intercom takes so many conversations at once. Source: Intercom's OpenAPI description, POST /calls/search. */
export const CONVERSATIONS_A_SEARCH = 20;

/** The calls of a conversation; those that are asked for in one turn are asked of Intercom together. */
export function createCallSearch(
  client: IntercomClient,
  upstream: CallOptions,
): (conversationId: string) => Promise<Call[]> {
  return createBatch(
    (conversationId: string) => conversationId,
    (conversationIds: readonly string[]) => callsOfConversations(client, conversationIds, upstream),
  );
}

/** The calls of each conversation, in the order of their ids. With transcripts. */
export async function callsOfConversations(
  client: IntercomClient,
  conversationIds: readonly string[],
  upstream: CallOptions,
): Promise<Call[][]> {
  const [only, ...others] = conversationIds;
  // Whatever the call says of its conversation.
  if (only !== undefined && others.length === 0) return [await client.calls.search([only], upstream)];
  const searches: Promise<Call[]>[] = [];
  for (let from = 0; from < conversationIds.length; from += CONVERSATIONS_A_SEARCH) {
    searches.push(client.calls.search(conversationIds.slice(from, from + CONVERSATIONS_A_SEARCH), upstream));
  }
  const found = (await Promise.all(searches)).flat();
  return conversationIds.map((id) => found.filter(({ conversationId }) => conversationId === id));
}
