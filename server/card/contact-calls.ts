import { type ConversationHead, type Fact, known } from '../../canvas/facts.ts';
import { callsOfContact, conversationsWithCalls, mayBePhone } from '../calls/contact-calls.ts';
import type { CallsOfContact } from '../calls/insights/facts.ts';
import type { Call } from '../intercom/types.ts';
import { mayBeCut } from '../mirror/conversation-heads.ts';
import type { CardContext } from './context.ts';

interface ContactCalls {
  fact: Fact<CallsOfContact>;
  /** The calls of each conversation, as far as they are known. */
  byConversation: ReadonlyMap<string, readonly Call[]>;
  /** The conversations whose calls would have to be asked for. */
  unknownIds: string[];
  /** Why Intercom could not be asked for some of them. */
  failed: Extract<Fact<never>, { state: 'unavailable' }> | undefined;
  /** Whether those of all conversations that came in by phone are known. */
  areAllKnown: boolean;
}

/** As many as Intercom is asked of in one go, and as many as the list of calls goes through. */
const MOST = { trusted: 20, asked: 60 };

/**
 * The calls of a contact, from those of their conversations: `trusted` takes what costs nothing, `asked` asks Intercom for
 * the rest.
 * @param of.conversations all of the contact's
 * @param of.own the calls of one of them, which are known already
 */
export async function contactCallsOf(
  { mirror, deps }: CardContext,
  of: {
    contactId: string | undefined;
    conversations: Fact<ConversationHead[]>;
    own: { conversationId: string | undefined; calls: Fact<Call[]> };
  },
  how: 'trusted' | 'asked',
): Promise<ContactCalls> {
  const { contactId, conversations, own } = of;
  const byConversation = new Map<string, readonly Call[]>();
  if (own.conversationId !== undefined && own.calls.state === 'known') {
    byConversation.set(own.conversationId, own.calls.value);
  }
  if (conversations.state !== 'known') {
    return { fact: conversations, byConversation, unknownIds: [], failed: undefined, areAllKnown: false };
  }

  const nowMs = deps.clock();
  const heads = conversations.value;
  const looked = conversationsWithCalls(heads, { nowMs, most: MOST[how] }).filter(
    ({ id }) => id !== own.conversationId,
  );
  const found = await Promise.all(
    looked.map(({ id }) => (how === 'asked' ? mirror.calls(id, contactId) : mirror.trustedCalls(id, contactId))),
  );
  const unknownIds: string[] = [];
  let standIn = conversations.standIn ?? (own.calls.state === 'known' ? own.calls.standIn : undefined);
  for (const [index, { id }] of looked.entries()) {
    const calls = found[index];
    if (calls?.state === 'known') {
      byConversation.set(id, calls.value);
      standIn ??= calls.standIn;
    } else unknownIds.push(id);
  }
  return {
    fact: known(callsOfContact(heads, byConversation), standIn),
    byConversation,
    unknownIds,
    failed: found.find((calls) => calls?.state === 'unavailable'),
    areAllKnown: !mayBeCut(heads) && heads.every((head) => !mayBePhone(head) || byConversation.has(head.id)),
  };
}
