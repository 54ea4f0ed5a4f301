import type { Caller } from '../../canvas/facts.ts';
import type { PayloadContact } from '../card/payload.ts';
import type { Contact, FoundContact } from '../intercom/types.ts';
import { readPhoneNumber } from './phone-number.ts';

/** The caller as Intercom's API knows the contact now. */
export function callerFromContact({ contact, mergedFromId }: FoundContact): Caller {
  return { ...described(contact), merged: mergedFromId !== undefined, unread: undefined };
}

/** The caller as Intercom described the contact when it asked for the card: what is left when the API does not answer. */
export function callerFromPayload(contact: PayloadContact): Caller {
  return { ...described(contact), merged: false, unread: undefined };
}

function described(contact: Pick<Contact, 'id' | 'name' | 'email' | 'phone'> & { role: string | undefined }) {
  return {
    contactId: contact.id,
    role: contact.role,
    name: contact.name,
    email: contact.email,
    phone: readPhoneNumber(contact.phone),
  };
}
