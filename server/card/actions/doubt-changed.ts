import type { Outcome } from '../../../canvas/view.ts';
import type { FactKey } from '../../../db/mirror-ports.ts';
import { keyOf } from '../../mirror/fact-values.ts';
import type { CardContext } from '../context.ts';

/** What we changed, or may have changed, is asked of Intercom by the next card: no notification is waited for. */
export async function doubtChanged(
  outcome: Outcome,
  changed: readonly FactKey[],
  { mirror }: CardContext,
): Promise<Outcome> {
  if (outcome.ok || outcome.why === 'unknown') await mirror.doubt(changed);
  return outcome;
}

/** Whatever is done to a conversation also moves it up in the list of its contact. */
export function conversationFacts(conversationId: string, { request }: CardContext): FactKey[] {
  const conversation = keyOf('conversation', conversationId);
  return request.contact === undefined ? [conversation] : [conversation, keyOf('conversations', request.contact.id)];
}
