import { existsSync, readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { type FakeHandler, type Reply, startFakeIntercom } from '../intercom/fake-intercom.ts';
import { refused } from './doctor-setup.ts';
import { ACME, connected, NOW_MS } from './numbers-setup.ts';
import { TOKEN } from './start-callcard.ts';

/** A Callcard whose Intercom answers like this. */
async function setUp(handler: FakeHandler) {
  const fake = await startFakeIntercom(handler);
  onTestFinished(() => fake.close());
  return { ...(await connected(fake.url, TOKEN)), fake };
}

const page = (ids: string[], next?: string): Reply => ({
  json: {
    type: 'list',
    data: ids.map((id) => ({ type: 'contact', id, role: 'user', phone: '07 62 04 35 75' })),
    total_count: 3,
    pages: next === undefined ? {} : { next: { starting_after: next } },
  },
});
const idsIn = (path: string) => readFileSync(path, 'utf8').match(/^\w+(?=,Person|,,user)/gm);
const cursors = ({ requests }: { requests: { path: string }[] }) =>
  requests.map(({ path }) => new URLSearchParams(path.split('?')[1]).get('starting_after'));

test('a place in the list that Intercom forgot costs the way there again, and no contact is told twice', async () => {
  const { audit, csv, fake } = await setUp(({ path }, nth) => {
    if (nth === 2) return refused(400, 'invalid_cursor');
    return path.includes('starting_after') ? page(['b', 'c']) : page(['a', 'b'], 'second');
  });
  const { exitCode, out } = await audit('--country', 'FR', '--csv', csv);
  expect([exitCode, idsIn(csv), cursors(fake)]).toEqual([0, ['a', 'b', 'c'], [null, 'second', null, 'second']]);
  expect(out).toContain('Contacts: 3, with a phone 3');
});

test('a list that leads back to the same place for ever is given up, with what was read', async () => {
  const { audit, csv, fake } = await setUp(() => page(['a'], 'again'));
  const { exitCode, out, err } = await audit('--country', 'FR', '--csv', csv);
  expect([exitCode, idsIn(csv), fake.requests.length]).toEqual([2, ['a'], 8]);
  expect(out).toContain('Contacts: 1, with a phone 1');
  expect(err).toContain('Intercom refused 4 times to go on with its list of contacts. Try again later.');
});

test('it waits as long as Intercom says when the rate limit is used up by others', async () => {
  const reset = String(NOW_MS / 1_000 + 10);
  const limited: Reply = {
    ...(refused(429, 'rate_limit_exceeded') as object),
    headers: { 'x-ratelimit-reset': reset },
  };
  const { audit, waits } = await setUp((_, nth) => (nth === 1 ? limited : page(['a'])));
  expect((await audit()).exitCode).toBe(0);
  expect(waits).toEqual([10_000]);
});

test('it tries again for a while where Intercom does not answer, then tells what was read', async () => {
  const { audit, csv, fake } = await setUp((_, nth) => (nth === 1 ? page(['a'], 'second') : { status: 503 }));
  const { exitCode, out, err } = await audit('--country', 'FR', '--csv', csv);
  expect([exitCode, idsIn(csv)]).toEqual([2, ['a']]);
  // Five times what the client tries by itself.
  expect(fake.requests).toHaveLength(1 + 5 * 3);
  expect(out).toContain('Contacts: 1, with a phone 1');
  expect(err).toContain('This is not all: it ended before all contacts were read.\nGET /contacts');
});

test('where Intercom refuses from the first page on, no file is left that would be in the way', async () => {
  const { audit, csv } = await setUp(() => refused(403, 'api_plan_restricted'));
  const { exitCode, out, err } = await audit('--csv', csv);
  expect([exitCode, out, existsSync(csv)]).toEqual([2, '', false]);
  expect(err).toContain('GET /contacts');
});

test('a token that Intercom refuses marks the workspace disconnected, and is never shown', async () => {
  const { audit, store, fake } = await setUp(() => refused(401, 'token_revoked'));
  const first = await audit();
  expect(first.err).toContain('An admin has to connect it again at https://callcard.test/install?region=us.');
  expect(await store.workspaces.find(ACME)).toMatchObject({
    status: 'disconnected',
    disconnectedReason: 'token_revoked',
  });
  const second = await audit();
  expect(second.err).toBe(
    'Callcard is not connected to Acme (acmeus1). An admin has to connect it again at https://callcard.test/install?region=us.\n',
  );
  expect([first.exitCode, second.exitCode, fake.requests.length]).toEqual([2, 2, 1]);
  expect(first.out + first.err + second.out + second.err).not.toContain(TOKEN);
});

test('a token that was sealed with a lost key is said to need a new connection', async () => {
  const { audit, store, fake } = await setUp(() => page([]));
  await store.workspaces.install({
    ...{ workspaceId: ACME, region: 'eu', name: 'Acme', timeZone: 'Europe/Dublin', sealedToken: 'v1.lost.AAAA' },
    ...{ installingAdminId: '1', installingAdminName: undefined, installingAdminEmail: undefined, atMs: NOW_MS },
  });
  const { exitCode, err } = await audit();
  expect([exitCode, fake.requests]).toEqual([2, []]);
  expect(err).toContain('An admin has to connect it again at https://callcard.test/install?region=eu.');
});
