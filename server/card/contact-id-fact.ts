import { absent, type ConversationHead, type Fact, known, mapFact } from '../../canvas/facts.ts';
import type { CardContext } from './context.ts';

/** The contact of the request, or of its conversation. */
export async function contactIdFact({ request, mirror }: CardContext): Promise<Fact<string>> {
  if (request.contact !== undefined) return known(request.contact.id);
  if (request.conversationId === undefined) return absent;
  const conversation = await mirror.conversation(request.conversationId);
  if (conversation.state !== 'known') return conversation;
  const [contactId] = conversation.value.contactIds;
  return contactId === undefined ? absent : known(contactId);
}

/** A contact's conversations but for the one that the card is shown in. */
export function othersThan(
  conversationId: string | undefined,
  conversations: Fact<ConversationHead[]>,
): Fact<ConversationHead[]> {
  return mapFact(conversations, (all) => all.filter(({ id }) => id !== conversationId));
}
