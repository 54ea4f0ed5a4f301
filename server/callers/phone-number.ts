import type { PhoneNumber } from '../../canvas/facts.ts';
import type { ReadingCountry } from './reading-country.ts';
import { type ResolvedNumber, resolveNumber, type UnresolvedNumber } from './resolve-number.ts';

/** A phone text, read once for everything that is made of it. */
export interface ReadPhone {
  raw: string;
  number: ResolvedNumber | UnresolvedNumber;
  /** What it means without the country, where that is a guess; else the same as `number`. */
  unguessed: ResolvedNumber | UnresolvedNumber;
}

/** Undefined for no text. */
export function readPhone(raw: string | undefined, { country, isGuess }: ReadingCountry): ReadPhone | undefined {
  if (raw === undefined || raw.trim() === '') return undefined;
  const number = resolveNumber(raw, country);
  return { raw, number, unguessed: isGuess ? resolveNumber(raw, undefined) : number };
}

/**
 * A phone number for reading: international form and country, where the text means a number. One that is of a possible
 * length but in no range that is in use - an example, a new range - has no country. Anything else is kept as it was
 * written, a hidden caller is told as one. What would be read otherwise without a guessed country says so.
 */
export function phoneNumberOf({ raw, number, unguessed }: ReadPhone): PhoneNumber {
  const { international } = number;
  const guessed = e164Of(number) !== e164Of(unguessed);
  if (number.resolved) return { raw, international, countryCode: number.country, ...(guessed && { guessed }) };
  const unread = { raw, international, countryCode: undefined };
  return number.reason === 'hidden' ? { ...unread, hidden: true } : unread;
}

/** @param options.isGuess the default country was only guessed */
export function readPhoneNumber(
  raw: string | undefined,
  defaultCountry?: string,
  { isGuess = false } = {},
): PhoneNumber | undefined {
  const read = readPhone(raw, { country: defaultCountry, isGuess });
  return read && phoneNumberOf(read);
}

/**
 * The number, for what is concluded from it or cannot be undone: undefined where it hangs on a guessed country, or the
 * text had to be mended.
 */
export function certainNumber({ number, unguessed }: ReadPhone): ResolvedNumber | undefined {
  if (!number.resolved || !unguessed.resolved || number.e164 !== unguessed.e164) return undefined;
  return unguessed.confidence === 'low' ? undefined : unguessed;
}

function e164Of(number: ResolvedNumber | UnresolvedNumber): string | undefined {
  return number.resolved ? number.e164 : undefined;
}
