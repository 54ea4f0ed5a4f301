import type { Candidate, MergeFacts, MergeSide, WhoFacts } from '../../canvas/caller-facts.ts';
import { absent, type Fact, known, mapFact } from '../../canvas/facts.ts';
import { StoreUnavailableError } from '../../db/errors.ts';
import { duplicatesAmong } from '../callers/duplicates.ts';
import type { FoundCaller } from '../callers/find-callers.ts';
import { readPhoneNumber } from '../callers/phone-number.ts';
import { rankCallers } from '../callers/rank-callers.ts';
import type { ReadingCountry } from '../callers/reading-country.ts';
import type { Contact, FoundContact, SearchFilter } from '../intercom/types.ts';
import { callersOf } from './callers-of-card.ts';
import { type CardContext, placeOf, windowOf } from './context.ts';
import { directoryOf } from './directory.ts';
import { factOf } from './fact.ts';
import { answerFact, findAnswer, isWhole } from './gather-callers.ts';
import { isMergeable } from './is-mergeable.ts';

/** Of so many the companies are asked for, and the open conversations: a number that more share is no person's. */
const MOST_ASKED = 10;

export async function gatherWho(context: CardContext): Promise<WhoFacts> {
  const { mirror, workspace } = context;
  const [{ number, found, contact: here }, directory] = await Promise.all([callersOf(context), directoryOf(mirror)]);
  const all = found?.state === 'known' ? found.value : { callers: [], more: false, unreadIds: [] };
  const contacts = all.callers.map(({ contact }) => contact);
  const answer = number?.lookUp === undefined ? undefined : await findAnswer(context, number.lookUp);
  const ranked = await rank(context, all.callers, { answerId: answer?.contactId, here });
  return {
    place: placeOf(workspace),
    ...{ number, more: all.more, unread: all.unreadIds.length, directory },
    candidates: found && mapFact(found, () => ranked),
    duplicates: isWhole(all) ? duplicatesAmong(contacts, await mirror.country()) : [],
    answer: answerFact(answer, contacts),
  };
}

async function rank(
  context: CardContext,
  callers: readonly FoundCaller[],
  { answerId, here }: { answerId: string | undefined; here: Contact | undefined },
): Promise<Candidate[]> {
  const asked = callers.slice(0, MOST_ASKED).map(({ contact }) => contact);
  const [openOf, companies] = await Promise.all([
    openConversations(context, asked),
    companiesOf(context, [...asked, here]),
  ]);
  const companiesHere = new Set((here && companies.get(here.id))?.map(({ id }) => id));
  const candidates = callers.map(({ contact, exact }) => {
    const own = companies.get(contact.id) ?? [];
    return {
      ...{ contactId: contact.id, role: contact.role, name: contact.name, email: contact.email, exact },
      ...{ company: own.find(({ name }) => name !== undefined)?.name, lastSeenAtMs: contact.lastSeenAtMs },
      ...{ hasOpenConversation: openOf.has(contact.id), isHere: contact.id === here?.id },
      ...{ isAnswer: contact.id === answerId, sharesCompany: own.some(({ id }) => companiesHere.has(id)) },
    };
  });
  return rankCallers(candidates);
}

/** Who of them has an open conversation, other than this one. What cannot be told ranks nobody. */
async function openConversations(context: CardContext, contacts: readonly Contact[]): Promise<Set<string>> {
  const { client, request, upstream } = context;
  if (contacts.length < 2) return new Set();
  const anyOfThem: SearchFilter = {
    operator: 'OR',
    value: contacts.map(({ id }) => ({ field: 'contact_ids', operator: '=', value: id })),
  };
  const isOpen: SearchFilter = { field: 'open', operator: '=', value: true };
  const query: SearchFilter = { operator: 'AND', value: [isOpen, anyOfThem] };
  const found = await factOf(client.conversations.search({ query, perPage: 150 }, upstream), windowOf(context));
  const conversations = found.state === 'known' ? found.value.items : [];
  const others = conversations.filter(({ id }) => id !== request.conversationId);
  return new Set(others.flatMap(({ contactIds }) => contactIds));
}

async function companiesOf(
  { mirror }: CardContext,
  contacts: readonly (Contact | undefined)[],
): Promise<Map<string, { id: string; name: string | undefined }[]>> {
  const known = contacts.filter((contact) => contact !== undefined);
  const entries = await Promise.all(
    [...new Map(known.map((contact) => [contact.id, contact])).values()].map(async ({ id, companyCount }) => {
      const fact = companyCount === 0 ? absent : await mirror.companies(id);
      return [id, fact.state === 'known' ? fact.value : []] as const;
    }),
  );
  return new Map(entries);
}

/** Somebody is about to merge for good: nothing is from memory. */
export async function gatherMerge(
  context: CardContext,
  { leadId, userId }: { leadId: string; userId: string },
): Promise<MergeFacts> {
  const { mirror, workspace } = context;
  const now = mirror.in('now');
  const [lead, user, country] = await Promise.all([now.contact(leadId), now.contact(userId), mirror.country()]);
  const isPossible =
    lead.state === 'known' && user.state === 'known'
      ? await mergeableFact(lead.value, user.value, context)
      : known(false);
  return { place: placeOf(workspace), lead: sideFact(lead, country), user: sideFact(user, country), isPossible };
}

async function mergeableFact(
  lead: FoundContact,
  user: FoundContact,
  context: CardContext,
): Promise<MergeFacts['isPossible']> {
  const looked = isMergeable(lead, user, context).catch((err: unknown) => {
    if (!(err instanceof StoreUnavailableError)) throw err;
    context.log.warn({ err }, 'nobody can tell who else has the number of a merge');
    return 'cannot tell' as const;
  });
  const fact = await factOf<boolean | 'cannot tell'>(looked, windowOf(context));
  if (fact.state !== 'known') return fact;
  return fact.value === 'cannot tell' ? undefined : known(fact.value);
}

const isSelf = ({ mergedFromId }: FoundContact): boolean => mergedFromId === undefined;

/** Who was merged into another is not there any more. */
function sideFact(fact: Fact<FoundContact>, { country, isGuess }: ReadingCountry): Fact<MergeSide> {
  if (fact.state === 'known' && !isSelf(fact.value)) return absent;
  return mapFact(fact, ({ contact: { id, name, email, phone, lastSeenAtMs } }) => ({
    ...{ contactId: id, name, email, lastSeenAtMs },
    phone: readPhoneNumber(phone, country, { isGuess }),
  }));
}
