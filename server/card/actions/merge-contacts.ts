import type { Outcome } from '../../../canvas/view.ts';
import { StoreUnavailableError } from '../../../db/errors.ts';
import { IntercomError } from '../../intercom/errors.ts';
import type { FoundContact } from '../../intercom/types.ts';
import { keyOf } from '../../mirror/fact-values.ts';
import type { CardContext } from '../context.ts';
import { isMergeable } from '../is-mergeable.ts';
import type { Attempt, Failure } from './attempt.ts';
import { carryOut } from './carry-out.ts';
import { conversationFacts, doubtChanged } from './doubt-changed.ts';
import { failureOf } from './failure.ts';

const NOT_MERGEABLE: Failure = { ok: false, why: 'not_mergeable' };

/**
 * Makes a lead part of a user with the same number, for good. Both, and who else has the number, are read from Intercom
 * right before: whatever the card said, nobody else is merged. A lead that is part of this user already was merged by an
 * earlier try.
 */
export async function mergeContacts(
  { leadId, userId }: { leadId: string; userId: string },
  attempt: Attempt,
  context: CardContext,
): Promise<Outcome> {
  const { client, sending, upstream } = context;
  const done: Outcome = { ok: true, did: 'contacts-merged', contactId: userId };
  const isThere = async () => isMerged(await client.contacts.get(leadId, upstream), leadId, userId);
  let outcome: Outcome;
  try {
    const [lead, user] = await Promise.all([
      client.contacts.get(leadId, upstream),
      client.contacts.get(userId, upstream),
    ]);
    if (isMerged(lead, leadId, userId)) outcome = attempt.again ? done : NOT_MERGEABLE;
    else if (!(await isMergeable(lead, user, context))) outcome = NOT_MERGEABLE;
    else {
      const send = () => client.contacts.merge({ leadId, userId }, sending);
      outcome = await carryOut({ send, isThere, done }, attempt, context);
    }
  } catch (error) {
    if (error instanceof IntercomError && error.code === 'intercom_not_found') return NOT_MERGEABLE;
    if (error instanceof StoreUnavailableError) return { ok: false, why: 'store_unavailable' };
    return failureOf(error);
  }
  if (outcome.ok) await moveAnswers({ leadId, userId }, context);
  return doubtChanged(outcome, changedFacts(attempt.conversationId, [leadId, userId], context), context);
}

function isMerged({ contact, mergedFromId }: FoundContact, leadId: string, userId: string): boolean {
  return mergedFromId === leadId && contact.id === userId;
}

/** Whoever was said to be the lead is the user now. */
async function moveAnswers(
  { leadId, userId }: { leadId: string; userId: string },
  { deps, workspace: { workspaceId }, log }: CardContext,
): Promise<void> {
  try {
    await deps.store.callerAnswers.moveContact({ workspaceId, fromId: leadId, toId: userId });
  } catch (err) {
    // The notification of the merge moves them, too.
    log.warn({ err }, 'what was said of a merged lead could not be moved to the user');
  }
}

function changedFacts(conversationId: string, contactIds: readonly string[], context: CardContext) {
  const kinds = ['contact', 'conversations', 'companies', 'contact_tags'] as const;
  const ofContacts = contactIds.flatMap((id) => kinds.map((kind) => keyOf(kind, id)));
  return [...conversationFacts(conversationId, context), ...ofContacts];
}
