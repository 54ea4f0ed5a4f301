import type { Contact } from '../intercom/types.ts';
import type { ReadingCountry } from './reading-country.ts';
import { resolveNumber } from './resolve-number.ts';

/** Whether a lead and a user have one number, so that the lead may be merged into the user. */
export function isDuplicate(lead: Contact, user: Contact, { country }: ReadingCountry): boolean {
  if (lead.role !== 'lead' || user.role !== 'user') return false;
  const [ofLead, ofUser] = [resolveNumber(lead.phone, country), resolveNumber(user.phone, country)];
  return ofLead.resolved && ofUser.resolved && ofLead.e164 === ofUser.e164;
}

/** The lead and the user, where these are the only two. */
export function duplicateAmong(
  contacts: readonly Contact[],
  country: ReadingCountry,
): { leadId: string; userId: string } | undefined {
  const [one, other, ...more] = contacts;
  if (one === undefined || other === undefined || more.length > 0) return undefined;
  const [lead, user] = one.role === 'lead' ? [one, other] : [other, one];
  return isDuplicate(lead, user, country) ? { leadId: lead.id, userId: user.id } : undefined;
}
