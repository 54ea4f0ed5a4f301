import type { Contact } from '../intercom/types.ts';
import { certainNumber, readPhone } from './phone-number.ts';
import type { ReadingCountry } from './reading-country.ts';

/**
 * The number (E.164) that makes a lead and a user look like one person, so that the lead may be merged into the user.
 * That cannot be undone, so a number that hangs on a guessed country is none. Undefined where they are no such two.
 */
export function numberOfBoth(lead: Contact, user: Contact, country: ReadingCountry): string | undefined {
  if (lead.role !== 'lead' || user.role !== 'user') return undefined;
  const ofLead = e164Of(lead, country);
  return ofLead !== undefined && ofLead === e164Of(user, country) ? ofLead : undefined;
}

function e164Of({ phone }: Contact, country: ReadingCountry): string | undefined {
  const read = readPhone(phone, country);
  return read && certainNumber(read)?.e164;
}

/** With more leads than these, a number is no person's. */
export const MOST_LEADS = 5;

/** Leads and the user that each may be merged into, where they are all who have the number: leads and one user. */
export function duplicatesAmong(
  contacts: readonly Contact[],
  country: ReadingCountry,
): { leadId: string; userId: string }[] {
  const [user, ...others] = contacts.toSorted(
    (one, other) => Number(other.role === 'user') - Number(one.role === 'user'),
  );
  if (user === undefined || others.length > MOST_LEADS) return [];
  if (!others.every((other) => numberOfBoth(other, user, country) !== undefined)) return [];
  return others.map((lead) => ({ leadId: lead.id, userId: user.id }));
}
