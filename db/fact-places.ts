import { randomInt } from 'node:crypto';
import type { FactKey, FactKind, ListedContact } from './mirror-ports.ts';

/*
 * What the places of facts have in common in every database.
 */

/** Their key is the id of the contact that they are about. */
const OF_A_CONTACT: ReadonlySet<FactKind> = new Set(['contact', 'companies', 'contact_tags', 'conversations']);
/** They are about a contact whom nobody knows before they are read. */
const OF_SOMEBODY: ReadonlySet<FactKind> = new Set(['conversation', 'calls', 'fin_voice']);

/**
 * Stands in `contact_id` of a place that may come to be about anybody. When a contact is removed, such places are
 * emptied as well: whoever is reading what belongs there may be reading of just that contact.
 */
export const ANYBODY = '';

/** Whom a new place is about; null: nobody, as teams and tags. */
export function contactOfPlace({ kind, key }: FactKey): string | null {
  if (OF_A_CONTACT.has(kind)) return key;
  return OF_SOMEBODY.has(kind) ? ANYBODY : null;
}

const LARGEST_START = 2 ** 47;

/**
 * Where a new place starts to count. Anywhere: whoever still knows the generation of a place that was deleted in
 * between must not take the new one for it.
 */
export function newGeneration(): number {
  return randomInt(1, LARGEST_START);
}

/** Each contact once, as it was last. */
export function newestOfEach(contacts: readonly ListedContact[]): ListedContact[] {
  const newest = new Map<string, ListedContact>();
  for (const contact of contacts) {
    const known = newest.get(contact.contactId);
    if (known === undefined || contact.versionMs >= known.versionMs) newest.set(contact.contactId, contact);
  }
  return [...newest.values()];
}
