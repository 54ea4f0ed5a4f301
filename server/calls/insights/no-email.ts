import type { Insight } from '../../../canvas/phone/insight.ts';
import type { InsightFacts } from './facts.ts';

/**
 * Replies in a phone conversation go out by email only, so without an address they reach nobody. Only of a contact that
 * was read just now. Source: Intercom Help, Intercom Phone FAQs.
 */
export function noEmail({
  isPhoneConversation,
  caller,
}: Pick<InsightFacts, 'isPhoneConversation' | 'caller'>): Insight | undefined {
  if (isPhoneConversation !== true || caller.state !== 'known' || caller.standIn !== undefined) return undefined;
  const { unread, email } = caller.value;
  const hasNone = email === undefined || email.trim() === '';
  return unread === undefined && hasNone ? { kind: 'no_email' } : undefined;
}
