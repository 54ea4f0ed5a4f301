import type { PhoneNumber } from '../../canvas/facts.ts';
import { resolveNumber } from './resolve-number.ts';

/**
 * A phone number for reading: international form and country, where the text means a number. One that is of a possible
 * length but in no range that is in use - an example, a new range - has no country. Anything else is kept as it was
 * written, a hidden caller is told as one.
 */
export function readPhoneNumber(raw: string | undefined, defaultCountry?: string): PhoneNumber | undefined {
  if (raw === undefined || raw.trim() === '') return undefined;
  const found = resolveNumber(raw, defaultCountry);
  const { international } = found;
  if (found.resolved) return { raw, international, countryCode: found.country };
  const unread = { raw, international, countryCode: undefined };
  return found.reason === 'hidden' ? { ...unread, hidden: true } : unread;
}
