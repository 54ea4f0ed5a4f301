import type { Outcome } from '../../../canvas/view.ts';
import { IntercomError } from '../../intercom/errors.ts';
import type { CardContext } from '../context.ts';
import type { Attempt, Failure } from './attempt.ts';
import { failureOf } from './failure.ts';

/** One change in Intercom, and how to see whether it is there. */
export interface Change {
  /** Sends it; within the time for sending, so that there is time left to look. */
  send(): Promise<unknown>;
  /** Reads Intercom: whether what was wanted is so. */
  isThere(): Promise<boolean>;
  done: Outcome;
}

/**
 * Sends a change once. Where it may have happened already - the click was cut off by a crash, or the answer got lost -
 * Intercom is read before it is sent, or before anybody is told that it failed. Intercom has no idempotency keys.
 */
export async function carryOut(change: Change, attempt: Attempt, context: CardContext): Promise<Outcome> {
  if (attempt.again) {
    const found = await lookedUp(change);
    if (found !== 'no') return found === 'yes' ? change.done : UNKNOWN;
  }
  try {
    await change.send();
    return change.done;
  } catch (error) {
    if (error instanceof IntercomError && error.mayHaveHappened) return afterLostAnswer(change, error);
    const failure = failureOf(error);
    return failure.why === 'target_gone' ? whatIsGone(failure, error, attempt, context) : failure;
  }
}

const UNKNOWN: Outcome = { ok: false, why: 'unknown' };

/** Seen is seen; not seen proves nothing while Intercom, which never answered, may still be at work on it. */
async function afterLostAnswer(change: Change, error: IntercomError): Promise<Outcome> {
  const found = await lookedUp(change);
  if (found === 'yes') return change.done;
  const answered = error.status !== undefined;
  return found === 'no' && answered ? failureOf(error) : UNKNOWN;
}

async function lookedUp(change: Change): Promise<'yes' | 'no' | 'unknown'> {
  try {
    return (await change.isThere()) ? 'yes' : 'no';
  } catch {
    return 'unknown';
  }
}

/** Intercom's 404 seldom says which of the things that it was told about is not there. */
async function whatIsGone(
  failure: Failure,
  error: unknown,
  { conversationId }: Attempt,
  { client, upstream }: CardContext,
): Promise<Failure> {
  if (error instanceof IntercomError && NAMES_THE_TARGET.has(error.intercomCode ?? '')) return failure;
  try {
    await client.conversations.get(conversationId, upstream);
    return failure;
  } catch (lookup) {
    const gone = lookup instanceof IntercomError && lookup.code === 'intercom_not_found';
    return gone ? { ok: false, why: 'conversation_gone' } : failure;
  }
}
const NAMES_THE_TARGET = new Set(['tag_not_found', 'admin_not_found', 'assignee_not_found', 'team_not_found']);
