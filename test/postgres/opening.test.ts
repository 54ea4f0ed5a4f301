import { inspect } from 'node:util';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { openPostgresStore } from '../../db/postgres/open.ts';
import { openPostgresReadOnly } from '../../db/postgres/open-read-only.ts';
import { delivery } from '../db/delivery-store-suite.ts';
import { installation } from '../db/open-store.ts';
import { captureLog } from '../logs/capture.ts';
import { PASSWORD } from './cluster.ts';
import { failureOf } from './failure-of.ts';
import { newDatabaseUrl, openTestStore, withClient } from './open-store.ts';

type Change = Partial<Record<'username' | 'password' | 'hostname' | 'port' | 'pathname' | 'search', string>>;

const changed = (url: string, change: Change): string => Object.assign(new URL(url), change).href;

describe('PostgreSQL that cannot be opened', () => {
  test.each<[what: string, change: Change, advice: string]>([
    ['with another password', { password: 'a-wrong-password' }, 'refuses the user or the password'],
    ['without a password', { password: '' }, 'Check DATABASE_URL'],
    ['as somebody else', { username: 'stranger' }, 'refuses the user or the password'],
    ['under another name', { pathname: '/nowhere' }, 'make it with createdb'],
    ['at another port', { port: '1' }, 'Start PostgreSQL'],
    ['at another host', { hostname: 'nowhere.invalid' }, 'Start PostgreSQL'],
    ['with TLS that it has not', { search: '?sslmode=verify-full' }, 'does not support SSL'],
  ])('%s is refused with what to do, and the password is in no message and no log', async (_what, change, advice) => {
    const { log, lines } = captureLog();
    const url = changed(inject('postgresUrl'), change);
    const error = await failureOf(openPostgresStore(url));
    log.error({ err: error }, 'cannot start');
    expect(error.message).toContain(advice);
    expect(error.message).toContain('open postgres://');
    const everything = lines.join('') + inspect(error, { depth: 10, showHidden: true });
    for (const secret of [PASSWORD, encodeURIComponent(PASSWORD), 'a-wrong-password']) {
      expect(everything).not.toContain(secret);
    }
  });

  test('leaves no connection behind that waits for a password', async () => {
    const url = await newDatabaseUrl();
    await failureOf(openPostgresStore(changed(url, { password: '' })));
    await withClient(url, async (client) => {
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'
                       AND state IS NULL`;
      while ((await client.query(waiting)).rowCount !== 0);
    });
  });

  test('by a user who may not make tables is refused with what to do', async () => {
    const url = await newDatabaseUrl();
    const role = `reader_of_${new URL(url).pathname.slice(1)}`;
    const asReader = changed(url, { username: role, password: 'only-reads' });
    await withClient(url, (client) => client.query(`CREATE ROLE ${role} LOGIN PASSWORD 'only-reads'`));
    expect((await failureOf(openPostgresStore(asReader))).message).toContain('make it the owner of the database');
  });
});

test('a failure quotes nothing that is kept', async () => {
  const store = await openTestStore();
  const state = { stateHash: 'a-state-hash', region: 'us', source: 'website', createdAtMs: 1, expiresAtMs: 2 } as const;
  await store.oauthStates.issue(state);
  const again = await failureOf(store.oauthStates.issue(state));
  expect(again.cause).toMatchObject({ code: '23505' });
  const words = { name: 'a-name', installingAdminEmail: 'ada-of-this-test', sealedToken: 'a-sealed-token' };
  const odd = await failureOf(store.workspaces.install(installation('a', { ...words, atMs: 0.5 })));
  const outcome = { workspaceId: 'w', clickHash: 'a-hash', outcome: 'an-outcome', atMs: 1 };
  const stranger: unknown = await store.clicks.finish(outcome).catch((error: unknown) => error);
  const everything = inspect([again, odd, stranger], { depth: 10, showHidden: true });
  for (const word of ['a-state-hash', ...Object.values(words), 'a-hash', 'an-outcome']) {
    expect(everything).not.toContain(word);
  }
});

describe('a PostgreSQL database that is only read', () => {
  test('shows what a running Callcard writes, while it writes', async () => {
    const url = await newDatabaseUrl();
    const store = await openTestStore(url);
    await store.workspaces.install(installation('a'));
    const reader = await openPostgresReadOnly(url);
    onTestFinished(() => reader.close());
    await store.deliveries.record([delivery('a')]);
    const expected = [{ ...delivery('a'), deliveryId: 1 }];
    expect(await reader.deliveries.list({ workspaceId: 'a', limit: 10 })).toStrictEqual(expected);
    expect(await reader.workspaces.list({ limit: 10 })).toStrictEqual([await store.workspaces.find('a')]);
  });

  test.each([
    ['that is empty', 'new', false, ''],
    ['of another program', 'foreign', false, 'CREATE TABLE other (id integer)'],
    ['of an older version', 'older', true, 'DELETE FROM __drizzle_migrations WHERE id > 1'],
    ['of a newer version', 'foreign', true, `INSERT INTO __drizzle_migrations VALUES (99, 'later', 9999999999999)`],
  ])('%s is left as it is, and one is told what to do', async (_what, why, opened, change) => {
    const url = await newDatabaseUrl();
    if (opened) await (await openTestStore(url)).close();
    const tables = () =>
      withClient(
        url,
        async (client) => (await client.query(`SELECT * FROM pg_tables WHERE schemaname = 'public'`)).rows,
      );
    await withClient(url, (client) => client.query(change));
    const before = await tables();
    await expect(openPostgresReadOnly(url)).rejects.toMatchObject({ code: 'database_unreadable', why });
    expect(await tables()).toEqual(before);
  });

  test('of a newer version still opens for a Callcard that was rolled back, and is told not to be current', async () => {
    const url = await newDatabaseUrl();
    await (await openTestStore(url)).close();
    await withClient(url, (client) =>
      client.query(`INSERT INTO __drizzle_migrations VALUES (99, 'later', 9999999999999)`),
    );
    const store = await openTestStore(url);
    expect(await store.check()).toStrictEqual({ migrationsCurrent: false });
    expect(await store.workspaces.install(installation('a'))).toMatchObject({ workspaceId: 'a' });
  });
});
