import { expect, test } from 'vitest';
import { BROKEN_STORES } from './broken-stores.ts';
import { SimulationFailure, simulate } from './simulate.ts';

/*
 * SIMULATIONS says how many runs there are, SEED with which one they begin:
 * SEED=7 SIMULATIONS=1 vitest run --project fast test/simulation
 */

const FIRST_SEED = wholeNumber('SEED', 1);
const RUNS = wholeNumber('SIMULATIONS', 8);
const STEPS = 50;
/** On a busy machine. */
const LONGEST_RUN_MS = 5_000;

function wholeNumber(name: string, preset: number): number {
  const given = process.env[name] ?? String(preset);
  if (!/^\d{1,9}$/.test(given)) throw new Error(`${name} is ${JSON.stringify(given)}, and not a whole number.`);
  return Number(given);
}

test('whatever comes when, tenants stay apart, nothing is lost, done twice or made older, and memory says what Intercom says', {
  timeout: RUNS * LONGEST_RUN_MS,
}, async () => {
  const compared = { facts: 0, cards: 0 };
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) {
    const { facts, cards } = await simulate({ seed, steps: STEPS });
    compared.facts += facts;
    compared.cards += cards;
  }
  // Runs in which nothing is served from memory in the end would prove little; a few may end with nobody installed.
  if (RUNS < 8) return;
  expect(compared.facts).toBeGreaterThan(RUNS * 3);
  expect(compared.cards).toBeGreaterThan(0);
});

test('a seed repeats what happened', { timeout: 2 * LONGEST_RUN_MS }, async () => {
  const [one, other] = [await simulate({ seed: 3, steps: 40 }), await simulate({ seed: 3, steps: 40 })];
  expect(other).toEqual(one);
  expect(one.story.length).toBeGreaterThan(40);
});

/** Another run may be needed when something else in Callcard changed: chance then takes another way. */
const MOST_RUNS = 40;

test.each(BROKEN_STORES)(
  'a store that $fault is found out',
  { timeout: MOST_RUNS * LONGEST_RUN_MS },
  async ({ storeFrom, seed: first, found }) => {
    for (let seed = first; seed < first + MOST_RUNS; seed += 1) {
      const failure = await simulate({ seed, steps: STEPS, storeFrom }).catch((error: unknown) => error);
      if (!(failure instanceof SimulationFailure)) continue;
      expect(failure.message).toMatch(found);
      expect(failure.message).toContain(`SEED=${seed}`);
      return;
    }
    expect.unreachable('no run found it');
  },
);
