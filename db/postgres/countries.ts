import { eq, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { CountryStore } from '../caller-ports.ts';
import { toCountrySetting } from '../rows.ts';
import { countries } from '../schema/postgres.ts';
import type { Connections } from './connect.ts';
import { given, keptStatements } from './statements.ts';

function prepare(db: NodePgDatabase) {
  const select = db
    .select()
    .from(countries)
    .where(eq(countries.workspaceId, given(countries.workspaceId, 'workspaceId')))
    .prepare('countries_select');

  // What somebody chose and what was guessed never undo each other, also when both come at once.
  const upsertChoice = db
    .insert(countries)
    .values({ workspaceId: sql.placeholder('workspaceId'), chosenCountry: sql.placeholder('country') })
    .onConflictDoUpdate({ target: countries.workspaceId, set: { chosenCountry: sql`excluded.chosen_country` } })
    .prepare('countries_choose');

  const upsertGuess = db
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
    .prepare('countries_guess');

  return { select, upsertChoice, upsertGuess };
}

export function createCountryStore({ answer }: Connections): CountryStore {
  const statements = keptStatements(prepare);
  return {
    find: (workspaceId) =>
      answer('find the country of a workspace', async (db) => {
        const [row] = await statements(db).select.execute({ workspaceId });
        return row === undefined ? undefined : toCountrySetting(row);
      }),
    choose: ({ workspaceId, country }) =>
      answer(
        'choose the country of a workspace',
        async (db) => {
          await statements(db).upsertChoice.execute({ workspaceId, country: country ?? null });
        },
        { workspaceId },
      ),
    guess: ({ workspaceId, country, from, atMs }) =>
      answer(
        'guess the country of a workspace',
        async (db) => {
          const guess = { workspaceId, country: country ?? null, from: from ?? null, atMs };
          await statements(db).upsertGuess.execute(guess);
        },
        { workspaceId },
      ),
  };
}
