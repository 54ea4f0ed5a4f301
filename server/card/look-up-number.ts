import type { CallersNumber } from '../../canvas/caller-facts.ts';
import { absent, type Fact, known } from '../../canvas/facts.ts';
import { StoreUnavailableError } from '../../db/errors.ts';
import { callerNumber } from '../callers/caller-number.ts';
import { phonesOf } from '../callers/contact-phones.ts';
import { type CallerIndex, type FindOptions, findCallers } from '../callers/find-callers.ts';
import { newestFirst } from '../calls/call-fact.ts';
import type { Call, Contact, FoundContact } from '../intercom/types.ts';
import { type CardContext, windowOf } from './context.ts';
import { factOf } from './fact.ts';

/** Whose number it is, as a card needs it. */
export interface LookedUp {
  number: CallersNumber | undefined;
  /** Those who have it; absent where there is nothing to look up by, undefined when our own records cannot tell. */
  found: Fact<{ contacts: Contact[]; more: boolean }> | undefined;
  /** The contact of the conversation, as far as it could be read. */
  contact: Contact | undefined;
}

interface Given {
  calls: Fact<Call[]>;
  contact: Fact<FoundContact>;
}

/** The caller's number, and all who have it: from the index, and from Intercom where `search` says so. */
export async function lookUpNumber(
  context: CardContext,
  { calls, contact: fact }: Given,
  options: Pick<FindOptions, 'limit' | 'search'>,
): Promise<LookedUp> {
  const { mirror, request, deps, workspace, client, upstream, log } = context;
  const country = await mirror.country();
  const contact = fact.state === 'known' ? fact.value.contact : undefined;
  // As Intercom described them with the request, where they cannot be read.
  const contactPhone = fact.state === 'unavailable' ? request.contact?.phone : contact?.phone;
  const knownCalls = calls.state === 'known' ? newestFirst(calls.value) : [];
  const number = callerNumber({ calls: knownCalls, contactPhone }, country);
  const phoneE164 = number?.lookUp;
  if (phoneE164 === undefined) return { number, found: absent, contact };

  const finder = { deps, workspace, client, country, index: indexOf(context, contact) };
  const find = findCallers(finder, phoneE164, { ...options, upstream });
  const looked = await factOf<Awaited<typeof find> | 'cannot tell'>(
    find.catch((err: unknown) => {
      if (!(err instanceof StoreUnavailableError)) throw err;
      log.warn({ err }, 'nobody can tell who has the number of the caller');
      return 'cannot tell';
    }),
    windowOf(context),
  );
  if (looked.state !== 'known' || looked.value === 'cannot tell' || looked.value.asked) mirror.trail.ask();
  if (looked.state !== 'known') return { number, found: looked, contact };
  if (looked.value === 'cannot tell') return { number, found: undefined, contact };
  const { contacts, more } = looked.value;
  const others = contacts.filter(({ id }) => id !== contact?.id);
  const hasNumber = contact !== undefined && phonesOf(contact.phone, country.country).includes(phoneE164);
  // As just read, not as it is kept.
  return { number, found: known({ contacts: hasNumber ? [contact, ...others] : others, more }), contact };
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
    // The contact of the conversation was read already; what is kept of them may be of before.
    contacts: (ids) => Promise.all(ids.map((id) => (id === contact?.id ? contact : mirror.keptContact(id)))),
    async ask(contactId) {
      const fact = await mirror.contact(contactId);
      return fact.state === 'known' ? fact.value.contact : undefined;
    },
    keep: (contacts, sentAtMs) => mirror.keepContacts(contacts, sentAtMs),
  };
}
