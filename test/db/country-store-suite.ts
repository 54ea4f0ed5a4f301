import { describe, expect, test } from 'vitest';
import { installation, type OpenStore } from './open-store.ts';

const NOTHING = {
  workspaceId: 'a',
  chosenCountry: undefined,
  guessedCountry: undefined,
  guessedFrom: undefined,
  guessedAtMs: undefined,
};
const GUESS = { workspaceId: 'a', country: 'AT', from: 'contacts', atMs: 5_000 } as const;
const GUESSED = { guessedCountry: 'AT', guessedFrom: 'contacts', guessedAtMs: 5_000 };

/** What every `CountryStore` guarantees. */
export function countryStoreSuite(openStore: OpenStore): void {
  async function openCountries(...workspaceIds: string[]) {
    const store = await openStore();
    for (const workspaceId of workspaceIds) await store.workspaces.install(installation(workspaceId));
    return store.countries;
  }

  describe('the country of a workspace', () => {
    test('is not known before anybody chose or guessed it', async () => {
      const countries = await openCountries('a');
      expect(await countries.find('a')).toBeUndefined();
    });

    test('is what was chosen and what was guessed, whichever came first', async () => {
      const countries = await openCountries('a', 'b');
      await countries.choose({ workspaceId: 'a', country: 'GB' });
      expect(await countries.find('a')).toStrictEqual({ ...NOTHING, chosenCountry: 'GB' });
      await countries.guess(GUESS);
      await countries.guess({ ...GUESS, workspaceId: 'b' });
      expect(await countries.find('b')).toStrictEqual({ ...NOTHING, workspaceId: 'b', ...GUESSED });
      await countries.choose({ workspaceId: 'b', country: 'GB' });
      for (const workspaceId of ['a', 'b']) {
        expect(await countries.find(workspaceId)).toStrictEqual({ workspaceId, chosenCountry: 'GB', ...GUESSED });
      }
    });

    test('can be guessed anew, also to nothing, and the choice stays', async () => {
      const countries = await openCountries('a');
      await countries.choose({ workspaceId: 'a', country: 'GB' });
      await countries.guess(GUESS);
      await countries.guess({ ...GUESS, country: 'DE', from: 'time_zone', atMs: 6_000 });
      const again = { guessedCountry: 'DE', guessedFrom: 'time_zone', guessedAtMs: 6_000 };
      expect(await countries.find('a')).toStrictEqual({ workspaceId: 'a', chosenCountry: 'GB', ...again });
      await countries.guess({ workspaceId: 'a', country: undefined, from: undefined, atMs: 7_000 });
      expect(await countries.find('a')).toStrictEqual({ ...NOTHING, chosenCountry: 'GB', guessedAtMs: 7_000 });
    });

    test('is what was guessed again once nobody chooses any more', async () => {
      const countries = await openCountries('a');
      await countries.guess(GUESS);
      await countries.choose({ workspaceId: 'a', country: 'GB' });
      await countries.choose({ workspaceId: 'a', country: undefined });
      expect(await countries.find('a')).toStrictEqual({ ...NOTHING, ...GUESSED });
    });

    test('that is chosen and guessed at once loses neither', async () => {
      const countries = await openCountries('a');
      await Promise.all([
        ...Array.from({ length: 4 }, () => countries.choose({ workspaceId: 'a', country: 'GB' })),
        ...Array.from({ length: 4 }, () => countries.guess(GUESS)),
      ]);
      expect(await countries.find('a')).toStrictEqual({ workspaceId: 'a', chosenCountry: 'GB', ...GUESSED });
    });

    test('says nothing about another workspace', async () => {
      const countries = await openCountries('a', 'b');
      await countries.choose({ workspaceId: 'a', country: 'GB' });
      await countries.guess(GUESS);
      expect(await countries.find('b')).toBeUndefined();
      await countries.choose({ workspaceId: 'b', country: 'FR' });
      await countries.guess({ ...GUESS, workspaceId: 'b', country: 'FR' });
      expect(await countries.find('a')).toStrictEqual({ workspaceId: 'a', chosenCountry: 'GB', ...GUESSED });
    });

    test('is refused by name for a workspace that was never installed', async () => {
      const countries = await openCountries('a');
      const stranger = { workspaceId: 'stranger' };
      const refused = { code: 'unknown_workspace', message: expect.stringContaining('"stranger"') };
      await expect(countries.choose({ ...stranger, country: 'GB' })).rejects.toMatchObject(refused);
      await expect(countries.guess({ ...GUESS, ...stranger })).rejects.toMatchObject(refused);
    });
  });
}
