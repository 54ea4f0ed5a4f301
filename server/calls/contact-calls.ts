import type { ConversationHead } from '../../canvas/facts.ts';
import type { Call } from '../intercom/types.ts';
import { mayBeCut } from '../mirror/conversation-heads.ts';
import type { CallsOfContact } from './insights/facts.ts';

const WINDOW_MS = 7 * 24 * 60 * 60 * 1000;

const PHONE_SOURCES = new Set(['phone_call', 'phone_switch']);

/** Whether a conversation with this source came in by phone. */
export function isPhoneSource(sourceType: string): boolean {
  return PHONE_SOURCES.has(sourceType);
}

export function isPhoneConversation({ sourceType }: Pick<ConversationHead, 'sourceType'>): boolean {
  return sourceType !== undefined && isPhoneSource(sourceType);
}

/** Also where nobody said. */
export function mayBePhone(head: Pick<ConversationHead, 'sourceType'>): boolean {
  return head.sourceType === undefined || isPhoneConversation(head);
}

/**
 * The conversations in which a contact's calls are looked for, those first that changed last, `most` of them: all that
 * came in by phone, and others that changed lately, as a teammate may have called out of one.
 */
export function conversationsWithCalls(
  heads: readonly ConversationHead[],
  { nowMs, most }: { nowMs: number; most: number },
): ConversationHead[] {
  const mayHaveCalls = (head: ConversationHead) => mayBePhone(head) || changedAt(head) > nowMs - WINDOW_MS;
  return heads
    .filter(mayHaveCalls)
    .toSorted((a, b) => changedAt(b) - changedAt(a))
    .slice(0, most);
}

/**
 * A contact's calls out of those of their conversations, by conversation id. A conversation changes with each of its
 * calls, so one whose calls are not known has none after its last change: none is left out after the last change of all
 * such conversations.
 */
export function callsOfContact(
  heads: readonly ConversationHead[],
  known: ReadonlyMap<string, readonly Call[]>,
): CallsOfContact {
  const calls = eachOnce([...known.values()].flat());
  if (mayBeCut(heads)) return { calls, completeSinceMs: Number.POSITIVE_INFINITY };
  const unknown = heads.filter(({ id }) => !known.has(id));
  return { calls, completeSinceMs: Math.max(...unknown.map(changedAt), Number.NEGATIVE_INFINITY) };
}

/** Two conversations may both say that a call is theirs, as when it was moved: it is the first one's. */
export function eachOnce(calls: readonly Call[]): Call[] {
  const first = new Map<string, Call>();
  for (const call of calls) if (!first.has(call.id)) first.set(call.id, call);
  return [...first.values()];
}

const changedAt = ({ updatedAtMs }: ConversationHead) => updatedAtMs ?? Number.POSITIVE_INFINITY;
