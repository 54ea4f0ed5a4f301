import type { ConversationHead } from '../../canvas/facts.ts';
import type { ConversationState } from '../webhooks/change.ts';
import { conversationHead, MOST_HEADS, mayBeCut } from './conversation-heads.ts';

/**
 * The heads of a contact's conversations, newest first, once this state of one of them is known. The same list when it
 * holds nothing new; undefined when that cannot be told, and Intercom has to be asked. `learnedAtMs`: as of when the list
 * is.
 */
export function withConversation(
  heads: readonly ConversationHead[],
  conversation: ConversationState,
  learnedAtMs: number,
): readonly ConversationHead[] | undefined {
  const told = conversationHead(conversation);
  const versionMs = told.updatedAtMs;
  if (versionMs === undefined) return undefined;
  const known = heads.find(({ id }) => id === told.id);
  if (known === undefined) {
    // Begun after the list was learned, so it is new in it. Anything else may have been left out because it was gone by
    // then: this may be a state from before that.
    const { createdAtMs } = conversation;
    const isNew = createdAtMs !== undefined && createdAtMs >= learnedAtMs;
    const isLatest = heads.every(({ updatedAtMs }) => updatedAtMs !== undefined && updatedAtMs < versionMs);
    return isNew && isLatest ? [told, ...heads].slice(0, MOST_HEADS) : undefined;
  }
  if (known.updatedAtMs === undefined) return undefined;
  if (versionMs < known.updatedAtMs) return heads;
  if (versionMs === known.updatedAtMs) return isSameHead(known, told) ? heads : undefined;
  const others = heads.filter(({ id }) => id !== told.id);
  const { subject = known.subject, sourceType = known.sourceType } = told;
  return [{ ...told, subject, sourceType }, ...others].toSorted(newestFirst);
}

/** Undefined where the list is not all there is: one less, and it would look as if it were. */
export function withoutConversation(
  heads: readonly ConversationHead[],
  conversationId: string,
): ConversationHead[] | undefined {
  return mayBeCut(heads) ? undefined : heads.filter(({ id }) => id !== conversationId);
}

/** Its words are not compared: one answer has them as HTML, another as plain text, and they do not change. */
function isSameHead(one: ConversationHead, other: ConversationHead): boolean {
  return one.state === other.state && one.teammateId === other.teammateId && one.teamId === other.teamId;
}

function newestFirst(one: ConversationHead, other: ConversationHead): number {
  return (other.updatedAtMs ?? 0) - (one.updatedAtMs ?? 0);
}
