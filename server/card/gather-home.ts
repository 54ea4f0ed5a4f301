import { absent, type ConversationHead, type Fact, type HomeFacts, known, mapFact } from '../../canvas/facts.ts';
import { callerFromContact, callerFromPayload } from '../callers/caller-fact.ts';
import { NO_COUNTRY } from '../callers/reading-country.ts';
import { callFactIn, finVoiceFact, newestFirst } from '../calls/call-fact.ts';
import { isPhoneSource } from '../calls/contact-calls.ts';
import type { FoundContact } from '../intercom/types.ts';
import type { ConversationState } from '../webhooks/change.ts';
import { contactIdFact, othersThan } from './contact-id-fact.ts';
import { type CardContext, placeOf } from './context.ts';
import { directoryOf, isOwnedByTeam } from './directory.ts';
import { followMerge } from './follow-merge.ts';
import { gatherCallers } from './gather-callers.ts';
import { gatherPhone } from './gather-phone.ts';
import { numberOfCaller } from './look-up-number.ts';

/**
 * The facts of the first card: all sources at once, each ending with the window. What is trusted in the mirror costs
 * nothing. A workspace of which nothing is kept is asked six things in one round trip. A second one follows only where
 * the contact is not named in the request or was merged into another, where the owner of the last conversation is a team
 * that was never heard of, where the request does not say how a conversation without calls came in, and where there
 * is no contact, who is then searched for by the number.
 */
export async function gatherHome(context: CardContext): Promise<HomeFacts> {
  const { mirror, request, workspace } = context;
  const { conversationId } = request;
  const contact = followMerge(mirror, contactIdFact(context));
  const inConversation = async <T>(ask: (id: string, contactId?: string) => Promise<Fact<T>>): Promise<Fact<T>> =>
    conversationId === undefined ? absent : ask(conversationId, request.contact?.id);

  const companies = contact.read(mirror.companies);
  const conversations = contact.read(mirror.conversations);
  const others = conversations.then((all) => othersThan(conversationId, all));
  const calls = inConversation(mirror.calls);
  const finVoice = inConversation(mirror.finVoice);
  const team = others.then(teamOfFirst);
  // Of one owner a name from earlier is worth more than a second round trip.
  const nameTeam = async () => mirror.teamsAtHand((await team) ?? '');
  const directory = directoryOf(
    mirror,
    team.then((teamId) => teamId !== undefined),
    nameTeam,
  );
  const country = await mirror.country();
  const callFacts = mapFact(await calls, (all) => newestFirst(all).map(callFactIn(country)));
  const isPhoneConversation = await isPhone(context, callFacts);
  const found = await contact.found;
  const caller = callerFact(found, context, country);
  const number = await numberOfCaller(context, { calls: await calls, contact: found });
  const callers = gatherCallers(context, { number, contact: found });
  const phone = gatherPhone(context, {
    ...{ isPhoneConversation, number, contactId: found.state === 'known' ? found.value.contact.id : undefined, caller },
    ...{ conversations: await conversations, calls: await calls, finVoice: await finVoice, directory: await directory },
  });

  return {
    place: placeOf(workspace),
    isPhoneConversation,
    caller,
    number,
    callers: await callers,
    companies: mapFact(await companies, (all) =>
      all.map(({ name, plan, monthlySpend }) => ({ name, plan, monthlySpend })),
    ),
    otherConversations: await others,
    calls: callFacts,
    finVoice: mapFact(await finVoice, (records) => records.map(finVoiceFact)),
    ...(await phone),
    directory: await directory,
  };
}

/** Only the newest one is shown with its owner. */
function teamOfFirst(others: Fact<ConversationHead[]>): string | undefined {
  const first = others.state === 'known' ? others.value[0] : undefined;
  return first !== undefined && isOwnedByTeam(first) ? first.teamId : undefined;
}

/**
 * What Intercom said of the contact in the request stands in when its API does not answer, and says so. A contact that
 * the API no longer has is still who called: only the link to it goes.
 */
export function callerFact(
  fact: Fact<FoundContact>,
  { request }: CardContext,
  country = NO_COUNTRY,
): HomeFacts['caller'] {
  if (fact.state === 'known') return mapFact(fact, (found) => callerFromContact(found, country));
  const { contact } = request;
  if (contact === undefined || (fact.state === 'unavailable' && fact.why === 'disconnected')) return fact;
  const caller = callerFromPayload(contact, country);
  return known(
    fact.state === 'absent' ? { ...caller, contactId: undefined, unread: 'gone' } : { ...caller, unread: fact.why },
  );
}

/** Calls prove it; without any, the conversation tells where it came from, and is asked when the request does not. */
async function isPhone({ mirror, request }: CardContext, calls: Fact<unknown[]>): Promise<boolean | undefined> {
  if (calls.state === 'known' && calls.value.length > 0) return true;
  const { sourceType, conversationId } = request;
  if (sourceType !== undefined) return isPhoneSource(sourceType);
  const conversation: Fact<ConversationState> =
    conversationId === undefined ? absent : await mirror.conversation(conversationId);
  const type = conversation.state === 'known' ? conversation.value.source?.type : undefined;
  if (type !== undefined) return isPhoneSource(type);
  return calls.state === 'unavailable' ? undefined : false;
}
