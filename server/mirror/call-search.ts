import type { IntercomClient } from '../intercom/intercom-client.ts';
import type { Call, CallOptions } from '../intercom/types.ts';
import { createBatch } from './read-batch.ts';

/** Intercom takes so many conversations at once. Source: Intercom's OpenAPI description, POST /calls/search. */
export const CONVERSATIONS_A_SEARCH = 20;

/** As much of Intercom as is asked. */
interface CallSearch {
  calls: Pick<IntercomClient['calls'], 'search'>;
}

/** The calls of a conversation; those that are asked for in one turn are asked of Intercom together. */
export function createCallSearch(
  client: CallSearch,
  upstream: CallOptions,
): (conversationId: string) => Promise<Call[]> {
  return createBatch(
    (conversationId: string) => conversationId,
    (conversationIds: readonly string[]) => callsOfConversations(client, conversationIds, upstream),
  );
}

/**
 * The calls of each conversation, in the order of their ids. With transcripts. Of several that are asked for at once, a
 * call says itself which one it is in. Where one says another, or none, they are asked for one by one: what is found for
 * one conversation alone is of that one, whatever the call says.
 */
export async function callsOfConversations(
  client: CallSearch,
  conversationIds: readonly string[],
  upstream: CallOptions,
): Promise<Call[][]> {
  const searches: Promise<Call[][]>[] = [];
  for (let from = 0; from < conversationIds.length; from += CONVERSATIONS_A_SEARCH) {
    searches.push(searched(client, conversationIds.slice(from, from + CONVERSATIONS_A_SEARCH), upstream));
  }
  return (await Promise.all(searches)).flat();
}

async function searched(client: CallSearch, ids: readonly string[], upstream: CallOptions): Promise<Call[][]> {
  const found = await client.calls.search([...ids], upstream);
  if (ids.length === 1) return [found];
  const isStray = ({ conversationId }: Call) => conversationId === undefined || !ids.includes(conversationId);
  if (found.some(isStray)) return Promise.all(ids.map((id) => client.calls.search([id], upstream)));
  return ids.map((id) => found.filter(({ conversationId }) => conversationId === id));
}
