import { expect, test } from 'vitest';
import { runDbCopy } from '../../tools/db-copy/run-db-copy.ts';
import { notification } from '../db/intake-store-suite.ts';
import { claimOf, idsOf } from '../db/job.ts';
import { installation, newDatabasePath, openFileStore } from '../db/open-store.ts';
import { captureStreams } from '../tools/capture-streams.ts';
import { contentsOf, fill } from '../tools/filled-store.ts';
import { PASSWORD } from './cluster.ts';
import { newDatabaseUrl, openTestStore, withClient } from './open-store.ts';

async function run(...args: string[]) {
  const streams = captureStreams();
  const exitCode = await runDbCopy(args, streams);
  const [out, err] = [streams.out(), streams.err()];
  for (const secret of [PASSWORD, encodeURIComponent(PASSWORD)]) expect(out + err).not.toContain(secret);
  return { exitCode, out, err };
}

test('everything moves from SQLite to PostgreSQL and back, and is the same', async () => {
  const [before, after] = [newDatabasePath(), newDatabasePath()];
  const url = await newDatabaseUrl();
  const store = await openFileStore(before);
  await fill(store);
  const there = await run(`file:${before}`, url);
  expect(there).toMatchObject({ exitCode: 0, err: '' });
  const back = await run(url, `file:${after}`);
  expect(back).toMatchObject({ exitCode: 0, err: '' });
  const tables = (out: string) => out.split('\n').slice(0, -2);
  expect(tables(back.out)).toEqual(tables(there.out));
  const expected = await contentsOf(store);
  expect(await contentsOf(await openTestStore(url))).toEqual(expected);
  expect(await contentsOf(await openFileStore(after))).toEqual(expected);
});

test('what was moved is gone on with: numbers and epochs continue', async () => {
  const path = newDatabasePath();
  const url = await newDatabaseUrl();
  await fill(await openFileStore(path));
  await run(`file:${path}`, url);
  const moved = await openTestStore(url);
  expect(await moved.workspaces.install(installation('acme'))).toMatchObject({ epoch: 3, firstInstalledAtMs: 1_000 });
});

test('notifications that nobody has looked at are done in the order in which they came, where they were moved to', async () => {
  const path = newDatabasePath();
  const url = await newDatabaseUrl();
  const before = await openFileStore(path);
  await before.workspaces.install(installation('acme'));
  const ids = ['3', '1', '2'];
  for (const [nth, id] of ids.entries()) {
    const receivedAtMs = 5_300 + nth;
    await before.intake.take([notification('acme', id, { receivedAtMs, job: { jobId: id } })]);
  }
  expect(await run(`file:${path}`, url)).toMatchObject({ exitCode: 0, err: '' });
  const { jobs } = await openTestStore(url);
  for (const id of ids) {
    const claimed = await jobs.claim(claimOf({ nowMs: 9_000 }));
    expect(idsOf(claimed)).toEqual([id]);
    for (const job of claimed) await jobs.complete({ owner: 'worker 1', job, nowMs: 9_000 });
  }
});

test('a PostgreSQL database that has rows, or in which somebody writes, is not copied into', async () => {
  const path = newDatabasePath();
  await fill(await openFileStore(path));
  const url = await newDatabaseUrl();
  const store = await openTestStore(url);
  await withClient(url, async (client) => {
    await client.query(`BEGIN; INSERT INTO oauth_states VALUES ('s', 'us', 'website', 1, 2)`);
    expect(await run(`file:${path}`, url)).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('stop every Callcard'),
    });
    await client.query('ROLLBACK');
  });
  await store.workspaces.install(installation('mine'));
  expect(await run(`file:${path}`, url)).toMatchObject({ exitCode: 2, err: expect.stringContaining('has rows') });
  expect((await store.workspaces.list({ limit: 10 })).map(({ workspaceId }) => workspaceId)).toEqual(['mine']);
});

test('a copy that PostgreSQL does not take to its end leaves nothing behind', async () => {
  const path = newDatabasePath();
  await fill(await openFileStore(path));
  const url = await newDatabaseUrl();
  await (await openTestStore(url)).close();
  await withClient(url, (client) =>
    client.query(`ALTER TABLE deliveries ADD CONSTRAINT few CHECK (delivery_id < 250)`),
  );
  const { exitCode, err } = await run(`file:${path}`, url);
  expect(exitCode).toBe(2);
  expect(err).toContain('violates check constraint "few"');
  expect(await (await openTestStore(url)).workspaces.list({ limit: 10 })).toEqual([]);
});

test('a copy that arrives changed is not kept', async () => {
  const path = newDatabasePath();
  await fill(await openFileStore(path));
  const url = await newDatabaseUrl();
  await (await openTestStore(url)).close();
  await withClient(url, (client) =>
    client.query(`CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN NEW.name := upper(NEW.name); RETURN NEW; END $$;
                  CREATE TRIGGER shout BEFORE INSERT ON workspaces FOR EACH ROW EXECUTE FUNCTION shout()`),
  );
  expect(await run(`file:${path}`, url)).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining('workspaces is not the same'),
  });
  expect(await (await openTestStore(url)).workspaces.list({ limit: 10 })).toEqual([]);
});
