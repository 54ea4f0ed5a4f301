import type { ConversationHead } from '../../canvas/facts.ts';
import type { ConversationState } from '../webhooks/change.ts';
import { conversationHead } from './conversation-heads.ts';

/** Two pages of Intercom's, as many as are read of a contact with very many conversations. */
const MOST_HEADS = 300;

/**
 * The heads of a contact's conversations, newest first, once this state of one of them is known. The same list when it
 * holds nothing new; undefined when that cannot be told, and Intercom has to be asked.
 */
export function withConversation(
  heads: readonly ConversationHead[],
  conversation: ConversationState,
): readonly ConversationHead[] | undefined {
  const told = conversationHead(conversation);
  const versionMs = told.updatedAtMs;
  if (versionMs === undefined) return undefined;
  const known = heads.find(({ id }) => id === told.id);
  if (known === undefined) {
    // Later than all that the list holds, so it is of after the list was read, and new in it. Anything else may have
    // been left out because it was gone by then.
    const isLatest = heads.every(({ updatedAtMs }) => updatedAtMs !== undefined && updatedAtMs < versionMs);
    return isLatest ? [told, ...heads].slice(0, MOST_HEADS) : undefined;
  }
  if (known.updatedAtMs === undefined) return undefined;
  if (versionMs < known.updatedAtMs) return heads;
  if (versionMs === known.updatedAtMs) return isSameHead(known, told) ? heads : undefined;
  const others = heads.filter(({ id }) => id !== told.id);
  const { subject = known.subject, sourceType = known.sourceType } = told;
  return [{ ...told, subject, sourceType }, ...others].toSorted(newestFirst);
}

export function withoutConversation(heads: readonly ConversationHead[], conversationId: string): ConversationHead[] {
  return heads.filter(({ id }) => id !== conversationId);
}

/** Its words are not compared: one answer has them as HTML, another as plain text, and they do not change. */
function isSameHead(one: ConversationHead, other: ConversationHead): boolean {
  return one.state === other.state && one.teammateId === other.teammateId && one.teamId === other.teamId;
}

function newestFirst(one: ConversationHead, other: ConversationHead): number {
  return (other.updatedAtMs ?? 0) - (one.updatedAtMs ?? 0);
}
