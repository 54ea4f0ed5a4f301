import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { migrate, readMigrations } from '../../db/sqlite/migrate.ts';
import { openSqliteStore } from '../../db/sqlite/open.ts';
import { checkClock } from '../../tools/doctor/check-clock.ts';
import { checkDatabase } from '../../tools/doctor/check-database.ts';
import { checkSettings } from '../../tools/doctor/check-settings.ts';
import { newDatabasePath } from '../db/open-store.ts';
import { GOOD, intercom, run } from './doctor-setup.ts';
import { freshFolder } from './fresh-folder.ts';
import { tokenKey } from './start-callcard.ts';

describe('settings', () => {
  test('that cannot be used are problems, all of them at once, and nothing else is looked into', async () => {
    const { exitCode, out } = await run({ INTERCOM_CLIENT_ID: 'id', PORT: 'x', TOKEN_KEYS: 'k1:c2hvcnQ=' }, '--json');
    expect(exitCode).toBe(1);
    const { findings } = JSON.parse(out);
    expect(findings.map(({ level, area }: Record<string, string>) => `${level} ${area}`)).toEqual(
      Array.from({ length: 4 }, () => 'problem settings'),
    );
    expect(out).toMatch(/INTERCOM_CLIENT_SECRET is missing\. Where to get it/);
    expect(out).toContain('is not 32 bytes in base64 (it decodes to 5)');
  });

  test('with a previous client secret remind of it, and keys are counted', async () => {
    const keys = `${tokenKey('k2', 2)},${tokenKey('k1', 1)}`;
    const { findings } = await checkSettings({ ...GOOD, TOKEN_KEYS: keys, INTERCOM_CLIENT_SECRET_PREVIOUS: 'before' });
    expect(findings.map(({ found }) => found)).toContain(
      'TOKEN_KEYS has 2 keys of 32 bytes: k2 writes, k1 only for reading',
    );
    expect(findings.at(-1)).toMatchObject({
      level: 'warning',
      found: expect.stringContaining('_PREVIOUS is still set'),
    });
  });

  test('for Intercom itself are told apart from those for a fake, and from the sandbox', async () => {
    const { INTERCOM_API_URL: _, ...real } = GOOD;
    expect((await checkSettings(real)).findings[0]).toMatchObject({
      level: 'ok',
      found: expect.stringContaining('client-id'),
    });
    expect((await checkSettings(GOOD)).findings[0]).toMatchObject({ level: 'warning' });
    const sandbox = await checkSettings({ SANDBOX_FOLDER: freshFolder() });
    expect(sandbox.findings[0]).toMatchObject({ level: 'ok', found: expect.stringContaining('against the sandbox') });
    const none = await checkSettings({ SANDBOX_FOLDER: join(freshFolder(), 'none') });
    expect(none.findings[0]).toMatchObject({ level: 'problem', found: expect.stringContaining('Run npm start once') });
  });
});

describe('the database', () => {
  async function levelOf(path: string) {
    const { findings, store } = await checkDatabase(`file:${path}`);
    await store?.close();
    return findings[0];
  }

  test('that is current is fine', async () => {
    const path = newDatabasePath();
    await (await openSqliteStore(path)).close();
    expect(await levelOf(path)).toMatchObject({ level: 'ok' });
  });

  test('that a start will make or bring up is a warning', async () => {
    expect(await levelOf(newDatabasePath())).toMatchObject({
      level: 'warning',
      next: expect.stringContaining('Start'),
    });
    expect(await levelOf(':memory:')).toMatchObject({
      level: 'warning',
      found: expect.stringContaining('in the memory'),
    });
    const path = newDatabasePath();
    const client = new Database(path);
    migrate(client, readMigrations().slice(0, 1));
    client.close();
    expect(await levelOf(path)).toMatchObject({
      level: 'warning',
      found: `The database ${path} is older than this version of Callcard`,
      next: 'Start Callcard once: it brings it up.',
    });
  });

  test('of something else, or damaged, is a problem', async () => {
    const path = newDatabasePath();
    const client = new Database(path);
    client.exec('CREATE TABLE other (id integer)');
    client.close();
    expect(await levelOf(path)).toMatchObject({ level: 'problem', next: expect.stringMatching(/^Use the version/) });
    const damaged = newDatabasePath();
    writeFileSync(damaged, 'no database at all, but long enough to look at '.repeat(40));
    expect(await levelOf(damaged)).toMatchObject({
      level: 'problem',
      next: expect.stringContaining('restore this one'),
    });
  });
});

describe('the clock', () => {
  const DATE = 'Thu, 08 Jan 2026 18:05:00 GMT';
  const THEIRS_MS = Date.parse(DATE) + 500;

  test.each([
    ['right', 0, 'ok', /^Within 1 s of/],
    ['30 s ahead', 30_000, 'ok', /^Within 30 s of/],
    ['31 s ahead', 31_000, 'problem', /^31 s ahead of/],
    ['an hour behind', -3_600_000, 'problem', /^3600 s behind/],
  ])('that is %s', async (_what, skewMs, level, found) => {
    const fake = await intercom(() => ({ headers: { date: DATE } }));
    expect(await checkClock(fake.url, () => THEIRS_MS + skewMs)).toMatchObject({
      level,
      found: expect.stringMatching(found),
    });
  });

  test('that cannot be compared is a warning, not a problem', async () => {
    const dead = await intercom(() => 'cut');
    expect(await checkClock(dead.url, Date.now)).toMatchObject({
      level: 'warning',
      found: expect.stringContaining('cannot be reached'),
    });
    const vague = await intercom(() => ({ headers: { date: 'today' } }));
    expect(await checkClock(vague.url, Date.now)).toMatchObject({
      level: 'warning',
      found: expect.stringContaining('does not say what time it is'),
    });
  });
});
