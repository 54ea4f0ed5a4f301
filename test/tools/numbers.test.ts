import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { readAuditFile } from '../../tools/numbers/audit-file.ts';
import { ACME, NOW_MS, setUp } from './numbers-setup.ts';

const rowsIn = (path: string) => readAuditFile(readFileSync(path, 'utf8').replace('\ufeff', ''), path);

test('an audit lists the phones that cannot be read, may mean two numbers or would be written differently', async () => {
  const { audit, addContacts, asked } = await setUp();
  addContacts(
    ...['+33762043575', undefined, '07.62.04.35.75', '+33 1 70 18 99 00 ext. 12', 'see CRM', 'anonymous', '12345', ''],
    ...['+1 999 999 9999', '\u001b[2J0762043575', 'call between nine and five, or in the evening'],
  );
  expect(await audit('--country', 'fr')).toMatchInlineSnapshot(`
    {
      "err": "",
      "exitCode": 0,
      "out": "CONTACT                   ROLE  NAME       PHONE                         READING       OTHER READING  CONFIDENCE  REASON
    000000000000000000000002  user  Person 2   07.62.04.35.75                +33762043575                 high        written as it is dialled in the country
    000000000000000000000003  user  Person 3   +33 1 70 18 99 00 ext. 12     +33170189900                 high        not written as E.164; the extension 12 would be lost
    000000000000000000000004  user  Person 4   see CRM                                                                no number, or more than one
    000000000000000000000005  user  Person 5   anonymous                                                              says that the number is withheld
    000000000000000000000006  user  Person 6   12345                                                                  too short for a whole number
    000000000000000000000008  user  Person 8   +1 999 999 9999                                                        has the form of a number, but none in use as far as is known: +1 999 999 9999
    000000000000000000000009  user  Person 9   \\u001b[2J0762043575                                                    no number, or more than one
    00000000000000000000000a  user  Person 10  call between nine and five,…                                           no number, or more than one

    Acme (acmeus1); numbers without a country code are read as numbers of France (FR), as asked for.
    Contacts: 11, with a phone 9, read with certainty 3.
      cannot be read           6
      may mean two numbers     0
      would be written anew    2
    ",
    }
  `);
  expect(new Set(asked())).toEqual(new Set(['GET /contacts']));
});

test('where two numbers are possible, both are shown', async () => {
  const { audit, addContacts, csv } = await setUp();
  const [id] = addContacts('4917667402970');
  const { out } = await audit('--country', 'DE', '--csv', csv);
  expect(out).toContain('+4917667402970  +494917667402970  medium      may mean two numbers; country code without its');
  expect(rowsIn(csv)).toMatchObject([
    { row: 2, contact_id: id, phone: '4917667402970', read_in: 'DE', reading: '+4917667402970', confidence: 'medium' },
  ]);
});

test('where neither of two numbers is likelier, neither is the reading', async () => {
  const { audit, addContacts, csv } = await setUp();
  addContacts('488919000');
  const { out } = await audit('--country', 'PL', '--csv', csv);
  expect(out).toContain('  +48488919000 +488919000              may mean two numbers; nothing tells which of them');
  expect(rowsIn(csv)).toMatchObject([{ reading: '', other_reading: '+48488919000 +488919000', confidence: '' }]);
});

test('the table has the first 50 and the CSV file all, which only its owner may read', async () => {
  const { audit, addContacts, csv } = await setUp();
  const ids = addContacts(...Array.from({ length: 60 }, (_, nth) => `07.62.04.3${String(nth).padStart(3, '0')}`));
  const { exitCode, out } = await audit('--country', 'FR', '--csv', csv);
  expect([exitCode, out.match(/^[0-9a-f]{24} /gm)?.length]).toEqual([0, 50]);
  expect(out).toContain(`10 more in ${csv}.`);
  expect(rowsIn(csv).map((row) => row.contact_id)).toEqual(ids);
  expect(rowsIn(csv).every((row) => row.decision === '')).toBe(true);
  expect(statSync(csv).mode & 0o777).toBe(0o600);
  expect(readFileSync(csv).subarray(0, 3)).toEqual(Buffer.from('\ufeff'));
});

test('without a CSV file, the table says how many more there are', async () => {
  const { audit, addContacts } = await setUp();
  addContacts(...Array.from({ length: 51 }, () => 'none'));
  expect((await audit()).out).toContain('1 more with --csv FILE.\n');
});

