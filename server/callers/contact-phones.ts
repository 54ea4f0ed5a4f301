import { resolveNumber } from './resolve-number.ts';

/**
 * The numbers (E.164) by which a contact is found: the one that its phone text means, and others that it may mean where
 * there are two readings, the country is not known, or the range is not in use yet. Whichever was meant, the contact is
 * found. None for a hidden caller and for what is no number.
 */
export function phonesOf(phone: string | undefined, defaultCountry: string | undefined): string[] {
  const found = resolveNumber(phone, defaultCountry);
  return found.resolved ? [found.e164, ...found.alternatives] : found.candidates;
}
