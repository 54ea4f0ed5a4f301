import type { Store, Workspace } from '../../db/ports.ts';
import { keptContact } from '../mirror/contact-state.ts';
import { guessDefaultCountry } from './default-country.ts';
import { countryInForce, type ReadingCountry } from './reading-country.ts';

/** So many contacts tell where a workspace's callers are. */
const SAMPLE = 2_000;
const PORTION = 500;

export interface CountryGuess {
  /** What is in force once the guess is written down: what somebody set goes before any guess. */
  inForce: ReadingCountry;
  write(): Promise<void>;
}

/**
 * Guesses the country that a workspace's callers write their numbers in, from phone texts of its contacts and its time
 * zone.
 */
export async function guessCountry(
  { store, clock }: { store: Pick<Store, 'countries'>; clock: () => number },
  { workspaceId, timeZone }: Pick<Workspace, 'workspaceId' | 'timeZone'>,
  contactPhones: Iterable<string | undefined>,
): Promise<CountryGuess> {
  const { country, why } = guessDefaultCountry({ contactPhones, timeZone });
  const known = await store.countries.find(workspaceId);
  const guess = { workspaceId, country, from: why === 'none' ? undefined : why, atMs: clock() };
  return {
    inForce: countryInForce({
      ...{ workspaceId, chosenCountry: known?.chosenCountry },
      ...{ guessedCountry: country, guessedFrom: guess.from, guessedAtMs: guess.atMs },
    }),
    write: () => store.countries.guess(guess),
  };
}

/** The phone texts of kept contacts, as many as make a guess. */
export async function samplePhones(
  { facts }: Pick<Store, 'facts'>,
  { workspaceId, epoch }: Pick<Workspace, 'workspaceId' | 'epoch'>,
): Promise<(string | undefined)[]> {
  const phones: (string | undefined)[] = [];
  for (let afterContactId = ''; phones.length < SAMPLE; ) {
    const page = await facts.keptContacts({ workspaceId, epoch, afterContactId, limit: PORTION });
    phones.push(...page.map(({ value }) => keptContact(value)?.phone));
    const last = page.at(-1);
    if (last === undefined || page.length < PORTION) break;
    afterContactId = last.key;
  }
  return phones;
}
