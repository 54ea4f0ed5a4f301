import type { Outcome } from '../../../canvas/view.ts';
import { IntercomError } from '../../intercom/errors.ts';
import type { Attempt } from './attempt.ts';
import { failureOf } from './failure.ts';

/** One change in Intercom, and how to see whether it is there. */
export interface Change {
  /** Sends it; within the time for sending, so that there is time left to look. */
  send(): Promise<unknown>;
  /** Reads Intercom: whether what was wanted is so. */
  isThere(): Promise<boolean>;
  /** What a 404 means: the conversation is gone, or what was chosen on the card is. */
  on: 'conversation' | 'target';
  done: Outcome;
}

/**
 * Sends a change once. Where it may have happened already - the click was cut off by a crash, or the answer got lost -
 * Intercom is read before it is sent, or before anybody is told that it failed. Intercom has no idempotency keys.
 */
export async function carryOut(change: Change, { again }: Attempt): Promise<Outcome> {
  if (again) {
    const found = await lookedUp(change);
    if (found !== 'no') return found === 'yes' ? change.done : UNKNOWN;
  }
  try {
    await change.send();
    return change.done;
  } catch (error) {
    const failure = failureOf(error, change.on);
    if (!(error instanceof IntercomError) || !error.mayHaveHappened) return failure;
    const found = await lookedUp(change);
    if (found === 'yes') return change.done;
    return found === 'no' ? failure : UNKNOWN;
  }
}

const UNKNOWN: Outcome = { ok: false, why: 'unknown' };

async function lookedUp(change: Change): Promise<'yes' | 'no' | 'unknown'> {
  try {
    return (await change.isThere()) ? 'yes' : 'no';
  } catch {
    return 'unknown';
  }
}
