import { countryOfZone } from './country-zones.ts';
import { resolveNumber } from './resolve-number.ts';

/** The country that numbers without a country code are read in, as far as it can be guessed; to be shown as a guess. */
export interface DefaultCountry {
  /** ISO 3166-1 alpha-2. */
  country: string | undefined;
  why: 'contacts' | 'time_zone' | 'none';
  /** How much of the contacts' clear numbers are of this country, 0 to 1; 0 where none is clear. */
  share: number;
}

/** Fewer clear numbers say nothing about a workspace. */
const FEWEST_CLEAR = 5;

/**
 * The country that more than half of the contacts are in, by those of their numbers that say their country themselves;
 * else the country of the workspace's time zone (its IANA name). Pure.
 */
export function guessDefaultCountry(given: {
  contactPhones: Iterable<string | undefined>;
  timeZone: string | undefined;
}): DefaultCountry {
  const counts = new Map<string, number>();
  let clear = 0;
  for (const phone of given.contactPhones) {
    const number = resolveNumber(phone, undefined);
    if (!number.resolved || number.how !== 'international' || number.country === undefined) continue;
    clear += 1;
    counts.set(number.country, (counts.get(number.country) ?? 0) + 1);
  }
  const shareOf = (country: string) => (clear === 0 ? 0 : (counts.get(country) ?? 0) / clear);
  const majority = [...counts.keys()].find((country) => shareOf(country) > 0.5);
  if (majority !== undefined && clear >= FEWEST_CLEAR) {
    return { country: majority, why: 'contacts', share: shareOf(majority) };
  }
  const ofZone = given.timeZone === undefined ? undefined : countryOfZone(given.timeZone);
  if (ofZone === undefined) return { country: undefined, why: 'none', share: 0 };
  return { country: ofZone, why: 'time_zone', share: shareOf(ofZone) };
}
