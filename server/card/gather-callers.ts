import type { CallerAnswerFact, NumberSharing } from '../../canvas/caller-facts.ts';
import { type Fact, type HomeFacts, mapFact } from '../../canvas/facts.ts';
import type { CallerAnswer } from '../../db/caller-ports.ts';
import type { CallerNumber } from '../callers/caller-number.ts';
import { duplicatesAmong } from '../callers/duplicates.ts';
import type { FoundCallers } from '../callers/find-callers.ts';
import type { Contact, FoundContact } from '../intercom/types.ts';
import type { CardContext } from './context.ts';
import { lookUpNumber } from './look-up-number.ts';

/** Beyond these the first card says "more than". */
const MOST_COUNTED = 20;

/**
 * Whose number the caller's is, for the first card. Intercom is asked only where the conversation has no contact: else
 * the index tells, which the first sync fills, and a card of which nothing is kept has asked enough.
 */
export async function gatherCallers(
  context: CardContext,
  given: { number: CallerNumber | undefined; contact: Fact<FoundContact> },
): Promise<HomeFacts['callers']> {
  const search = given.contact.state === 'absent' ? 'once' : 'never';
  const { number, found, contact } = await lookUpNumber(context, given, { limit: MOST_COUNTED, search });
  if (number?.lookUp === undefined || found?.state !== 'known') return found?.state === 'known' ? undefined : found;
  const { callers, more, unreadIds } = found.value;
  // One that cannot be read now is still the one of the request.
  const hereId = contact?.id ?? context.request.contact?.id;
  const contacts = callers.map((one) => one.contact);
  const having = callers.filter(({ exact }) => exact);
  const includesContact = having.some((one) => one.contact.id === hereId);
  const possibleIds = [...callers.flatMap(({ exact, contact: { id } }) => (exact ? [] : [id])), ...unreadIds];
  const possible = possibleIds.filter((id) => id !== hereId).length;
  const isSettled = possible === 0 && having.length === Number(includesContact);
  const answer = isSettled ? undefined : await findAnswer(context, number.lookUp);
  const country = await context.mirror.country();
  return mapFact(
    found,
    (): NumberSharing => ({
      ...{ count: having.length, possible, more, includesContact },
      isDuplicate: isWhole(found.value) && duplicatesAmong(contacts, country).length > 0,
      answer: answerFact(answer, contacts),
    }),
  );
}

/** Whether these are certainly all who have the number. */
export function isWhole({ more, unreadIds }: Pick<FoundCallers, 'more' | 'unreadIds'>): boolean {
  return !more && unreadIds.length === 0;
}

/** What a teammate said of the number; undefined also where that cannot be told. */
export async function findAnswer(
  { mirror, deps, workspace, log }: CardContext,
  phoneE164: string,
): Promise<CallerAnswer | undefined> {
  const query = { workspaceId: workspace.workspaceId, phoneE164 };
  try {
    return await mirror.trail.watch(() => deps.store.callerAnswers.find(query));
  } catch (err) {
    log.warn({ err }, 'nobody can tell what was said of this number');
    mirror.trail.ask();
    return undefined;
  }
}

/** An answer counts as long as whom it names has the number. */
export function answerFact(
  answer: CallerAnswer | undefined,
  contacts: readonly Contact[],
): CallerAnswerFact | undefined {
  const named = contacts.find(({ id }) => id === answer?.contactId);
  if (answer === undefined || named === undefined) return undefined;
  const { contactId, adminId, answeredAtMs } = answer;
  return { contactId, name: named.name ?? named.email, teammateId: adminId, atMs: answeredAtMs };
}
