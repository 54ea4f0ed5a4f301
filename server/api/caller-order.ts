import { rankCallers } from '../callers/rank-callers.ts';
import type { Contact } from '../intercom/types.ts';
import type { CallerConversation } from './caller-facts.ts';

/** The likeliest caller first. Of a call that is not in a conversation yet, no company is known. */
export function inOrder(
  contacts: readonly Contact[],
  { answeredId, conversations }: { answeredId: string | undefined; conversations: readonly CallerConversation[] },
): Contact[] {
  const withOpen = new Set(conversations.filter(({ head }) => head.state !== 'closed').map((one) => one.contactId));
  const ranked = contacts.map((contact) => ({
    contact,
    contactId: contact.id,
    role: contact.role,
    lastSeenAtMs: contact.lastSeenAtMs,
    hasOpenConversation: withOpen.has(contact.id),
    isAnswer: contact.id === answeredId,
    sharesCompany: false,
  }));
  return rankCallers(ranked).map(({ contact }) => contact);
}
