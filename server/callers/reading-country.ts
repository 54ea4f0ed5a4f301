import type { CountrySetting, CountryStore } from '../../db/caller-ports.ts';

/** The country that numbers without a country code are read in. */
export interface ReadingCountry {
  /** ISO 3166-1 alpha-2; undefined: neither set nor guessed, so numbers need their country code. */
  country: string | undefined;
  /** Nobody set it: what is read by it is to be shown as a guess. */
  isGuess: boolean;
}

export const NO_COUNTRY: ReadingCountry = { country: undefined, isGuess: false };

/** What somebody set, else what was guessed. */
export function countryInForce(setting: CountrySetting | undefined): ReadingCountry {
  if (setting?.chosenCountry !== undefined) return { country: setting.chosenCountry, isGuess: false };
  if (setting?.guessedCountry !== undefined) return { country: setting.guessedCountry, isGuess: true };
  return NO_COUNTRY;
}

export async function readingCountryOf(countries: CountryStore, workspaceId: string): Promise<ReadingCountry> {
  return countryInForce(await countries.find(workspaceId));
}
