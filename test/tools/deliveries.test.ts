import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Delivery } from '../../db/ports.ts';
import { migrate, readMigrations } from '../../db/sqlite/migrate.ts';
import { runDeliveries } from '../../tools/deliveries/run-deliveries.ts';
import { delivery } from '../db/delivery-store-suite.ts';
import { installation, newDatabasePath, openFileStore } from '../db/open-store.ts';
import { captureStreams } from './capture-streams.ts';
import { freshFolder } from './fresh-folder.ts';

/** Enough to be no sandbox. */
const CREDENTIALS = { INTERCOM_CLIENT_ID: 'id' };

/** A database that a running Callcard has open, with two workspaces in it. */
async function setUp(...kept: Partial<Delivery>[]) {
  const path = newDatabasePath();
  const store = await openFileStore(path);
  await store.workspaces.install(installation('acme', { name: 'Acme' }));
  await store.workspaces.install(installation('borea', { name: 'Borea' }));
  for (const facts of kept) await store.deliveries.record([delivery('acme', facts)]);
  return { path, store };
}

async function run(path: string, ...args: string[]) {
  const streams = captureStreams();
  const exitCode = await runDeliveries(args, streams, {
    environment: { ...CREDENTIALS, DATABASE_URL: `file:${path}` },
    signal: new AbortController().signal,
  });
  return { exitCode, out: streams.out(), err: streams.err() };
}

test('what Intercom asked for is a table, oldest first, that shows what is out of the ordinary', async () => {
  const { path } = await setUp(
    { facts: { caller: 'known', finVoice: 'absent' } },
    { requestId: 'req-2', durationMs: 4_001, facts: { caller: 'known', calls: 'timed_out', finVoice: 'forbidden' } },
    { requestId: 'req-3', route: 'canvas/submit', view: 'tag', action: 'attach-tag', outcome: 'tag-added', facts: {} },
    { requestId: 'req-4', result: 'disconnected', view: undefined, facts: {} },
  );
  expect(await run(path, '--workspace', 'acme')).toMatchInlineSnapshot(`
    {
      "err": "",
      "exitCode": 0,
      "out": "TIME                  ROUTE              RESULT          STATUS      TOOK  REQUEST     WHAT
    2026-01-08T13:05:00Z  canvas/initialize  ok                 200     12 ms  req-1       home
    2026-01-08T13:05:00Z  canvas/initialize  ok                 200   4001 ms  req-2       home; not known: calls (timed_out), finVoice (forbidden)
    2026-01-08T13:05:00Z  canvas/submit      ok                 200     12 ms  req-3       tag; attach-tag -> tag-added
    2026-01-08T13:05:00Z  canvas/initialize  disconnected       200     12 ms  req-4
    ",
    }
  `);
});

test('beside the sandbox it is the database that the sandbox keeps', async () => {
  const folder = freshFolder();
  const environment = { SANDBOX_FOLDER: folder };
  const store = await openFileStore(join(folder, 'callcard.db'));
  await store.workspaces.install(installation('acmeus1'));
  await store.deliveries.record([delivery('acmeus1')]);
  const streams = captureStreams();
  const surroundings = { environment, signal: new AbortController().signal };
  expect(await runDeliveries(['--workspace', 'acmeus1'], streams, surroundings)).toBe(0);
  expect(streams.out()).toContain('canvas/initialize');
});

test('as JSON, each is a line with everything that is kept', async () => {
  const { path, store } = await setUp({}, { requestId: 'req-2' });
  const { exitCode, out } = await run(path, '--workspace', 'acme', '--json');
  const lines = out.trimEnd().split('\n');
  const kept = await store.deliveries.list({ workspaceId: 'acme', limit: 10 });
  expect([exitCode, lines.map((line) => JSON.parse(line))]).toEqual([0, JSON.parse(JSON.stringify(kept))]);
});

test('the newest are shown, as many as asked for, and of one workspace only', async () => {
  const { path } = await setUp({}, { requestId: 'req-2' }, { requestId: 'req-3' });
  const { out } = await run(path, '--workspace', 'acme', '--limit', '2', '--json');
  expect(out.match(/req-\d/g)).toEqual(['req-2', 'req-3']);
  const other = await run(path, '--workspace', 'borea');
  expect([other.exitCode, other.out]).toEqual([0, '']);
  expect(other.err).toBe(
    'Intercom has asked for nothing in borea yet. Open a conversation in the inbox, with Callcard pinned in its details.\n',
  );
});

