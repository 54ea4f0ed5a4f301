import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { PhoneNumber } from '../../canvas/facts.ts';

/**
 * A phone number for reading: international form and country, where the text is a valid number with its country code.
 * Anything else is kept as it was written.
 */
export function readPhoneNumber(raw: string | undefined): PhoneNumber | undefined {
  if (raw === undefined || raw.trim() === '') return undefined;
  const parsed = parsePhoneNumberFromString(raw);
  if (parsed === undefined || !parsed.isValid()) return { raw, international: undefined, countryCode: undefined };
  return { raw, international: parsed.formatInternational(), countryCode: parsed.country };
}
