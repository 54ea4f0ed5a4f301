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

/**
 * How the phone text of somebody who was found by a number (E.164) goes with it: `exact` where it means this number, be it
 * as the line shows itself elsewhere or in a range that is not known; `possible` where it may mean another one as well.
 * Undefined: it does not mean this number.
 */
export function matchOf(
  phone: string | undefined,
  phoneE164: string,
  defaultCountry: string | undefined,
): 'exact' | 'possible' | undefined {
  const found = resolveNumber(phone, defaultCountry);
  if (!found.resolved) {
    if (!found.candidates.includes(phoneE164)) return undefined;
    return found.reason === 'not_in_use' ? 'exact' : 'possible';
  }
  if (found.e164 === phoneE164) return 'exact';
  if (!found.alternatives.includes(phoneE164)) return undefined;
  return found.confidence === 'high' ? 'exact' : 'possible';
}
