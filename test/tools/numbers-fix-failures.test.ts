import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readCsv } from '../../tools/numbers/csv.ts';
import { type FakeHandler, type Reply, startFakeIntercom } from '../intercom/fake-intercom.ts';
import { refused } from './doctor-setup.ts';
import { connected } from './numbers-setup.ts';
import { type ReviewedRow, reviewed } from './reviewed-numbers.ts';
import { TOKEN } from './start-callcard.ts';

/** A reviewed audit of French numbers, and an Intercom that answers like this. */
async function setUp(rows: readonly ReviewedRow[], handler: FakeHandler = () => ({ status: 500 })) {
  const fake = await startFakeIntercom(handler);
  onTestFinished(() => fake.close());
  const callcard = await connected(fake.url, TOKEN);
  writeFileSync(callcard.csv, reviewed(rows));
  return { ...callcard, fake };
}

const contact = (path: string, phone = '07 62 04 35 75'): Reply => ({
  json: { type: 'contact', id: path.split('/').at(-1), role: 'user', phone },
});

describe('what goes wrong with one contact is told, and the others are written', () => {
  test('when Intercom refuses the number', async () => {
    const rows = ['a', 'b', 'c'].map((id) => ({ id }));
    const { fix, results } = await setUp(rows, ({ method, path }) => {
      if (method === 'GET') return contact(path);
      return path.endsWith('/b') ? refused(422, 'parameter_invalid') : contact(path, '+33762043575');
    });
    const { exitCode, out } = await fix();
    expect([exitCode, out]).toEqual([1, expect.stringContaining('Done 2, skipped 0, failed 1.')]);
    expect(out).toMatch(/^b +07 62 04 35 75 {2}\+33762043575 {2}failed {2}PUT \/contacts\/\{id\}/m);
    const told = readCsv(readFileSync(results, 'utf8')).map(([id, , , result]) => `${id} ${result}`);
    expect(told.slice(1)).toEqual(['a done', 'b failed', 'c done']);
  });

  test('when Intercom keeps it in a way of its own, which is said', async () => {
    const { fix, results } = await setUp([{}], ({ method, path }) =>
      contact(path, method === 'PUT' ? '+33 7 62 04 35 75' : undefined),
    );
    expect((await fix()).exitCode).toBe(0);
    expect(readFileSync(results, 'utf8')).toContain('done,Intercom keeps it as +33 7 62 04 35 75,');
  });

  test('when the answer to a write is lost, by writing the same once more', async () => {
    const { fix, fake } = await setUp([{}], ({ method, path }, nth) =>
      nth === 2 ? 'cut' : contact(path, method === 'PUT' ? '+33762043575' : undefined),
    );
    expect((await fix()).exitCode).toBe(0);
    expect(fake.requests.map(({ method, body }) => [method, body])).toEqual([
      ['GET', undefined],
      ['PUT', { phone: '+33762043575' }],
      ['PUT', { phone: '+33762043575' }],
    ]);
  });
});

test('after three contacts in a row without an answer it stops, and the same command goes on', async () => {
  let isDown = true;
  const rows = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }));
  const { fix } = await setUp(rows, ({ method, path }) => {
    if (isDown && !path.endsWith('/a')) return { status: 503 };
    return contact(path, method === 'PUT' ? '+33762043575' : undefined);
  });
  const { exitCode, out, err } = await fix();
  expect([exitCode, out]).toEqual([1, expect.stringContaining('Done 1, skipped 0, failed 3.')]);
  expect(err).toBe('It ended before all decisions were looked at. The same command goes on.\n');
  isDown = false;
  const again = await fix();
  expect([again.exitCode, again.out]).toEqual([0, expect.stringContaining('Done 4, done by an earlier run 1,')]);
});

test('without the permission to write, the first contact ends it', async () => {
  const rows = ['a', 'b'].map((id) => ({ id }));
  const { fix, fake } = await setUp(rows, ({ method, path }) =>
    method === 'PUT' ? refused(403, 'api_plan_restricted') : contact(path),
  );
  const { exitCode, out, err } = await fix();
  expect([exitCode, out]).toEqual([2, expect.stringContaining('Done 0, skipped 0, failed 0.')]);
  expect(err).toContain('PUT /contacts/{id}');
  expect(fake.requests).toHaveLength(2);
});

test('nothing at all is written when a row cannot be followed, and the rows are told', async () => {
  const rows = Array.from({ length: 30 }, (_, nth) => ({ id: `c${nth}`, decision: nth < 25 ? 'maybe' : 'yes' }));
  const { fix, fake, csv } = await setUp(rows);
  const { exitCode, out, err } = await fix();
  expect([exitCode, out, fake.requests, err.match(/^Row /gm)?.length]).toEqual([2, '', [], 20]);
  expect(err).toContain(
    `${csv} cannot be followed in 25 of its rows, of which the first 20 are above. Nothing was written.`,
  );
});

describe('a file that is no audit is refused', () => {
  const files: [string, (text: string) => string | Buffer, string][] = [
    ['without its header', (text) => text.slice(text.indexOf('\n') + 1), 'does not begin with the columns of an audit'],
    ['in another encoding', (text) => Buffer.from(`${text}\u00e9`, 'latin1'), 'save it as "CSV UTF-8"'],
  ];
  test.each(files)('%s', async (_, change, message) => {
    const { fix, fake, csv } = await setUp([{}]);
    writeFileSync(csv, change(readFileSync(csv, 'utf8')));
    const { exitCode, out, err } = await fix();
    expect([exitCode, out, fake.requests]).toEqual([2, '', []]);
    expect(err).toContain(message);
  });

  test('that is not there', async () => {
    const { run } = await setUp([{}]);
    const { exitCode, err } = await run(['fix', '--workspace', 'acmeus1', '--csv', 'none.csv']);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('none.csv cannot be read: ENOENT')]);
  });
});

test('something else in the place of the results is not overwritten', async () => {
  const { fix, results, fake } = await setUp([{}]);
  writeFileSync(results, 'my own notes');
  const { exitCode, err } = await fix();
  expect([exitCode, readFileSync(results, 'utf8'), fake.requests]).toEqual([2, 'my own notes', []]);
  expect(err).toContain('has no results of a fix in it: move it out of the way.');
});

test('a file without any decision is said to have none', async () => {
  const { fix, fake } = await setUp([{ decision: '' }]);
  expect(await fix()).toMatchObject({ exitCode: 0, out: '', err: expect.stringContaining('No row has a decision') });
  expect(fake.requests).toEqual([]);
});
