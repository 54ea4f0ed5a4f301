import { type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Dialling } from './numbering-plan.ts';

/** Digits read as a number of a plan, with the type that says its range is in use. */
export interface Reading {
  number: PhoneNumber;
  /** As the library names it: `MOBILE`, `FIXED_LINE`. */
  type: NonNullable<ReturnType<PhoneNumber['getType']>>;
}

/** More than a number has: 15 digits (E.164), and an exit code and trunk prefix before them. */
const MOST_DIGITS = 22;

/** Digits that begin with a country code; undefined when they are no number that is in use. */
export function readInternational(digits: string): Reading | undefined {
  // No country code begins with 0.
  return digits.startsWith('0') ? undefined : checked(parse(`+${digits}`));
}

/** Digits as they are dialled in a country, its exit codes included. */
export function readNational(digits: string, dialling: Dialling): Reading | undefined {
  return checked(parse(digits, dialling));
}

/** Digits that begin with a country code and are as many as its numbers have, whether or not their range is in use. */
export function readPossible(digits: string): PhoneNumber | undefined {
  const number = digits.startsWith('0') ? undefined : parse(`+${digits}`);
  return number?.isPossible() === true ? number : undefined;
}

function parse(text: string, dialling?: Dialling): PhoneNumber | undefined {
  if (text.length < 4 || text.length > MOST_DIGITS) return undefined;
  if (dialling === undefined) return parsePhoneNumberFromString(text, { extract: false });
  return parsePhoneNumberFromString(text, { defaultCountry: dialling.country, extract: false });
}

function checked(number: PhoneNumber | undefined): Reading | undefined {
  // A number has a type exactly when it is valid, and the type is wanted too.
  const type = number?.getType();
  return number === undefined || type === undefined ? undefined : { number, type };
}
