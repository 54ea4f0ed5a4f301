import { type Fact, type HomeFacts, known } from '../../canvas/facts.ts';
import { callerFromContact, callerFromPayload } from '../callers/caller-fact.ts';
import { callFact, finVoiceFact, newestFirst } from '../calls/call-fact.ts';
import type { Company, Conversation, FoundContact } from '../intercom/types.ts';
import { type CardContext, placeOf } from './context.ts';
import { factOf } from './fact.ts';
import { otherConversations } from './other-conversations.ts';

/**
 * The facts of the first card: all sources at once, each ending with the window. Two upstream round trips at most -
 * and only where the contact is not named in the request, or was merged into another.
 */
export async function gatherHome(context: CardContext): Promise<HomeFacts> {
  const { client, request, workspace, directories, deps, upstream, log } = context;
  const { conversationId } = request;
  const window = { signal: upstream.signal, clock: deps.clock, log };

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
  const companies: Promise<Company[] | undefined> = contactId.then((id) =>
    id === undefined ? undefined : client.contacts.companies(id, upstream),
  );

  const [caller, companyFacts, others, calls, finVoice, directory, conversationFact] = await Promise.all([
    factOf(contact, window),
    factOf(
      followingMerge(companies, contact, (id) => client.contacts.companies(id, upstream)),
      window,
    ),
    factOf(
      followingMerge(
        contactId.then((id) => (id === undefined ? undefined : others$(id))),
        contact,
        others$,
      ),
      window,
    ),
    factOf(conversationId === undefined ? none : client.calls.search([conversationId], upstream), window),
    factOf(conversationId === undefined ? none : client.finVoice.byConversation(conversationId, upstream), window),
    factOf(directories.of(workspace, client), window),
    factOf(conversation, window),
  ]);

  function others$(id: string) {
    return otherConversations(client, { contactId: id, exceptId: conversationId, nowMs: deps.clock() }, upstream);
  }

  const callFacts = mapped(calls, (found) => newestFirst(found).map(callFact));
  const sourceType =
    request.sourceType ?? (conversationFact.state === 'known' ? conversationFact.value.source?.type : undefined);
  return {
    place: placeOf(workspace),
    isPhoneConversation: isPhone(sourceType, callFacts),
    caller: callerFact(caller, context),
    companies: mapped(companyFacts, (found) =>
      found.map(({ name, plan, monthlySpend }) => ({ name, plan, monthlySpend })),
    ),
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

/** Asked for a contact that was merged away, the answer may be empty: ask again for the one that is left. */
async function followingMerge<T>(
  asked: Promise<T>,
  contact: Promise<FoundContact | undefined>,
  again: (contactId: string) => Promise<T>,
): Promise<T> {
  const first = asked.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  const merged = await contact.then(
    (found) => (found?.mergedFromId === undefined ? undefined : found.contact.id),
    () => undefined,
  );
  if (merged !== undefined) return again(merged);
  const settled = await first;
  if ('error' in settled) throw settled.error;
  return settled.value;
}

/**
 * What Intercom said of the contact in the request stands in when its API does not answer. A contact that the API no
 * longer has is still who called: only the link to it goes.
 */
function callerFact(fact: Fact<FoundContact>, { request }: CardContext): HomeFacts['caller'] {
  if (fact.state === 'known') return known(callerFromContact(fact.value));
  const { contact } = request;
  if (contact === undefined || (fact.state === 'unavailable' && fact.why === 'disconnected')) return fact;
  const caller = callerFromPayload(contact);
  return known(fact.state === 'absent' ? { ...caller, contactId: undefined } : caller);
}

const PHONE_SOURCES = new Set(['phone_call', 'phone_switch']);

function isPhone(sourceType: string | undefined, calls: Fact<unknown[]>): boolean | undefined {
  if (sourceType !== undefined && PHONE_SOURCES.has(sourceType)) return true;
  if (calls.state === 'known' && calls.value.length > 0) return true;
  return sourceType === undefined && calls.state === 'unavailable' ? undefined : false;
}
