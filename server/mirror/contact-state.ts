import type { ListedContact } from '../../db/mirror-ports.ts';
import { phonesOf } from '../callers/contact-phones.ts';
import type { Contact } from '../intercom/types.ts';
import { readFact, writeFact } from './fact-values.ts';

/** The numbers a contact is found by, E.164; those without a country code are read in the workspace's country. */
export function numbersOf(contact: Contact, country: string | undefined): string[] {
  return phonesOf(contact.phone, country);
}

/** Those of the contacts who are kept because they have a phone number. */
export function listedContacts(contacts: readonly Contact[], country: string | undefined): ListedContact[] {
  return contacts.flatMap((contact): ListedContact[] => {
    const phones = numbersOf(contact, country);
    const { id: contactId, updatedAtMs: versionMs } = contact;
    // Intercom gives every contact an `updated_at`; one without could never be told from an older state of it.
    if (phones.length === 0 || versionMs === undefined) return [];
    return [{ contactId, value: writeContact(contact), versionMs, phones }];
  });
}

/** A contact as it is kept, undefined for one that was merged away. */
export function keptContact(value: string | undefined): Contact | undefined {
  const kept = value === undefined ? undefined : readFact('contact', value);
  return kept !== undefined && 'contact' in kept ? kept.contact : undefined;
}

export function isMergedAway(value: string | undefined): boolean {
  return value !== undefined && 'mergedIntoId' in readFact('contact', value);
}

export function writeContact(contact: Contact): string {
  return writeFact('contact', { contact });
}

/** What moves `updated_at`. When somebody was last seen, and how many companies there are, is not in every answer. */
export function isSameContact(one: Contact, other: Contact): boolean {
  return (
    one.role === other.role &&
    one.name === other.name &&
    one.email === other.email &&
    one.phone === other.phone &&
    one.externalId === other.externalId
  );
}