describe('--follow', () => {
  test('shows what comes in, each once, until it is stopped', async () => {
    const { path, store } = await setUp({ requestId: 'req-1' });
    const streams = captureStreams();
    const stop = new AbortController();
    const arrivals = [['req-2', 'req-3'], [], ['req-4']];
    const exitCode = await runDeliveries(['--workspace', 'acme', '--follow', '--json'], streams, {
      environment: { ...CREDENTIALS, DATABASE_URL: `file:${path}` },
      signal: stop.signal,
      wait: async () => {
        const next = arrivals.shift();
        if (next === undefined) stop.abort();
        for (const requestId of next ?? []) await store.deliveries.record([delivery('acme', { requestId })]);
      },
    });
    expect([exitCode, streams.out().match(/req-\d/g)]).toEqual([0, ['req-1', 'req-2', 'req-3', 'req-4']]);
  });

  test('catches up with more than one look can show, without waiting', async () => {
    const { path, store } = await setUp({});
    const streams = captureStreams();
    const stop = new AbortController();
    let waits = 0;
    await runDeliveries(['--workspace', 'acme', '--follow', '--json', '--limit', '1'], streams, {
      environment: { ...CREDENTIALS, DATABASE_URL: `file:${path}` },
      signal: stop.signal,
      wait: async () => {
        waits += 1;
        if (waits > 1) stop.abort();
        else for (let nth = 0; nth < 250; nth += 1) await store.deliveries.record([delivery('acme')]);
      },
    });
    expect(streams.out().trimEnd().split('\n')).toHaveLength(251);
    expect(waits).toBe(2);
  });

  test('ends at once, and well, when it is stopped while it waits', async () => {
    const { path } = await setUp({});
    const stop = new AbortController();
    const running = runDeliveries(['--workspace', 'acme', '--follow'], captureStreams(), {
      environment: { ...CREDENTIALS, DATABASE_URL: `file:${path}` },
      signal: stop.signal,
    });
    stop.abort();
    expect(await running).toBe(0);
  });
});

describe('exits with 2 and says what to do', () => {
  test('for a workspace that is not there, with those that are', async () => {
    const { path } = await setUp();
    const { exitCode, out, err } = await run(path, '--workspace', 'acne');
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toBe(`There is no workspace acne. In ${path} are: acme (Acme), borea (Borea).\n`);
    expect((await run(path)).err).toMatch(/^Name a workspace with --workspace\. In .* are: acme/);
  });

  test('for a database without workspaces', async () => {
    const path = newDatabasePath();
    await openFileStore(path);
    expect((await run(path, '--workspace', 'acme')).err).toContain('open PUBLIC_URL/install to connect one');
  });

  test('for a database that is not there or older, which stays as it is', async () => {
    const missing = newDatabasePath();
    expect(await run(missing, '--workspace', 'acme')).toMatchObject({
      exitCode: 2,
      err: `There is no database ${missing} yet. Start Callcard once, or let DATABASE_URL name another file.\n`,
    });
    const path = newDatabasePath();
    const client = new Database(path);
    migrate(client, readMigrations().slice(0, 1));
    client.close();
    expect((await run(path, '--workspace', 'acme')).err).toMatch(/is older than this version.* Start Callcard once/);
  });

  test('for a database in memory', async () => {
    expect((await run(':memory:', '--workspace', 'acme')).err).toContain('Set DATABASE_URL=file:./callcard.db');
  });

  test('where there are no credentials and no sandbox was ever started', async () => {
    const streams = captureStreams();
    const environment = { SANDBOX_FOLDER: join(freshFolder(), 'none') };
    const surroundings = { environment, signal: new AbortController().signal };
    expect(await runDeliveries(['--workspace', 'acmeus1'], streams, surroundings)).toBe(2);
    expect(streams.err()).toContain('Run npm start once, or fill in .env.');
    expect(existsSync(environment.SANDBOX_FOLDER)).toBe(false);
  });

  test('for a DATABASE_URL that is none', async () => {
    const streams = captureStreams();
    const surroundings = {
      environment: { ...CREDENTIALS, DATABASE_URL: 'callcard.db' },
      signal: new AbortController().signal,
    };
    expect(await runDeliveries(['--workspace', 'acme'], streams, surroundings)).toBe(2);
    expect(streams.err()).toContain('DATABASE_URL is not a file: or postgres:// address.');
  });

  test.each([
    [['--workspace', 'a', '--limit', '0'], '--limit is 0: give a whole number from 1 to 500.'],
    [['--workspace', 'a', '--limit', '1e2'], '--limit is 1e2: give a whole number'],
    [['--workspace'], "'--workspace <value>' argument missing"],
    [['acme'], "Unexpected argument 'acme'"],
    [['--tail'], "Unknown option '--tail'"],
  ])('for %j', async (args, message) => {
    const { exitCode, out, err } = await run('unused', ...args);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err).toMatch(/For help: npm run deliveries -- --help\n$/);
  });
});

test('--help tells the options, the results and the exit codes, whatever else is given', async () => {
  const { exitCode, out, err } = await run('unused', '--limit', '5', '-h');
  expect([exitCode, err]).toEqual([0, '']);
  for (const word of ['--workspace', '--limit', '--follow', '--json', 'invalid_canvas', 'Exit codes'])
    expect(out).toContain(word);
});
