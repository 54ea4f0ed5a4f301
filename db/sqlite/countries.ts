import { eq, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { CountryStore } from '../caller-ports.ts';
import { toCountrySetting } from '../rows.ts';
import { countries } from '../schema/sqlite.ts';
import { answer } from './answer.ts';
import { onFirstUse } from './on-first-use.ts';

/** The statements are prepared once and kept as long as the store. */
export function createCountryStore(db: BetterSQLite3Database): CountryStore {
  const select = onFirstUse(() =>
    db
      .select()
      .from(countries)
      .where(eq(countries.workspaceId, sql.placeholder('workspaceId')))
      .prepare(),
  );

  // What somebody chose and what was guessed never undo each other, also when both come at once.
  const upsertChoice = onFirstUse(() =>
    db
      .insert(countries)
      .values({ workspaceId: sql.placeholder('workspaceId'), chosenCountry: sql.placeholder('country') })
      .onConflictDoUpdate({ target: countries.workspaceId, set: { chosenCountry: sql`excluded.chosen_country` } })
      .prepare(),
  );

  const upsertGuess = onFirstUse(() =>
    db
      .insert(countries)
      .values({
        workspaceId: sql.placeholder('workspaceId'),
        guessedCountry: sql.placeholder('country'),
        guessedFrom: sql.placeholder('from'),
        guessedAtMs: sql.placeholder('atMs'),
      })
      .onConflictDoUpdate({
        target: countries.workspaceId,
        set: {
          guessedCountry: sql`excluded.guessed_country`,
          guessedFrom: sql`excluded.guessed_from`,
          guessedAtMs: sql`excluded.guessed_at_ms`,
        },
      })
      .prepare(),
  );

  return {
    find: (workspaceId) =>
      answer('find the country of a workspace', () => {
        const row = select.get({ workspaceId });
        return row === undefined ? undefined : toCountrySetting(row);
      }),
    choose: ({ workspaceId, country }) =>
      answer(
        'choose the country of a workspace',
        () => {
          upsertChoice.run({ workspaceId, country: country ?? null });
        },
        { workspaceId },
      ),
    guess: ({ workspaceId, country, from, atMs }) =>
      answer(
        'guess the country of a workspace',
        () => {
          upsertGuess.run({ workspaceId, country: country ?? null, from: from ?? null, atMs });
        },
        { workspaceId },
      ),
  };
}
