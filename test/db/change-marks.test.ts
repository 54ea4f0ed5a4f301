import { setImmediate as turn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Store } from '../../db/ports.ts';
import { createChangeMarks } from '../../db/sqlite/changes.ts';
import { migrate, readMigrations } from '../../db/sqlite/migrate.ts';
import { callerAnswer } from './caller-answer-store-suite.ts';
import { delivery } from './delivery-store-suite.ts';
import { jobOf, newCall } from './handed-call-store-suite.ts';
import { newJob } from './job.ts';
import { calls, contact, factsOf, NOW_MS } from './known-facts.ts';
import { installation, newDatabasePath, openFileStore, openMemoryStore } from './open-store.ts';

/** Whether what is done in between gives the workspace another mark. */
async function changes(store: Store, work: () => Promise<unknown>, workspaceId = 'a'): Promise<boolean> {
  const before = store.changes.markOf(workspaceId);
  expect(before).toBeTypeOf('number');
  await work();
  return store.changes.markOf(workspaceId) !== before;
}

async function openTwo(): Promise<Store> {
  const store = await openMemoryStore();
  await store.workspaces.install(installation('a'));
  await store.workspaces.install(installation('b'));
  return store;
}

describe('the mark of a workspace', () => {
  test('is another one after whatever changed that a card is made from', async () => {
    const store = await openTwo();
    const facts = factsOf(store.facts);
    const call = newCall('a', 'x1');
    const [generation = 0] = await facts.begin(calls('7'));
    const works: Record<string, () => Promise<unknown>> = {
      'a place for a fact': () => facts.begin(calls('8')),
      'a fact': () => facts.change(calls('7'), generation, { value: '[]' }),
      'a doubted fact': () => facts.doubt(calls('7')),
      'a listed contact': () => facts.list({ contactId: 'c1', value: '{}', versionMs: 5, phones: ['+14155550123'] }),
      'a contact that is gone': () => facts.remove('c1', 9),
      'that notifications agree': () => store.mirrors.update({ workspaceId: 'a', epoch: 1 }, { agreedAtMs: 1 }),
      'that they agreed again': () => store.mirrors.update({ workspaceId: 'a', epoch: 1 }, { agreedAtMs: 2 }),
      'who a caller was': () => store.callerAnswers.keep(callerAnswer('a')),
      'that nobody knows it any more': () => store.callerAnswers.forget(callerAnswer('a')),
      'a chosen country': () => store.countries.choose({ workspaceId: 'a', country: 'FR' }),
      'a guessed country': () => store.countries.guess({ workspaceId: 'a', country: 'FR', from: 'contacts', atMs: 1 }),
      'a call for Fin': () => store.handedCalls.accept(call, jobOf(call)),
      'how Fin does': () => store.handedCalls.update(call, { state: 'matched', conversationId: '7' }),
      'that calls are forgotten': () => store.handedCalls.forgetBefore({ beforeMs: NOW_MS, limit: 9 }),
      'that facts are forgotten': () => store.facts.forgetUntouched({ beforeMs: NOW_MS + 1, limit: 99 }),
      'a lost connection': () =>
        store.workspaces.markDisconnected({ workspaceId: 'a', epoch: 1, reason: 'unauthorized', atMs: 1 }),
      'a new install': () => store.workspaces.install(installation('a')),
    };
    for (const [what, work] of Object.entries(works)) expect([what, await changes(store, work)]).toEqual([what, true]);
  });

  test('stays when something else is written, or something of another workspace', async () => {
    const store = await openTwo();
    const facts = factsOf(store.facts);
    await facts.learn(contact('c1'), '{}');
    await store.mirrors.update({ workspaceId: 'a', epoch: 1 }, { agreedAtMs: 1 });
    const works: Record<string, () => Promise<unknown>> = {
      'a look': () => facts.read(contact('c1')),
      'a look that marks as used': () => factsOf(store.facts, { nowMs: NOW_MS + 9e9 }).read(contact('c1')),
      'a delivery': () => store.deliveries.record([delivery('a')]),
      'a job': () => store.jobs.enqueue([newJob('a', '1')], 1),
      'how far the sync is': () => store.mirrors.update({ workspaceId: 'a', epoch: 1 }, { contactsSeen: 4 }),
      'a fact of another': () => factsOf(store.facts, { workspaceId: 'b' }).learn(contact('c1'), '{}'),
      'a setting of another': () => store.countries.choose({ workspaceId: 'b', country: 'FR' }),
    };
    for (const [what, work] of Object.entries(works)) expect([what, await changes(store, work)]).toEqual([what, false]);
  });

  test('is another one when another process wrote to the file', async () => {
    const path = newDatabasePath();
    const store = await openFileStore(path);
    await store.workspaces.install(installation('a'));
    const other = await openFileStore(path);
    const before = store.changes.markOf('a');
    await other.countries.choose({ workspaceId: 'a', country: 'FR' });
    // For some milliseconds it may be the old one.
    while (store.changes.markOf('a') === before) await turn();
    expect(await changes(store, async () => {})).toBe(false);
  });

  test('is not told when the database does not answer', async () => {
    const store = await openMemoryStore();
    await store.close();
    expect(store.changes.markOf('a')).toBeUndefined();
  });
});

/** Tables of a workspace that no card which may be shown again is made from. */
const OF_NO_CARD = ['api_keys', 'clicks', 'deliveries', 'jobs', 'notifications', 'recent_tags'];

test('every table of a workspace is watched, or is known to be of no card', () => {
  const client = new Database(':memory:');
  onTestFinished(() => void client.close());
  migrate(client, readMigrations());
  createChangeMarks(client).markOf('w1');
  const names = (sql: string) => client.prepare(sql).pluck().all();
  const watched = names('select distinct tbl_name from sqlite_temp_schema');
  const ofWorkspace = names(
    `select t.name from sqlite_schema t, pragma_table_info(t.name) c where t.type = 'table' and c.name = 'workspace_id'`,
  );
  expect([...watched, ...OF_NO_CARD].toSorted()).toEqual(ofWorkspace.toSorted());
});
