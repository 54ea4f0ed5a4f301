import { describe, expect, test } from 'vitest';
import { hashApiKey } from '../../server/api/api-key.ts';
import { runKeys } from '../../tools/keys/run-keys.ts';
import { installation, newDatabasePath, openFileStore } from '../db/open-store.ts';
import { captureStreams } from './capture-streams.ts';

const NOW_MS = Date.UTC(2026, 0, 8, 18, 5);

/** The database of a running Callcard, with two workspaces. */
async function setUp() {
  const path = newDatabasePath();
  const store = await openFileStore(path);
  for (const workspaceId of ['acme', 'borea']) await store.workspaces.install(installation(workspaceId));
  return { path, store };
}

async function run(path: string, ...args: string[]) {
  const streams = captureStreams();
  const environment = { INTERCOM_CLIENT_ID: 'id', DATABASE_URL: `file:${path}` };
  const exitCode = await runKeys(args, streams, { environment, clock: () => NOW_MS });
  return { exitCode, out: streams.out(), err: streams.err() };
}

const create = (path: string, ...args: string[]) =>
  run(path, 'create', '--workspace', 'acme', '--name', 'Aircall dialer', ...args);

describe('create', () => {
  test('prints a key that opens the workspace, once, and keeps only its fingerprint', async () => {
    const { path, store } = await setUp();
    const { exitCode, out, err } = await create(path);
    expect([exitCode, out]).toEqual([0, expect.stringMatching(/^cck_[\w-]{43}\n$/)]);
    expect(err).toMatch(/key_[0-9a-f]{12}, "Aircall dialer"[\s\S]*not shown again/);
    const key = out.trim();
    const kept = await store.apiKeys.findByHash(hashApiKey(key));
    expect(kept).toMatchObject({ workspaceId: 'acme', name: 'Aircall dialer', createdAtMs: NOW_MS });
    expect(JSON.stringify(kept)).not.toContain(key);
    expect((await run(path, 'list', '--workspace', 'acme')).out).not.toContain(key);
  });

  test('prints nothing else when it is to be quiet', async () => {
    const { path } = await setUp();
    const first = await create(path, '--quiet');
    const second = await create(path, '--quiet');
    expect([first.err, second.err]).toEqual(['', '']);
    expect(first.out).not.toBe(second.out);
  });

  test('refuses a workspace that there is not, and one that is uninstalled', async () => {
    const { path, store } = await setUp();
    const unknown = await run(path, 'create', '--workspace', 'nobody', '--name', 'x');
    expect([unknown.exitCode, unknown.out]).toEqual([2, '']);
    expect(unknown.err).toMatch(/no workspace nobody/);
    await store.workspaces.markUninstalled({ workspaceId: 'acme', epoch: 1, atMs: NOW_MS });
    const gone = await create(path);
    expect([gone.exitCode, gone.out]).toEqual([2, '']);
    expect(gone.err).toMatch(/uninstalled from acme/);
  });
});

describe('list', () => {
  test('shows the keys of one workspace, as a table or for programs', async () => {
    const { path, store } = await setUp();
    for (const [nth, workspaceId] of ['acme', 'borea', 'acme'].entries()) {
      const key = { workspaceId, keyId: `key_00000000000${nth}`, secretHash: hashApiKey(`cck_${nth}`) };
      await store.apiKeys.create({ ...key, name: `Dialer ${nth}`, atMs: NOW_MS + nth });
    }
    await store.apiKeys.used({ workspaceId: 'acme', keyId: 'key_000000000000', atMs: NOW_MS + 60_000 });
    await store.apiKeys.revoke({ workspaceId: 'acme', keyId: 'key_000000000002', atMs: NOW_MS + 70_000 });
    expect((await run(path, 'list', '--workspace', 'acme')).out).toMatchInlineSnapshot(`
      "KEY               STATE    MADE                      LAST USED                 NAME
      key_000000000000  good     2026-01-08T18:05:00.000Z  2026-01-08T18:06:00.000Z  Dialer 0
      key_000000000002  revoked  2026-01-08T18:05:00.002Z  never                     Dialer 2
      "
    `);
    const { out } = await run(path, 'list', '--workspace', 'borea', '--json');
    expect(JSON.parse(out)).toEqual({
      ...{ workspaceId: 'borea', keyId: 'key_000000000001', name: 'Dialer 1' },
      ...{ createdAt: '2026-01-08T18:05:00.001Z', revokedAt: null, lastUsedAt: null },
    });
  });

  test('says that there are none', async () => {
    const { path } = await setUp();
    const { exitCode, out, err } = await run(path, 'list', '--workspace', 'acme');
    expect([exitCode, out, err]).toEqual([0, '', 'There are no keys: make one with create.\n']);
  });
});

describe('revoke', () => {
  test('takes a key back, of its own workspace only, and once', async () => {
    const { path, store } = await setUp();
    const { out } = await create(path, '--quiet');
    const [made] = await store.apiKeys.list('acme');
    const keyId = made?.keyId ?? '';
    const elsewhere = await run(path, 'revoke', '--workspace', 'borea', keyId);
    expect([elsewhere.exitCode, elsewhere.err]).toEqual([2, expect.stringMatching(/^There is no key key_/)]);
    expect((await store.apiKeys.findByHash(hashApiKey(out.trim())))?.revokedAtMs).toBeUndefined();

    const revoked = await run(path, 'revoke', '--workspace', 'acme', keyId);
    expect([revoked.exitCode, revoked.out]).toEqual([0, `${keyId} is refused from now on.\n`]);
    expect((await store.apiKeys.findByHash(hashApiKey(out.trim())))?.revokedAtMs).toBe(NOW_MS);
    expect((await run(path, 'revoke', '--workspace', 'acme', keyId)).err).toBe(`${keyId} was revoked before.\n`);
  });
});

describe('a command line', () => {
  test.each([
    [['list'], /--workspace/],
    [['list', '--workspace', 'acme', '--name', 'x'], /list takes no --name/],
    [['create', '--workspace', 'acme'], /--name/],
    [['create', '--workspace', 'acme', '--name', ' '], /--name/],
    [['create', 'x', '--workspace', 'acme', '--name', 'x'], /options only/],
    [['revoke', '--workspace', 'acme'], /one key/],
    [['revoke', '--workspace', 'acme', 'a', 'b'], /one key/],
    [['steal', '--workspace', 'acme'], /create, list, revoke/],
    [[], /create, list, revoke/],
    [['list', '--nonsense'], /nonsense/],
  ])('that makes no sense (%j) says what would, and touches no database', async (args, said) => {
    const { exitCode, out, err } = await run('/nowhere/at/all.db', ...args);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatch(said);
    expect(err).toContain('npm run keys -- --help');
  });

  test('may ask for help', async () => {
    const { exitCode, out } = await run('/nowhere/at/all.db', '--help');
    expect(exitCode).toBe(0);
    expect(out).toContain('npm run keys -- create --workspace ID --name NAME');
  });
});
