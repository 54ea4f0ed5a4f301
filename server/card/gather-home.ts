import { type Fact, type HomeFacts, known } from '../../canvas/facts.ts';
import { callerFromContact, callerFromPayload } from '../callers/caller-fact.ts';
import { callFact, finVoiceFact, newestFirst } from '../calls/call-fact.ts';
import type { Conversation, FoundContact } from '../intercom/types.ts';
import { type CardContext, placeOf, windowOf } from './context.ts';
import { factOf } from './fact.ts';
import { otherConversations } from './other-conversations.ts';

/**
 * The facts of the first card: all sources at once, each ending with the window. Two upstream round trips at most -
 * and only where the contact is not named in the request, or was merged into another.
 */
export async function gatherHome(context: CardContext): Promise<HomeFacts> {
  const { client, request, workspace, directories, deps, upstream } = context;
  const { conversationId } = request;
  const window = windowOf(context);

  const needsConversation = request.contact === undefined || request.sourceType === undefined;
  const conversation: Promise<Conversation | undefined> =
    needsConversation && conversationId !== undefined
      ? client.conversations.get(conversationId, upstream)
      : Promise.resolve(undefined);
  const contactId: Promise<string | undefined> =
    request.contact === undefined
      ? conversation.then((found) => found?.contactIds[0])
      : Promise.resolve(request.contact.id);
  const contact: Promise<FoundContact | undefined> = contactId.then((id) =>
    id === undefined ? undefined : client.contacts.get(id, upstream),
  );

  const companiesOf = (id: string) => factOf(client.contacts.companies(id, upstream), window);
  const othersOf = (id: string) =>
    factOf(
      otherConversations(client, { contactId: id, exceptId: conversationId, nowMs: deps.clock() }, upstream),
      window,
    );
  const contactIdFact = factOf(contactId, window);
  const forContact = async <T>(ask: (id: string) => Promise<Fact<T>>): Promise<Fact<T>> => {
    const id = await contactIdFact;
    return id.state === 'known' ? ask(id.value) : id;
  };

  const [found, firstCompanies, firstOthers, calls, finVoice, directory, conversationFact] = await Promise.all([
    factOf(contact, window),
    forContact(companiesOf),
    forContact(othersOf),
    factOf(conversationId === undefined ? none : client.calls.search([conversationId], upstream), window),
    factOf(conversationId === undefined ? none : client.finVoice.byConversation(conversationId, upstream), window),
    factOf(directories.of(workspace, client), window),
    factOf(conversation, window),
  ]);
  // Asked for a contact that was merged away, the answers may be empty: ask again for the one that is left.
  const merged = found.state === 'known' && found.value.mergedFromId !== undefined ? found.value.contact.id : undefined;
  const [companyFacts, others] =
    merged === undefined ? [firstCompanies, firstOthers] : await Promise.all([companiesOf(merged), othersOf(merged)]);

  const callFacts = mapped(calls, (found) => newestFirst(found).map(callFact));
  const sourceType =
    request.sourceType ?? (conversationFact.state === 'known' ? conversationFact.value.source?.type : undefined);
  return {
    place: placeOf(workspace),
    isPhoneConversation: isPhone(sourceType, callFacts),
    caller: callerFact(found, context),
    companies: mapped(companyFacts, (all) => all.map(({ name, plan, monthlySpend }) => ({ name, plan, monthlySpend }))),
    otherConversations: others,
    calls: callFacts,
    finVoice: mapped(finVoice, (found) => found.map(finVoiceFact)),
    directory,
  };
}

const none: Promise<undefined> = Promise.resolve(undefined);

function mapped<T, U>(fact: Fact<T>, map: (value: T) => U): Fact<U> {
  return fact.state === 'known' ? known(map(fact.value)) : fact;
}

/**
 * What Intercom said of the contact in the request stands in when its API does not answer, and says so. A contact that
 * the API no longer has is still who called: only the link to it goes.
 */
function callerFact(fact: Fact<FoundContact>, { request }: CardContext): HomeFacts['caller'] {
  if (fact.state === 'known') return known(callerFromContact(fact.value));
  const { contact } = request;
  if (contact === undefined || (fact.state === 'unavailable' && fact.why === 'disconnected')) return fact;
  const caller = callerFromPayload(contact);
  return known(
    fact.state === 'absent' ? { ...caller, contactId: undefined, unread: 'gone' } : { ...caller, unread: fact.why },
  );
}

const PHONE_SOURCES = new Set(['phone_call', 'phone_switch']);

function isPhone(sourceType: string | undefined, calls: Fact<unknown[]>): boolean | undefined {
  if (sourceType !== undefined && PHONE_SOURCES.has(sourceType)) return true;
  if (calls.state === 'known' && calls.value.length > 0) return true;
  return sourceType === undefined && calls.state === 'unavailable' ? undefined : false;
}
