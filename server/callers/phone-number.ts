import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { PhoneNumber } from '../../canvas/facts.ts';

/**
 * A phone number for reading: international form and country, where the text is a number with its country code. One that
 * is of a possible length but in no range that is in use - an example, a new range - has no country. Anything else is
 * kept as it was written.
 */
export function readPhoneNumber(raw: string | undefined): PhoneNumber | undefined {
  if (raw === undefined || raw.trim() === '') return undefined;
  const parsed = parsePhoneNumberFromString(raw);
  if (parsed === undefined || !parsed.isPossible()) return { raw, international: undefined, countryCode: undefined };
  return {
    raw,
    international: parsed.formatInternational(),
    countryCode: parsed.isValid() ? parsed.country : undefined,
  };
}
