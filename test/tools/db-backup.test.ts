import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { runDbBackup } from '../../tools/db-backup/run-db-backup.ts';
import { installation, newDatabasePath, openFileStore } from '../db/open-store.ts';
import { captureStreams } from './capture-streams.ts';
import { contentsOf, fill } from './filled-store.ts';
import { freshFolder } from './fresh-folder.ts';

async function run(databaseUrl: string, ...args: string[]) {
  const streams = captureStreams();
  const exitCode = await runDbBackup(args, streams, { INTERCOM_CLIENT_ID: 'id', DATABASE_URL: databaseUrl });
  return { exitCode, out: streams.out(), err: streams.err() };
}

describe('a backup', () => {
  test('of a database that a running Callcard writes to is all of it at one moment, alone in one file', async () => {
    const path = newDatabasePath();
    const store = await openFileStore(path);
    await fill(store);
    const out = join(freshFolder(), 'backup.db');
    const writer = new Database(path);
    // Callcard is in the middle of a write, and goes on after it.
    writer.exec(`BEGIN IMMEDIATE; UPDATE workspaces SET name = 'too late'`);
    const backup = await run(`file:${path}`, out);
    writer.exec('ROLLBACK');
    writer.close();
    expect(backup).toEqual({
      exitCode: 0,
      out: `${path} is in ${out}: ${statSync(out).size} bytes, 3 workspaces, checked.\n`,
      err: '',
    });
    expect(readdirSync(dirname(out))).toEqual(['backup.db']);
    const expected = await contentsOf(store);
    await store.workspaces.install(installation('after the backup'));
    expect(await contentsOf(await openFileStore(out))).toEqual(expected);
  });

  test('is readable by its owner only', async () => {
    const path = newDatabasePath();
    await (await openFileStore(path)).close();
    const out = join(freshFolder(), 'backup.db');
    await run(`file:${path}`, out);
    expect(statSync(out).mode & 0o077).toBe(0);
  });

  test('is never written over a file that is there', async () => {
    const path = newDatabasePath();
    await (await openFileStore(path)).close();
    expect(await run(`file:${path}`, path)).toMatchObject({
      exitCode: 2,
      err: `${path} is there already: name another file.\n`,
    });
  });

  test('of a damaged database is not kept', async () => {
    const path = newDatabasePath();
    await (await openFileStore(path)).close();
    const client = new Database(path);
    client.pragma('foreign_keys = OFF');
    client.exec(`INSERT INTO clicks (workspace_id, click_hash, begun_at_ms) VALUES ('nobody', 'h', 1)`);
    client.close();
    const folder = freshFolder();
    const { exitCode, err } = await run(`file:${path}`, join(folder, 'backup.db'));
    expect(exitCode).toBe(2);
    expect(err).toContain('The copy is damaged');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('that cannot be written, or of what is no database of Callcard, says what to do', async () => {
    const path = newDatabasePath();
    await (await openFileStore(path)).close();
    const nowhere = join(freshFolder(), 'none', 'backup.db');
    expect(await run(`file:${path}`, nowhere)).toMatchObject({ exitCode: 2, err: expect.stringContaining(nowhere) });
    const folder = freshFolder();
    const out = join(folder, 'backup.db');
    expect(await run(`file:${join(folder, 'none.db')}`, out)).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('There is no database'),
    });
    expect(await run('file::memory:', out)).toMatchObject({ err: expect.stringContaining('in the memory') });
    writeFileSync(join(folder, 'text'), 'no database at all '.repeat(100));
    expect(await run(`file:${join(folder, 'text')}`, out)).toMatchObject({ exitCode: 2 });
    expect(existsSync(out)).toBe(false);
  });

  test('of PostgreSQL is left to pg_dump: the exact command, without the password', async () => {
    const { exitCode, err } = await run('postgres://ada:hush-hush@db:6432/call?password=hush-hush', "it's.dump");
    expect(exitCode).toBe(2);
    expect(err).toContain(`pg_dump --format=custom --file='it'\\''s.dump' --username='ada' 'postgres://db:6432/call'`);
    expect(err).not.toContain('hush-hush');
  });

  test.each([[[]], [['a.db', 'b.db']], [['--force']]])('for %j says how it is used', async (args) => {
    const { exitCode, err } = await run('file:a.db', ...args);
    expect(exitCode).toBe(2);
    expect(err).toContain('For help: npm run db:backup -- --help');
  });

  test('has a help', async () => {
    expect(await run('file:a.db', '--help')).toMatchObject({ exitCode: 0, out: expect.stringContaining('pg_dump') });
  });
});
