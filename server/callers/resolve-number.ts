import type { CountryCode } from 'libphonenumber-js/max';
import { isSentinel, saysHidden } from './hidden-caller.ts';
import { type Reading, readInternational, readPossible } from './number-readings.ts';
import { type NumberText, readNumberText } from './number-text.ts';
import { type Dialling, diallingIn } from './numbering-plan.ts';
import { type Found, type How, readDialled, readPlus } from './readings-of-text.ts';

export type NumberType = Lowercase<Reading['type']>;

/** A phone text that means a number in use. */
export interface ResolvedNumber {
  resolved: true;
  e164: string;
  /** As written in its own country. */
  national: string;
  /** `+1 415 555 0100` */
  international: string;
  /** Undefined for numbers of no country (+800) and where the country's plan does not tell. +39 is told as Vatican and +44 as Jersey at times: numbers are compared by `e164`, never by country. */
  country: CountryCode | undefined;
  type: NumberType;
  extension: string | undefined;
  how: How;
  /** `high`: no other number can be meant. `medium`: one can, though less likely, or the text says its country code in a foreign way. `low`: the text had to be mended. */
  confidence: 'high' | 'medium' | 'low';
  /** Other numbers (E.164) that the text may mean; with `high`, the same line as it shows itself elsewhere: an Argentine mobile without its 9. */
  alternatives: string[];
}

export type WhyUnresolved =
  | 'empty'
  /** The caller's number is withheld. */
  | 'hidden'
  /** No number, or more than one. */
  | 'not_a_number'
  /** A short code, an emergency number, a number without its area code. */
  | 'too_short'
  /** No country code, and no default country. */
  | 'no_country'
  /** Country code and length are right, the range is not in use as far as is known: an example, a new range. */
  | 'not_in_use'
  /** Two numbers in use, and nothing in the text tells which of them is meant: 390831610 in Italy. */
  | 'ambiguous'
  | 'invalid';

/** A phone text that is kept as it was written. */
export interface UnresolvedNumber {
  resolved: false;
  reason: WhyUnresolved;
  /** Numbers (E.164) to look a contact up by, and for nothing else: never to write, dial or make a contact of. All that an `ambiguous` text may mean. */
  candidates: string[];
  /** The number of `not_in_use` as it is read. */
  international: string | undefined;
}

/** Fewer digits than this are no whole number, save where a numbering plan says so. */
const FEWEST_DIGITS = 7;

/**
 * The number that a phone text means, read in a default country (ISO 3166-1 alpha-2) where it has no country code. What
 * cannot be read, and what may mean two numbers equally, says why; no text makes it throw. Pure.
 */
export function resolveNumber(
  text: string | undefined,
  defaultCountry: string | undefined,
): ResolvedNumber | UnresolvedNumber {
  if (text === undefined) return unresolved('empty');
  const written = readNumberText(text);
  if ('reason' in written) return unresolved(saysHidden(text) ? 'hidden' : written.reason);
  if (isSentinel(written)) return unresolved('hidden');
  const dialling = diallingIn(defaultCountry);
  const found = written.plus ? readPlus(written, dialling) : readDialled(written, dialling);
  if (found === undefined) return unresolvedText(written, dialling);
  return 'undecided' in found ? unresolved('ambiguous', found.undecided) : resolved(found, written.extension);
}

function resolved(
  { number, type, how, confidence, alternatives }: Found,
  extension: string | undefined,
): ResolvedNumber {
  return {
    resolved: true,
    e164: number.number,
    national: number.formatNational(),
    international: number.formatInternational(),
    country: number.country,
    type: type.toLowerCase() as NumberType,
    extension,
    how,
    confidence,
    alternatives,
  };
}

function unresolvedText({ plus, digits }: NumberText, dialling: Dialling | undefined): UnresolvedNumber {
  if (plus) {
    const possible = readPossible(digits);
    if (possible === undefined) return unresolved(digits.length < FEWEST_DIGITS ? 'too_short' : 'invalid');
    return unresolved('not_in_use', [possible.number], possible.formatInternational());
  }
  if (digits.length < FEWEST_DIGITS) return unresolved('too_short');
  const foreign = readInternational(digits)?.number.number;
  return unresolved(dialling === undefined ? 'no_country' : 'invalid', foreign === undefined ? [] : [foreign]);
}

function unresolved(reason: WhyUnresolved, candidates: string[] = [], international?: string): UnresolvedNumber {
  return { resolved: false, reason, candidates, international };
}
