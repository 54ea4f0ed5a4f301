import type { Workspace } from '../../db/ports.ts';
import { countryInForce, NO_COUNTRY, type ReadingCountry } from '../callers/reading-country.ts';
import type { Deps } from '../deps.ts';
import type { Trail } from './trail.ts';

/** What numbers without a country code are read in, looked up once for a card. Never rejects. */
export function countryReader(
  { store }: Pick<Deps, 'store'>,
  { workspaceId }: Workspace,
  trail: Trail,
): () => Promise<ReadingCountry> {
  async function lookUp(): Promise<ReadingCountry> {
    try {
      return countryInForce(await trail.watch(() => store.countries.find(workspaceId)));
    } catch {
      // Numbers that say their country are read all the same; but the card is not one to be drawn again from memory.
      trail.ask();
      return NO_COUNTRY;
    }
  }
  let found: Promise<ReadingCountry> | undefined;
  return () => {
    found ??= lookUp();
    return found;
  };
}
