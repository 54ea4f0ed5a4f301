import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../server/config.ts';

const KEY = `k1:${Buffer.alloc(32, 7).toString('base64')}`;
const GOOD = {
  PUBLIC_URL: 'http://localhost:3000',
  INTERCOM_CLIENT_ID: 'id',
  INTERCOM_CLIENT_SECRET: 'secret',
  TOKEN_KEYS: KEY,
};

function problemsOf(environment: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('settings', () => {
  test('credentials and a key are enough on a developer’s machine', () => {
    expect(readConfig(GOOD)).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      databaseUrl: 'file:./callcard.db',
      canvasDeadlineMs: 4000,
      logLevel: 'info',
      production: false,
      intercom: {
        clientSecrets: ['secret'],
        apiUrls: { us: 'https://api.intercom.io', eu: 'https://api.eu.intercom.io', au: 'https://api.au.intercom.io' },
        authorizeUrls: { eu: 'https://app.eu.intercom.com/oauth' },
      },
    });
  });

  test('every problem is told at once, each with its name and where to get it', () => {
    const problems = problemsOf({ PORT: 'x', PUBLIC_URL: 'callcard', LOG_LEVEL: 'loud', CANVAS_DEADLINE_MS: '10' });
    for (const name of [
      'PORT',
      'PUBLIC_URL',
      'LOG_LEVEL',
      'CANVAS_DEADLINE_MS',
      'INTERCOM_CLIENT_ID',
      'INTERCOM_CLIENT_SECRET',
      'TOKEN_KEYS',
    ]) {
      const line = problems.find((problem) => problem.startsWith(`${name} `));
      expect(line, name).toMatch(/Where to get it: \S/);
    }
    expect(problems).toHaveLength(7);
  });

  test('an empty setting counts as missing', () => {
    expect(problemsOf({ ...GOOD, INTERCOM_CLIENT_SECRET: '' })).toEqual([
      expect.stringMatching(/^INTERCOM_CLIENT_SECRET is missing/),
    ]);
    expect(readConfig({ ...GOOD, INTERCOM_API_URL: '', PORT: '' }).port).toBe(3000);
  });

  test('production has no unsafe default', () => {
    const problems = problemsOf({ NODE_ENV: 'production' });
    for (const name of ['PUBLIC_URL', 'DATABASE_URL', 'TOKEN_KEYS', 'INTERCOM_CLIENT_ID', 'INTERCOM_CLIENT_SECRET']) {
      expect(
        problems.some((problem) => problem.startsWith(`${name} is missing`)),
        name,
      ).toBe(true);
    }
  });

  test('production is reached over https only', () => {
    const production = { ...GOOD, NODE_ENV: 'production', DATABASE_URL: 'file:./x.db' };
    expect(problemsOf({ ...production, PUBLIC_URL: 'http://callcard.example' })).toEqual([
      expect.stringMatching(/^PUBLIC_URL must be https/),
    ]);
    expect(readConfig({ ...production, PUBLIC_URL: 'https://callcard.example/' }).publicUrl).toBe(
      'https://callcard.example',
    );
  });

  test('the first token key writes, all of them read', () => {
    const second = `k0:${Buffer.alloc(32, 1).toString('base64')}`;
    expect(readConfig({ ...GOOD, TOKEN_KEYS: `${KEY}, ${second}` }).tokenKeys.map((key) => key.id)).toEqual([
      'k1',
      'k0',
    ]);
  });

  test.each([
    ['no id', Buffer.alloc(32).toString('base64')],
    ['31 bytes', `k:${Buffer.alloc(31).toString('base64')}`],
    ['33 bytes', `k:${Buffer.alloc(33).toString('base64')}`],
    ['not base64', `k:${'!'.repeat(44)}`],
    ['the same id twice', `${KEY},${KEY}`],
    ['an empty entry', `${KEY},`],
  ])('a token key with %s is refused without showing it', (_what, value) => {
    const problems = problemsOf({ ...GOOD, TOKEN_KEYS: value });
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) {
      expect(problem).toMatch(/^TOKEN_KEYS /);
      expect(problem).not.toContain(value.slice(3, 30));
    }
  });

  test('the previous client secret is accepted beside the current one', () => {
    expect(readConfig({ ...GOOD, INTERCOM_CLIENT_SECRET_PREVIOUS: 'old' }).intercom.clientSecrets).toEqual([
      'secret',
      'old',
    ]);
  });

  test('overrides replace Intercom’s hosts in every region', () => {
    const config = readConfig({
      ...GOOD,
      INTERCOM_API_URL: 'http://127.0.0.1:9/api/',
      INTERCOM_AUTHORIZE_URL: 'http://127.0.0.1:9',
    });
    expect(new Set(Object.values(config.intercom.apiUrls))).toEqual(new Set(['http://127.0.0.1:9/api']));
    expect(config.intercom.authorizeUrls.au).toBe('http://127.0.0.1:9/oauth');
    const exact = readConfig({ ...GOOD, INTERCOM_AUTHORIZE_URL: 'http://127.0.0.1:9/consent' });
    expect(exact.intercom.authorizeUrls.us).toBe('http://127.0.0.1:9/consent');
  });

  test.each([
    'file:./x.db',
    'file::memory:',
    'postgres://u:p%40ss@db.internal:5432/callcard',
    'postgresql:///callcard',
  ])('a database may be %s, in production too', (DATABASE_URL) => {
    const production = { NODE_ENV: 'production', PUBLIC_URL: 'https://callcard.example' };
    expect(readConfig({ ...GOOD, DATABASE_URL }).databaseUrl).toBe(DATABASE_URL);
    expect(readConfig({ ...GOOD, ...production, DATABASE_URL }).databaseUrl).toBe(DATABASE_URL);
  });

  test.each([
    'mysql://user:hush-hush@host/name',
    'postgres://user:hush-hush@host',
    'postgres://user:hush-hush#1@host/name',
    'postgres://user:hush-hush%@host/name',
    'hush-hush',
    'file:',
  ])('a database at %s is refused, and the password is not shown', (DATABASE_URL) => {
    const problems = problemsOf({ ...GOOD, DATABASE_URL });
    expect(problems).toEqual([expect.stringMatching(/^DATABASE_URL .*Where to get it: file:/)]);
    expect(problems.join()).not.toContain('hush-hush');
  });
});
