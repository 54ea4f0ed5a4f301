import type { PhoneNumber } from '../../canvas/facts.ts';
import { type ResolvedNumber, resolveNumber, type UnresolvedNumber } from './resolve-number.ts';

/**
 * A phone number for reading: international form and country, where the text means a number. One that is of a possible
 * length but in no range that is in use - an example, a new range - has no country. Anything else is kept as it was
 * written, a hidden caller is told as one.
 * @param options.isGuess the default country was only guessed: what would be read otherwise without it says so
 */
export function readPhoneNumber(
  raw: string | undefined,
  defaultCountry?: string,
  { isGuess = false } = {},
): PhoneNumber | undefined {
  if (raw === undefined || raw.trim() === '') return undefined;
  const found = resolveNumber(raw, defaultCountry);
  const { international } = found;
  const guessed = isGuess && isReadAs(found) !== isReadAs(resolveNumber(raw, undefined));
  if (found.resolved) return { raw, international, countryCode: found.country, ...(guessed && { guessed }) };
  const unread = { raw, international, countryCode: undefined };
  return found.reason === 'hidden' ? { ...unread, hidden: true } : unread;
}

function isReadAs(number: ResolvedNumber | UnresolvedNumber): string | undefined {
  return number.resolved ? number.e164 : undefined;
}
