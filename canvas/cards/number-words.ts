import type { PhoneNumber } from '../facts.ts';
import type { CardTexts } from '../texts/catalogue.ts';
import { clip } from '../words.ts';

const countryNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

/**
 * A number to read, and where it is: `+33 7 62 04 35 75, France`. One that was read in a country that nobody set says so.
 * What stands for a withheld number is never shown as a number.
 */
export function numberWords(phone: PhoneNumber, texts: CardTexts): string {
  const { international, raw, countryCode, hidden, guessed } = phone;
  if (hidden) return texts.number.withheld;
  const number = clip(international ?? raw, 40);
  const country = countryCode === undefined ? undefined : countryNames.of(countryCode);
  if (country === undefined) return number;
  return `${number}, ${guessed ? texts.number.guessed(country) : country}`;
}

/** Whether two texts are one number, as far as they can be read. */
export function isSameNumber(one: PhoneNumber, other: PhoneNumber): boolean {
  if (one.hidden || other.hidden) return one.hidden === other.hidden;
  return one.international === undefined ? one.raw === other.raw : one.international === other.international;
}
