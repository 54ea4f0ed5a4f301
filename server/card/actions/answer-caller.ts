import type { Outcome } from '../../../canvas/view.ts';
import { StoreUnavailableError } from '../../../db/errors.ts';
import { callersOf } from '../callers-of-card.ts';
import type { CardContext } from '../context.ts';
import type { Attempt, Failure } from './attempt.ts';

const CHANGED: Failure = { ok: false, why: 'caller_changed' };

/**
 * Remembers who a number was, as the teammate said who clicked. Only for the number that the card was about, and only
 * somebody who has it. Done twice it is the same as once; nothing is changed in Intercom.
 */
export async function answerCaller(
  { contactId, phone }: { contactId: string; phone: string },
  { viewerId: adminId }: Attempt,
  context: CardContext,
): Promise<Outcome> {
  const { deps, workspace } = context;
  const { number, found } = await callersOf(context);
  const phoneE164 = number?.lookUp;
  if (phoneE164 === undefined || phoneE164 !== phone) return CHANGED;
  if (found === undefined) return UNWRITTEN;
  if (found.state === 'unavailable') return { ok: false, why: 'intercom_down' };
  const isCandidate = found.state === 'known' && found.value.callers.some(({ contact }) => contact.id === contactId);
  if (!isCandidate) return CHANGED;
  const { workspaceId } = workspace;
  const answer = { workspaceId, phoneE164, contactId, adminId, answeredAtMs: deps.clock() };
  return written(deps.store.callerAnswers.keep(answer), { ok: true, did: 'caller-answered', contactId });
}

/** Forgets it again, whoever had said it. */
export async function forgetCaller({ phone }: { phone: string }, context: CardContext): Promise<Outcome> {
  const { deps, workspace } = context;
  const { number } = await callersOf(context);
  if (number?.lookUp === undefined || number.lookUp !== phone) return CHANGED;
  const query = { workspaceId: workspace.workspaceId, phoneE164: number.lookUp };
  return written(deps.store.callerAnswers.forget(query), { ok: true, did: 'caller-forgotten' });
}

const UNWRITTEN: Failure = { ok: false, why: 'store_unavailable' };

async function written(writing: Promise<unknown>, done: Outcome): Promise<Outcome> {
  try {
    await writing;
    return done;
  } catch (error) {
    if (error instanceof StoreUnavailableError) return UNWRITTEN;
    throw error;
  }
}
