import { existsSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { migrate, readMigrations } from '../../db/sqlite/migrate.ts';
import { runDbCopy } from '../../tools/db-copy/run-db-copy.ts';
import { installation, newDatabasePath, openFileStore } from '../db/open-store.ts';
import { captureStreams } from './capture-streams.ts';
import { contentsOf, fill } from './filled-store.ts';

async function run(...args: string[]) {
  const streams = captureStreams();
  const exitCode = await runDbCopy(args, streams);
  return { exitCode, out: streams.out(), err: streams.err() };
}

async function filledFile(): Promise<string> {
  const path = newDatabasePath();
  const store = await openFileStore(path);
  await fill(store);
  await store.close();
  return path;
}

describe('a copy of a database', () => {
  test('has everything of it, says how much of each table, and leaves the old one as it was', async () => {
    const [from, to] = [await filledFile(), newDatabasePath()];
    const { exitCode, out, err } = await run(`file:${from}`, `file:${to}`);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    const named = out.replaceAll(from, 'FROM').replaceAll(to, 'TO');
    // Where a fact begins to count is different every time.
    expect(named.replace(/^(facts +\d+ +)\S+$/m, '$1CHECKSUM')).toMatchInlineSnapshot(`
      "table           rows  checksum
      oauth_states       3  bf481e1289dce0d3
      periodic           1  8d2b0fcc74bb91ef
      workspaces         3  c50bd7abde5df552
      api_keys           2  a37532024a35bb7e
      caller_answers     2  54c4ec8b4e7e2fb4
      clicks             4  29d5dd29333518c1
      contact_phones     4  c662cbb771be22cd
      countries          2  ae69514d9a99516a
      deliveries       600  e0a74dc3708bb858
      facts              6  CHECKSUM
      handed_calls       2  53a455bf013b75c7
      jobs               4  2010309aec43ffa5
      mirrors            2  31071977e88ce8e6
      notifications      2  87f82ed7bcf5d964
      recent_tags        2  576210fcd4b4dda7
      Copied 639 rows from FROM to TO and compared them: all are there.
      "
    `);
    const expected = await contentsOf(await openFileStore(from));
    expect(await contentsOf(await openFileStore(to))).toEqual(expected);
  });

  test('into a database that has its tables already, and nothing in them, is as good', async () => {
    const [from, to] = [await filledFile(), newDatabasePath()];
    await (await openFileStore(to)).close();
    expect(await run(`file:${from}`, `file:${to}`)).toMatchObject({ exitCode: 0 });
    expect(await contentsOf(await openFileStore(to))).toEqual(await contentsOf(await openFileStore(from)));
  });

  test('of an empty database is empty', async () => {
    const [from, to] = [newDatabasePath(), newDatabasePath()];
    await (await openFileStore(from)).close();
    expect(await run(`file:${from}`, `file:${to}`)).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('Copied 0 rows'),
    });
  });
});

describe('nothing is copied', () => {
  test('into a database with rows in it, and they stay', async () => {
    const [from, to] = [await filledFile(), newDatabasePath()];
    const store = await openFileStore(to);
    await store.workspaces.install(installation('mine'));
    await store.close();
    expect(await run(`file:${from}`, `file:${to}`)).toEqual({
      exitCode: 2,
      out: '',
      err: `${to} has rows in workspaces already: nothing was copied. Name a file or database that is empty.\n`,
    });
    const kept = await (await openFileStore(to)).workspaces.list({ limit: 10 });
    expect(kept.map(({ workspaceId }) => workspaceId)).toEqual(['mine']);
  });

  test('onto itself', async () => {
    const from = await filledFile();
    expect(await run(`file:${from}`, `file:${from}`)).toMatchObject({ exitCode: 2 });
  });

  test('of what the new database does not take, not even the rows before it', async () => {
    const [from, to] = [await filledFile(), newDatabasePath()];
    const client = new Database(from);
    client.pragma('foreign_keys = OFF');
    client.exec(`INSERT INTO clicks (workspace_id, click_hash, begun_at_ms) VALUES ('nobody', 'h', 1)`);
    client.close();
    const { exitCode, err } = await run(`file:${from}`, `file:${to}`);
    expect(exitCode).toBe(2);
    expect(err).toMatch(/^The database did not answer while doing "write to [\s\S]*FOREIGN KEY/);
    expect(await (await openFileStore(to)).workspaces.list({ limit: 10 })).toEqual([]);
  });

  test.each([
    ['that is not there', () => {}, 'There is no database'],
    ['of another program', (path: string) => new Database(path).exec('CREATE TABLE other (id)').close(), 'belongs to'],
    [
      'of an older version',
      (path: string) => {
        const client = new Database(path);
        migrate(client, readMigrations().slice(0, 1));
        client.close();
      },
      'Start Callcard once',
    ],
    ['that is none', (path: string) => writeFileSync(path, 'no database at all '.repeat(100)), 'not a SQLite database'],
  ])('from a database %s, and none is made', async (_what, make, advice) => {
    const [from, to] = [newDatabasePath(), newDatabasePath()];
    make(from);
    expect(await run(`file:${from}`, `file:${to}`)).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining(advice),
    });
    expect(existsSync(to)).toBe(false);
  });

  test('into a database of another program, which stays as it is', async () => {
    const [from, to] = [await filledFile(), newDatabasePath()];
    new Database(to).exec('CREATE TABLE other (id)').close();
    expect(await run(`file:${from}`, `file:${to}`)).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('belongs to another version of Callcard, or to another program'),
    });
  });

  test.each([
    [[], 'Give two addresses'],
    [['file:a.db'], 'Give two addresses'],
    [['file:a.db', 'file:b.db', 'file:c.db'], 'Give two addresses'],
    [['file:a.db', 'b.db'], 'TO is not a file: or postgres:// address'],
    [['postgres://me:hush-hush@host', 'file:b.db'], 'FROM does not say which database'],
    [['--verbose'], 'For help: npm run db:copy -- --help'],
  ])('for %j, and no password is shown', async (args, problem) => {
    const { exitCode, err } = await run(...args);
    expect(exitCode).toBe(2);
    expect(err).toContain(problem);
    expect(err).not.toContain('hush-hush');
  });
});

test('the help says what to do first', async () => {
  expect(await run('--help')).toMatchObject({ exitCode: 0, out: expect.stringContaining('Stop every Callcard first') });
});
