import { describe, expect, test } from 'vitest';
import type { Reply } from '../intercom/fake-intercom.ts';
import { intercom, ME, refused, run, setUp } from './doctor-setup.ts';
import { startCallcard, tokenKey } from './start-callcard.ts';

describe('a workspace', () => {
  async function workspaceLines(environment: Record<string, string>) {
    const { exitCode, out } = await run(environment, '--json');
    const { findings } = JSON.parse(out) as { findings: Record<string, string>[] };
    return { exitCode, found: findings.filter(({ area }) => area === 'workspace') };
  }

  test.each<[string, Reply, number, string, RegExp]>([
    [
      'whose token Intercom refuses',
      refused(401, 'token_revoked'),
      1,
      'problem',
      /no longer accepts its token \(token_revoked\)/,
    ],
    ['whose Intercom is down', refused(503, 'server_error'), 0, 'warning', /Intercom did not say \(intercom_down\)/],
    [
      'whose token is another’s',
      { json: { ...ME, app: { ...ME.app, id_code: 'other' } } },
      1,
      'problem',
      /the token is of other/,
    ],
    ['whose token is nobody’s', { json: { ...ME, app: undefined } }, 1, 'problem', /the token is of no workspace/],
    [
      'that is elsewhere',
      { json: { ...ME, app: { ...ME.app, region: 'EU' } } },
      1,
      'problem',
      /it is in the region eu/,
    ],
    [
      'of an unverified admin',
      { json: { ...ME, email_verified: false } },
      0,
      'warning',
      /Ada Admin, whose email address is not verified/,
    ],
  ])('%s is told', async (_what, me, exitCode, level, found) => {
    const { callcard } = await setUp(me);
    expect(await workspaceLines(callcard.environment)).toEqual({
      exitCode,
      found: [{ level, area: 'workspace', found: expect.stringMatching(found), next: expect.stringMatching(/./) }],
    });
  });

  test('that is disconnected is told with the reason, and Intercom is not asked', async () => {
    const { callcard, fake } = await setUp();
    await callcard.store.workspaces.markDisconnected({
      workspaceId: 'acme',
      epoch: 1,
      reason: 'token_revoked',
      atMs: 1,
    });
    const { found } = await workspaceLines(callcard.environment);
    expect(found).toEqual([
      {
        level: 'warning',
        area: 'workspace',
        found: 'Acme (acme, us) is disconnected: token_revoked',
        next: `Connect it again at ${callcard.url}/install?region=us.`,
      },
    ]);
    expect(fake.requests.filter(({ path }) => path === '/me')).toEqual([]);
  });

  test('whose key is gone is a problem, and one with an older key is told', async () => {
    const { callcard } = await setUp();
    const environment = { ...callcard.environment, TOKEN_KEYS: tokenKey('k2', 2) };
    expect((await workspaceLines(environment)).found).toEqual([
      expect.objectContaining({ level: 'problem', found: expect.stringContaining('Put the key back into TOKEN_KEYS') }),
    ]);
    const both = { ...environment, TOKEN_KEYS: `${tokenKey('k2', 2)},${tokenKey('k1', 7)}` };
    expect((await workspaceLines(both)).found).toEqual([
      expect.objectContaining({ level: 'ok', found: expect.stringContaining('sealed with an older key') }),
    ]);
  });

  test('is asked about, however many there are', async () => {
    const { callcard, fake } = await setUp();
    for (let nth = 10; nth < 55; nth += 1) await callcard.install(`w${nth}`);
    const { found } = await workspaceLines(callcard.environment);
    expect(found).toHaveLength(46);
    expect(fake.requests.filter(({ path }) => path === '/me')).toHaveLength(46);
  });

  test('is missing, when there is none', async () => {
    const callcard = await startCallcard((await intercom(() => ({}))).url);
    expect(await workspaceLines(callcard.environment)).toMatchObject({
      exitCode: 0,
      found: [{ level: 'warning', found: 'Callcard is installed in no workspace' }],
    });
  });
});
