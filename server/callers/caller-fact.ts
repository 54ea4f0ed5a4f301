import type { Caller } from '../../canvas/facts.ts';
import type { PayloadContact } from '../card/payload.ts';
import type { Contact, FoundContact } from '../intercom/types.ts';
import { isHiddenCaller } from './hidden-caller.ts';
import { readPhoneNumber } from './phone-number.ts';
import { NO_COUNTRY, type ReadingCountry } from './reading-country.ts';

/** The caller as Intercom's API knows the contact now. */
export function callerFromContact({ contact, mergedFromId }: FoundContact, country = NO_COUNTRY): Caller {
  return { ...described(contact, country), merged: mergedFromId !== undefined, unread: undefined };
}

/** The caller as Intercom described the contact when it asked for the card: what is left when the API does not answer. */
export function callerFromPayload(contact: PayloadContact, country = NO_COUNTRY): Caller {
  return { ...described(contact, country), merged: false, unread: undefined };
}

function described(
  contact: Pick<Contact, 'id' | 'name' | 'email' | 'phone'> & { role: string | undefined },
  { country, isGuess }: ReadingCountry,
) {
  const { id, role, name, email } = contact;
  // Intercom calls a contact that it makes for a call by the number of it.
  const isNamedByNothing = isHiddenCaller(name) && isHiddenCaller(contact.phone);
  return {
    ...{ contactId: id, role, name: isNamedByNothing ? undefined : name, email },
    phone: readPhoneNumber(contact.phone, country, { isGuess }),
  };
}
