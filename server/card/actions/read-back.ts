import type { Outcome } from '../../../canvas/view.ts';
import { IntercomError } from '../../intercom/errors.ts';
import type { Conversation } from '../../intercom/types.ts';
import type { CardContext } from '../context.ts';
import { failureOf } from './failure.ts';

/** A write that may have happened although it failed is looked for before anybody is told that it did not. */
export async function afterFailure(
  error: unknown,
  context: CardContext,
  conversationId: string,
  isThere: (conversation: Conversation) => boolean,
  done: Outcome,
): Promise<Outcome> {
  const failure = failureOf(error, 'conversation');
  if (!(error instanceof IntercomError) || !error.mayHaveHappened) return failure;
  const found = await lookedUp(context, conversationId, isThere);
  if (found === 'yes') return done;
  return found === 'no' ? failure : { ok: false, why: 'unknown' };
}

/** Whether a conversation shows what was to be done; `unknown` when it cannot be read. */
export async function lookedUp(
  { client, upstream }: CardContext,
  conversationId: string,
  isThere: (conversation: Conversation) => boolean,
): Promise<'yes' | 'no' | 'unknown'> {
  try {
    return isThere(await client.conversations.get(conversationId, upstream)) ? 'yes' : 'no';
  } catch {
    return 'unknown';
  }
}
