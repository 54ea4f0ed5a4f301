import type { CountrySetting } from '../../db/caller-ports.ts';

/** The country that numbers without a country code are read in, and who says so. */
export interface ReadIn {
  /** ISO 3166-1 alpha-2. */
  country: string | undefined;
  from: 'command_line' | 'chosen' | 'contacts' | 'time_zone' | 'nobody';
}

/** What was asked for now, else what somebody chose, else what Callcard guesses. */
export function readInOf(setting: CountrySetting | undefined, asked?: string): ReadIn {
  if (asked !== undefined) return { country: asked, from: 'command_line' };
  if (setting?.chosenCountry !== undefined) return { country: setting.chosenCountry, from: 'chosen' };
  return guessOf(setting) ?? { country: undefined, from: 'nobody' };
}

/** What Callcard guesses, whatever was chosen. */
export function guessOf(setting: CountrySetting | undefined): ReadIn | undefined {
  const { guessedCountry: country, guessedFrom: from } = setting ?? {};
  return country === undefined || from === undefined ? undefined : { country, from };
}

const names = new Intl.DisplayNames('en', { type: 'region' });

const WHY: Readonly<Record<Exclude<ReadIn['from'], 'nobody'>, string>> = {
  command_line: 'as asked for',
  chosen: 'as chosen',
  contacts: 'a guess from its contacts',
  time_zone: 'a guess from its time zone',
};

/** `are read as numbers of France (FR), as chosen` */
export function readInText({ country, from }: ReadIn): string {
  if (country === undefined || from === 'nobody') return 'are not read, as no country is chosen or guessed';
  return `are read as numbers of ${names.of(country)} (${country}), ${WHY[from]}`;
}
