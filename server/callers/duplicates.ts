import type { Contact } from '../intercom/types.ts';
import type { ReadingCountry } from './reading-country.ts';
import { resolveNumber } from './resolve-number.ts';

/** Whether a lead and a user have one number, so that the lead may be merged into the user. */
export function isDuplicate(lead: Contact, user: Contact, { country }: ReadingCountry): boolean {
  if (lead.role !== 'lead' || user.role !== 'user') return false;
  const [ofLead, ofUser] = [resolveNumber(lead.phone, country), resolveNumber(user.phone, country)];
  return ofLead.resolved && ofUser.resolved && ofLead.e164 === ofUser.e164;
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
  if (!others.every((other) => isDuplicate(other, user, country))) return [];
  return others.map((lead) => ({ leadId: lead.id, userId: user.id }));
}