test('as JSON, each finding is a line, and the totals are the last', async () => {
  const { audit, addContacts, store } = await setUp();
  await store.countries.guess({ workspaceId: ACME, country: 'FR', from: 'contacts', atMs: NOW_MS });
  const [id] = addContacts('07 62 04 35 75', '+33762043575');
  const { out } = await audit('--json');
  expect(
    out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    {
      ...{ kind: 'rewrite', contactId: id, name: 'Person 0', role: 'user', phone: '07 62 04 35 75', readIn: 'FR' },
      ...{ reading: '+33762043575', otherReadings: [], confidence: 'high', why: 'national' },
      reason: 'written as it is dialled in the country',
    },
    {
      totals: {
        ...{ contacts: 2, withPhone: 2, certain: 2, findings: { unreadable: 0, two_readings: 0, rewrite: 1 } },
        ...{ readIn: { country: 'FR', from: 'contacts' }, isWhole: true },
      },
    },
  ]);
});

describe('numbers without a country code are read in', () => {
  const said = async (given: Awaited<ReturnType<typeof setUp>>, ...args: string[]) => {
    given.addContacts('07 62 04 35 75');
    return (await given.audit(...args)).out;
  };

  test('the country that was chosen, rather than in the guessed one', async () => {
    const given = await setUp();
    await given.store.countries.guess({ workspaceId: ACME, country: 'GB', from: 'contacts', atMs: NOW_MS });
    await given.store.countries.choose({ workspaceId: ACME, country: 'FR' });
    const out = await said(given);
    expect(out).toContain('+33762043575');
    expect(out).toContain('are read as numbers of France (FR), as chosen.');
  });

  test('the guessed one, which is said to be a guess', async () => {
    const given = await setUp();
    await given.store.countries.guess({ workspaceId: ACME, country: 'FR', from: 'time_zone', atMs: NOW_MS });
    expect(await said(given)).toContain('(FR), a guess from its time zone.');
  });

  test('the one on the command line, this time only', async () => {
    const given = await setUp();
    await given.store.countries.choose({ workspaceId: ACME, country: 'GB' });
    expect(await said(given, '--country', 'FR')).toContain('(FR), as asked for.');
    expect(await given.store.countries.find(ACME)).toMatchObject({ chosenCountry: 'GB' });
  });

  test('none, where nobody knows one', async () => {
    const out = await said(await setUp());
    expect(out).toContain('are not read, as no country is chosen or guessed.');
    expect(out).toContain('no country code, and no country to read it in');
  });
});

test('Ctrl-C ends it with whole rows of all that was read, and says that it is not all', async () => {
  const stop = new AbortController();
  const { run, addContacts, csv } = await setUp({ onAnswer: (nth) => nth === 2 && stop.abort() });
  addContacts(...Array.from({ length: 200 }, () => '07 62 04 35 75'));
  const { exitCode, out, err } = await run(['audit', '--workspace', ACME, '--country', 'FR', '--csv', csv], {
    signal: stop.signal,
  });
  expect([exitCode, err]).toEqual([1, 'This is not all: it ended before all contacts were read.\n']);
  expect(out).toContain('Contacts: 150, with a phone 150');
  expect(rowsIn(csv)).toHaveLength(150);
});

test('a file that is there is never overwritten, as it may have decisions in it', async () => {
  const { audit, csv, asked } = await setUp();
  writeFileSync(csv, 'decisions');
  const { exitCode, err } = await audit('--csv', csv);
  expect([exitCode, err]).toEqual([
    2,
    `${csv} is there already, perhaps with decisions in it: name another file, or delete it.\n`,
  ]);
  expect([readFileSync(csv, 'utf8'), asked()]).toEqual(['decisions', []]);
});

test('it waits for the next window rather than take the last quarter of the rate limit', async () => {
  const { audit, addContacts, waits, asked, time } = await setUp({ rateLimitPerWindow: 8 });
  addContacts(...Array.from({ length: 1_100 }, () => '+33762043575'));
  expect((await audit()).out).toContain('Contacts: 1,100');
  expect([asked().length, waits, time.nowMs]).toEqual([8, [10_000], NOW_MS + 10_000]);
});

test('a bar on the terminal shows how far it is, and is gone before the report', async () => {
  const { run, addContacts } = await setUp();
  addContacts(...Array.from({ length: 160 }, () => '+33762043575'));
  const terminal = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: true, columns: 100 });
  const { out, err } = await run(['audit', '--workspace', ACME], { terminal });
  const drawn = String(terminal.read());
  expect(drawn).toMatch(/Reading contacts {2}#+\.+ {2}150 of 160/);
  expect(drawn.endsWith('\u001b[1G\u001b[2K')).toBe(true);
  expect(`${out}${err}`).not.toContain('Reading contacts');
});
