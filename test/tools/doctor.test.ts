import { describe, expect, test } from 'vitest';
import { run, setUp } from './doctor-setup.ts';
import { SECRET, TOKEN, tokenKey } from './start-callcard.ts';

describe('a Callcard that works', () => {
  test('has no problem, and what was found is told line by line', async () => {
    const { callcard } = await setUp();
    const { exitCode, out, err } = await run(callcard.environment);
    expect([exitCode, err]).toEqual([0, '']);
    const { INTERCOM_API_URL: api = '', DATABASE_URL: database = '' } = callcard.environment;
    const told = out
      .replaceAll(callcard.url, 'CALLCARD')
      .replaceAll(api, 'INTERCOM')
      .replaceAll(new URL(api).host, 'INTERCOM')
      .replaceAll(database.replace('file:', ''), 'DATABASE')
      .replace(/Within \d+ s/, 'Within N s');
    expect(told).toMatchInlineSnapshot(`
      "warning  settings   All can be used, but INTERCOM_API_URL sends the requests of every region to INTERCOM
                          -> Leave INTERCOM_API_URL out unless that is a test.
      ok       settings   TOKEN_KEYS has 1 key of 32 bytes, k1
      ok       database   DATABASE opens and has the tables of this version
      ok       clock      Within N s of INTERCOM
      ok       address    PUBLIC_URL is CALLCARD
      ok       address    Callcard answers at CALLCARD/healthz
      ok       address    A card request that nobody signed is refused
      ok       address    A card request signed with the client secret arrives as it was sent
      ok       address    An install comes back to CALLCARD/oauth/callback: the Developer Hub must list it as a redirect URL
      ok       workspace  Acme (acme, us): connected by Ada Admin, whose email address is verified

      0 problems, 1 warning, 9 ok
      "
    `);
  });

  test('is told as JSON, too', async () => {
    const { callcard } = await setUp();
    const { exitCode, out } = await run(callcard.environment, '--json');
    const answer = JSON.parse(out);
    expect([exitCode, answer.healthy]).toEqual([0, true]);
    for (const finding of answer.findings) {
      expect(finding).toEqual({
        level: expect.stringMatching(/^(ok|warning)$/),
        area: expect.stringMatching(/^(settings|database|clock|address|workspace)$/),
        found: expect.stringMatching(/./),
        ...(finding.level === 'ok' ? {} : { next: expect.stringMatching(/./) }),
      });
    }
  });

  test('is not changed by being looked at, and its secrets are not shown', async () => {
    const { callcard, fake } = await setUp();
    const before = await callcard.store.workspaces.find('acme');
    const { out } = await run({ ...callcard.environment, INTERCOM_CLIENT_SECRET_PREVIOUS: 'the-secret-before' });
    expect(await callcard.store.workspaces.find('acme')).toStrictEqual(before);
    const asked = fake.requests.find(({ path }) => path === '/me');
    expect(asked?.headers.authorization).toBe(`Bearer ${TOKEN}`);
    for (const secret of [TOKEN, SECRET, 'the-secret-before', tokenKey('k1', 7).slice(3), before?.sealedToken ?? ''])
      expect(out).not.toContain(secret);
  });
});

test('--help tells what is looked into and the exit codes; anything else leads there', async () => {
  const { exitCode, out } = await run({}, '--help');
  expect(exitCode).toBe(0);
  for (const word of ['settings', 'database', 'clock', 'address', 'workspace', '--json', 'Exit codes'])
    expect(out).toContain(word);
  const wrong = await run({}, '--fix');
  expect([wrong.exitCode, wrong.out]).toEqual([2, '']);
  expect(wrong.err).toMatch(/For help: npm run doctor -- --help\n$/);
});
