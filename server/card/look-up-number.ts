import { absent, type Fact, mapFact } from '../../canvas/facts.ts';
import { StoreUnavailableError } from '../../db/errors.ts';
import { type CallerNumber, callerNumber } from '../callers/caller-number.ts';
import { matchOf } from '../callers/contact-phones.ts';
import {
  type CallerIndex,
  type FindOptions,
  type FoundCaller,
  type FoundCallers,
  findCallers,
} from '../callers/find-callers.ts';
import { newestFirst } from '../calls/call-fact.ts';
import type { Call, Contact, FoundContact } from '../intercom/types.ts';
import { type CardContext, windowOf } from './context.ts';
import { factOf } from './fact.ts';

/** Whose number it is, as a card needs it. */
export interface LookedUp {
  number: CallerNumber | undefined;
  /** Absent where there is nothing to look up by, undefined when our own records cannot tell. */
  found: Fact<Omit<FoundCallers, 'asked'>> | undefined;
  /** The contact of the conversation, as far as it could be read. */
  contact: Contact | undefined;
}

/** The caller's number. As Intercom described the contact with the request, where they cannot be read. */
export async function numberOfCaller(
  { mirror, request }: CardContext,
  { calls, contact }: { calls: Fact<Call[]>; contact: Fact<FoundContact> },
): Promise<CallerNumber | undefined> {
  const contactPhone = contact.state === 'unavailable' ? request.contact?.phone : contactOf(contact)?.phone;
  const knownCalls = calls.state === 'known' ? newestFirst(calls.value) : [];
  return callerNumber({ calls: knownCalls, contactPhone }, await mirror.country());
}

/** All who have the caller's number: from the index, and from Intercom where `search` says so. */
export async function lookUpNumber(
  context: CardContext,
  { number, contact: fact }: { number: CallerNumber | undefined; contact: Fact<FoundContact> },
  options: Pick<FindOptions, 'limit' | 'search'>,
): Promise<LookedUp> {
  const { mirror, deps, workspace, client, upstream, log } = context;
  const contact = contactOf(fact);
  const phoneE164 = number?.lookUp;
  if (phoneE164 === undefined) return { number, found: absent, contact };

  const country = await mirror.country();
  const finder = { deps, workspace, client, country, index: indexOf(context, contact) };
  const find = findCallers(finder, phoneE164, { ...options, upstream });
  const looked = await factOf<FoundCallers | 'cannot tell'>(
    find.catch((err: unknown) => {
      if (!(err instanceof StoreUnavailableError)) throw err;
      log.warn({ err }, 'nobody can tell who has the number of the caller');
      return 'cannot tell';
    }),
    windowOf(context),
  );
  if (looked.state !== 'known' || looked.value === 'cannot tell' || looked.value.asked) mirror.trail.ask();
  if (looked.state !== 'known') return { number, found: looked, contact };
  const all = looked.value;
  if (all === 'cannot tell') return { number, found: undefined, contact };
  const others = all.callers.filter((one) => one.contact.id !== contact?.id);
  // As just read, not as it is kept.
  const match = contact && matchOf(contact.phone, phoneE164, country.country);
  const found: FoundCaller[] = contact && match ? [{ contact, exact: match === 'exact' }, ...others] : others;
  // Of a number that may be another one, nobody has certainly the caller's.
  const callers = found.map((one) => ({ ...one, exact: one.exact && number?.isExact === true }));
  return { number, found: mapFact({ ...looked, value: all }, (value) => ({ ...value, callers })), contact };
}

function contactOf(fact: Fact<FoundContact>): Contact | undefined {
  return fact.state === 'known' ? fact.value.contact : undefined;
}

/** What is kept, looked at so that it can be told later whether it is still the same. */
function indexOf(
  { mirror, deps, workspace: { workspaceId, epoch } }: CardContext,
  contact: Contact | undefined,
): CallerIndex {
  const { facts } = deps.store;
  return {
    contactIds: (phoneE164, limit) =>
      mirror.trail.watch(() => facts.contactsByPhone({ workspaceId, epoch, phoneE164, limit })),
    contacts: (ids) =>
      Promise.all(
        ids.map(async (id) => {
          // The contact of the conversation was read already; what is kept of them may be of before.
          const known = id === contact?.id ? contact : await mirror.keptContact(id);
          return known && { contact: known };
        }),
      ),
    async ask(contactId) {
      const fact = await mirror.contact(contactId);
      return fact.state === 'unavailable' ? 'unread' : contactOf(fact);
    },
    keep: (contacts, sentAtMs) => mirror.keepContacts(contacts, sentAtMs),
  };
}
