import { type ResolvedNumber, resolveNumber, type WhyUnresolved } from '../../server/callers/resolve-number.ts';
import type { Contact } from '../../server/intercom/types.ts';

/** `rewrite`: means one number, and is not written as E.164. */
export type FindingKind = 'unreadable' | 'two_readings' | 'rewrite';

/** A contact whose phone somebody should look at. */
export interface Finding {
  kind: FindingKind;
  contactId: string;
  name: string | undefined;
  role: string;
  /** As Intercom has it. */
  phone: string;
  /** ISO 3166-1; undefined: there was none to read it in. */
  readIn: string | undefined;
  /** E.164; undefined where there is none, or nothing tells which of two it is. */
  reading: string | undefined;
  /** E.164, hardly ever more than one; all of them where none is likelier. */
  otherReadings: string[];
  confidence: ResolvedNumber['confidence'] | undefined;
  /** Code: how it was read, or why it could not be. */
  why: ResolvedNumber['how'] | WhyUnresolved;
  /** What E.164 has no room for. */
  extension: string | undefined;
  /** A number that has the form of one and is not in use. */
  international: string | undefined;
}

export type Weighed =
  | { phone: 'none' }
  /** `finding` undefined: it is E.164 already, and there is no other reading. */
  | { phone: 'given'; isCertain: boolean; finding: Finding | undefined };

/** What is to be said of a contact's phone, read in a country where it has no country code. Pure. */
export function weighPhone(contact: Contact, country: string | undefined): Weighed {
  const { id: contactId, name, role, phone } = contact;
  if (phone === undefined) return { phone: 'none' };
  const number = resolveNumber(phone, country);
  const known = { contactId, name, role, phone, readIn: country };
  if (!number.resolved) {
    const { reason: why, international, candidates } = number;
    if (why === 'empty') return { phone: 'none' };
    const isAmbiguous = why === 'ambiguous';
    const kind = isAmbiguous ? 'two_readings' : 'unreadable';
    const otherReadings = isAmbiguous ? candidates : [];
    const unread = { reading: undefined, otherReadings, confidence: undefined, extension: undefined };
    return { phone: 'given', isCertain: false, finding: { ...known, kind, ...unread, why, international } };
  }
  const { e164: reading, alternatives: otherReadings, confidence, how: why, extension } = number;
  const isCertain = confidence === 'high';
  const isDoubtful = otherReadings.length > 0 && !isCertain;
  if (reading === phone && !isDoubtful) return { phone: 'given', isCertain, finding: undefined };
  const kind = isDoubtful ? 'two_readings' : 'rewrite';
  const read = { reading, otherReadings, confidence, why, extension, international: undefined };
  return { phone: 'given', isCertain, finding: { ...known, kind, ...read } };
}
