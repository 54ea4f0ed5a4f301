import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { migrate, readMigrations } from '../../db/sqlite/migrate.ts';
import { newDatabasePath } from '../db/open-store.ts';
import { run, setUp } from './jobs-tool-setup.ts';

describe('exits with 2 and says what to do', () => {
  test.each([
    ['show', 'acme', 'none'],
    ['redrive', 'acme', 'none'],
    ['drop', 'acme', 'none'],
  ])('for a job that is not there: %s', async (...args) => {
    const { path } = await setUp();
    const err = 'There is no job none of acme: it is done, it was dropped, or never there.\n';
    expect(await run(path, ...args)).toEqual({ exitCode: 2, out: '', err });
  });

  test.each([
    [['list', '--workspace', 'acne']],
    [['show', 'acne', 'died']],
    [['redrive', '--all-dead', '--workspace', 'acne']],
  ])('for a workspace that is not there: %j', async (args) => {
    const { path } = await setUp();
    const { exitCode, err } = await run(path, ...args);
    expect([exitCode, err]).toEqual([
      2,
      `There is no workspace acne in ${path}. See npm run deliveries for those there are.\n`,
    ]);
  });

  test('for a database that is not there, which it does not make', async () => {
    const missing = newDatabasePath();
    const { exitCode, err } = await run(missing, 'list');
    expect([exitCode, err]).toEqual([2, expect.stringContaining(`There is no database ${missing} yet.`)]);
    expect(existsSync(missing)).toBe(false);
  });

  test('for a database of an older version, which stays as it is', async () => {
    const path = newDatabasePath();
    const client = new Database(path);
    migrate(client, readMigrations().slice(0, -1));
    const tables = () => client.prepare("SELECT count(*) FROM sqlite_schema WHERE type = 'table'").pluck().get();
    const before = tables();
    const { exitCode, err } = await run(path, 'redrive', '--all-dead');
    expect([exitCode, err]).toEqual([2, expect.stringContaining('is older than this version of Callcard')]);
    expect(tables()).toBe(before);
    client.close();
  });

  test('for a database in memory', async () => {
    expect((await run(':memory:', 'list')).err).toContain('Set DATABASE_URL=file:./callcard.db');
  });

  test.each([
    [[], 'Say what to do: list, show, redrive, drop.'],
    [['bury', 'acme', 'j'], 'Say what to do: list, show, redrive, drop.'],
    [['list', 'acme'], 'list takes options only'],
    [['list', '--state', 'asleep'], '--state is asleep: give waiting, running or dead.'],
    [['list', '--limit', '0'], '--limit is 0: give a whole number from 1 to 1000.'],
    [['list', '--payload'], '--payload does not fit into a table'],
    [['list', '--all-dead'], 'list takes no --all-dead.'],
    [['show', 'acme'], 'Give show a workspace and a job'],
    [['show', 'acme', 'j', 'k'], 'Give show a workspace and a job'],
    [['drop', 'acme', 'j', '--json'], 'drop takes no --json.'],
    [['drop', '--workspace', 'acme'], 'drop takes no --workspace.'],
    [['redrive', '--workspace', 'acme'], '--workspace and --kind go with --all-dead.'],
    [['redrive', 'acme', 'j', '--all-dead'], 'Give one job, or --all-dead, not both.'],
    [['redrive'], 'Give redrive a workspace and a job'],
    [['list', '--tail'], "Unknown option '--tail'"],
  ])('for %j', async (args, message) => {
    const { exitCode, out, err } = await run('unused', ...args);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err).toMatch(/For help: npm run jobs -- --help\n$/);
  });
});

test('--help tells what can be done, the options and the exit codes, whatever else is given', async () => {
  const { exitCode, out, err } = await run('unused', 'list', '-h');
  expect([exitCode, err]).toEqual([0, '']);
  for (const word of ['list', 'show', 'redrive', 'drop', '--all-dead', '--payload', 'Exit codes'])
    expect(out).toContain(word);
});
