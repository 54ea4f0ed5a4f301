import type { FoundCaller } from '../callers/find-callers.ts';
import { rankCallers } from '../callers/rank-callers.ts';
import type { CallerConversation } from './caller-facts.ts';

/** The likeliest caller first. Of a call that is not in a conversation yet, no company is known. */
export function inOrder(
  callers: readonly FoundCaller[],
  { answeredId, conversations }: { answeredId: string | undefined; conversations: readonly CallerConversation[] },
): FoundCaller[] {
  const withOpen = new Set(conversations.filter(({ head }) => head.state !== 'closed').map((one) => one.contactId));
  const ranked = callers.map((caller) => ({
    caller,
    contactId: caller.contact.id,
    role: caller.contact.role,
    exact: caller.exact,
    lastSeenAtMs: caller.contact.lastSeenAtMs,
    hasOpenConversation: withOpen.has(caller.contact.id),
    isAnswer: caller.contact.id === answeredId,
    sharesCompany: false,
  }));
  return rankCallers(ranked).map(({ caller }) => caller);
}
