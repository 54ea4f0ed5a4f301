import { describe, expect, test } from 'vitest';
import { newDatabasePath } from '../db/open-store.ts';
import { ACME, connected, NOW_MS, runWith } from './numbers-setup.ts';
import { TOKEN } from './start-callcard.ts';

const setUp = async () => {
  const room = await connected('http://127.0.0.1:9', TOKEN);
  const country = (...words: string[]) => room.run(['country', '--workspace', ACME, ...words]);
  return { ...room, country };
};

const CHOOSE = 'To choose one: npm run numbers -- country --workspace acmeus1 FR\n';
const TAKE_BACK = 'To take the choice back: npm run numbers -- country --workspace acmeus1 none\n';

test('the country that numbers are read in is shown with who says so: nobody, a guess, or a choice', async () => {
  const { country, store } = await setUp();
  expect(await country()).toEqual({
    ...{ exitCode: 0, err: '' },
    out: `Acme (acmeus1): numbers without a country code are not read, as no country is chosen or guessed.\n${CHOOSE}`,
  });
  await store.countries.guess({ workspaceId: ACME, country: 'DE', from: 'contacts', atMs: NOW_MS });
  expect((await country()).out).toBe(
    `Acme (acmeus1): numbers without a country code are read as numbers of Germany (DE), a guess from its contacts.\n${CHOOSE}`,
  );
  expect((await country('fr')).out).toBe(
    'Acme (acmeus1): numbers without a country code are read as numbers of France (FR), as chosen.\n' +
      'Callcard now goes through all contacts again, so that callers are found by these numbers.\n' +
      `Without the choice, they are read as numbers of Germany (DE), a guess from its contacts. ${TAKE_BACK}`,
  );
  expect(await store.countries.find(ACME)).toMatchObject({ chosenCountry: 'FR', guessedCountry: 'DE' });
});

test('another country has Callcard read all numbers anew, and the same one does not', async () => {
  const { country, store } = await setUp();
  const jobs = () => store.jobs.list({ workspaceId: ACME, kind: 'reindex-phones', limit: 10 });
  await store.countries.guess({ workspaceId: ACME, country: 'FR', from: 'contacts', atMs: NOW_MS });
  expect((await country('FR')).out).not.toContain('goes through all contacts');
  expect(await jobs()).toEqual([]);
  await country('DE');
  expect(await jobs()).toMatchObject([{ jobId: 'reindex-phones:DE', state: 'waiting', runAtMs: NOW_MS }]);
});

describe('a country that is chosen', () => {
  const claim = { owner: 'a worker', nowMs: NOW_MS, leaseMs: 60_000, limit: 9, perWorkspace: 9, afterWorkspaceId: '' };

  test('while numbers are read in another has them read anew after that, whatever that has looked at already', async () => {
    const { country, store } = await setUp();
    const jobs = async () => {
      const all = await store.jobs.list({ limit: 9 });
      return all.map(({ jobId, state }) => `${jobId} ${state}`).toSorted();
    };
    await country('FR');
    await store.jobs.claim({ ...claim, exceptWorkspaceIds: [] });
    await country('DE');
    expect(await jobs()).toEqual(['reindex-phones:DE waiting', 'reindex-phones:FR running']);
    // Back again: whichever of the two is last reads in the country of then.
    await country('FR');
    expect(await jobs()).toEqual(['reindex-phones:DE waiting', 'reindex-phones:FR running']);
  });

  test('can be chosen again by somebody who was cut off before its numbers were read', async () => {
    const { country, store } = await setUp();
    await store.countries.choose({ workspaceId: ACME, country: 'FR' });
    expect((await country('FR')).out).toContain('goes through all contacts again');
    expect(await store.jobs.find({ workspaceId: ACME, jobId: 'reindex-phones:FR' })).toMatchObject({
      state: 'waiting',
    });
  });

  test('again has work begin anew that was given up', async () => {
    const { country, store } = await setUp();
    const job = { workspaceId: ACME, jobId: 'reindex-phones:FR' };
    await country('FR');
    await store.jobs.claim({ ...claim, exceptWorkspaceIds: [] });
    await store.jobs.bury({ owner: claim.owner, job, error: 'gave up', atMs: NOW_MS });
    await country('FR');
    expect(await store.jobs.find(job)).toMatchObject({ state: 'waiting' });
  });
});

test('none goes back to the guess, and says when there is none', async () => {
  const { country, store } = await setUp();
  expect((await country('FR')).out).toContain(`Callcard has no guess. ${TAKE_BACK}`);
  expect((await country('none')).out).toContain('are not read, as no country is chosen or guessed.');
  expect(await store.countries.find(ACME)).toMatchObject({ chosenCountry: undefined });
});

describe('exits with 2 and says what to do', () => {
  test('for a workspace that is not there', async () => {
    const { run } = await setUp();
    for (const verb of [['audit'], ['country', 'FR'], ['fix', '--csv', 'none.csv']]) {
      const { exitCode, out, err } = await run([...verb, '--workspace', 'acne']);
      expect([exitCode, out]).toEqual([2, '']);
      expect(err).toMatch(/^There is no workspace acne in .*\. See npm run deliveries for those there are\.\n$/);
    }
  });

  test('for a database that is not there, which it does not make', async () => {
    const missing = newDatabasePath();
    const environment = { INTERCOM_CLIENT_ID: 'id', DATABASE_URL: `file:${missing}` };
    const { exitCode, err } = await runWith(environment, ['country', '--workspace', ACME]);
    expect([exitCode, err]).toEqual([2, expect.stringContaining(`There is no database ${missing} yet.`)]);
  });

  test.each([
    [[], 'Say what to do: audit, fix, country.'],
    [['mend'], 'Say what to do: audit, fix, country.'],
    [['audit'], 'Name a workspace with --workspace.'],
    [['audit', '--workspace', 'a', 'b'], 'audit does not know b.'],
    [['audit', '--workspace', 'a', '--dry-run'], 'audit takes no --dry-run.'],
    [['audit', '--workspace', 'a', '--country', 'France'], '--country is France: give two letters'],
    [['fix', '--workspace', 'a'], 'Name the reviewed file with --csv.'],
    [['fix', '--workspace', 'a', '--csv', 'f', '--country', 'FR'], 'fix takes no --country.'],
    [['country', '--workspace', 'a', 'XX'], 'The country is XX: give two letters of ISO 3166-1'],
    [['country', '--workspace', 'a', 'FR', 'DE'], 'country does not know DE.'],
    [['country', '--workspace', 'a', '--json'], 'country takes no --json.'],
    [['audit', '--tail'], "Unknown option '--tail'"],
  ])('for %j', async (args, message) => {
    const { exitCode, out, err } = await runWith({}, args);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err).toMatch(/For help: npm run numbers -- --help\n$/);
  });
});

test('--help tells what can be done, the options, the decisions and the exit codes, whatever else is given', async () => {
  const { exitCode, out, err } = await runWith({}, ['audit', '-h']);
  expect([exitCode, err]).toEqual([0, '']);
  for (const word of ['audit', 'fix', 'country', '--csv', '--dry-run', 'decision', 'Exit codes']) {
    expect(out).toContain(word);
  }
});
