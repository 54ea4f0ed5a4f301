import { describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '../../db/errors.ts';
import type { MirrorStore } from '../../db/mirror-ports.ts';
import type { JobResult } from '../../server/jobs/handler.ts';
import { SYNC_CONTACTS_JOB, syncContacts, syncContactsJob } from '../../server/mirror/sync-contacts.ts';
import { installation, openMemoryStore } from '../db/open-store.ts';
import { type ListedContacts, numberOf, startListedContacts } from './listed-contacts.ts';
import { clientOf, contact, openWriterRoom, START_MS, seconds, type WriterRoom } from './writer-room.ts';

/** As `installation` has it. */
const INSTALLED_AT_MS = 1_000;

interface SyncRoom extends WriterRoom {
  listed: ListedContacts;
  /** One attempt, with the payload that the one before left. */
  attempt(): Promise<JobResult>;
  /** Attempts until it is done; each begins when the one before asked for it. */
  toTheEnd(): Promise<number>;
}

async function openSyncRoom(
  total: number,
  options: { mirrors?: (mirrors: MirrorStore) => MirrorStore } = {},
): Promise<SyncRoom> {
  const kept = await openMemoryStore();
  const store = { ...kept, mirrors: options.mirrors?.(kept.mirrors) ?? kept.mirrors };
  const time = { clock: () => START_MS };
  const listed = await startListedContacts(total, () => time.clock());
  const client = clientOf(listed.fake.url, () => time.clock());
  const room = await openWriterRoom({ store, client: () => client });
  time.clock = room.deps.clock;
  let payload: unknown = JSON.parse(syncContactsJob('ws', START_MS).payload);
  const attempt: SyncRoom['attempt'] = async () => {
    const result = await room.run(syncContacts, payload);
    if (!result.done && result.payload !== undefined) payload = JSON.parse(result.payload);
    return result;
  };
  return {
    ...room,
    ...{ listed, attempt },
    toTheEnd: async () => {
      for (let attempts = 1; ; attempts += 1) {
        const result = await attempt();
        if (result.done) return attempts;
        room.time.nowMs = Math.max(room.time.nowMs, result.atMs);
      }
    },
  };
}

async function countCallers(room: WriterRoom, total: number): Promise<number> {
  const found = await Promise.all(Array.from({ length: total }, (_, index) => room.callers(numberOf(index))));
  return found.filter((ids) => ids.length === 1).length;
}

describe('the first sync', () => {
  test('reads all contacts, keeps those with a number, and counts how far it has come', async () => {
    const room = await openSyncRoom(400);
    expect(await room.toTheEnd()).toBe(1);
    expect(room.listed.asked).toEqual([undefined, '150', '300']);
    expect(await countCallers(room, 400)).toBe(200);
    expect(await room.kept('contact', 'c1')).toBeUndefined();
    expect(await room.kept('contact', 'c2')).toMatchObject({ learnedFrom: 'read', versionMs: START_MS - 900_000 });
    expect(await room.mirror()).toMatchObject({
      ...{ phase: 'done', contactsSeen: 400, contactsTotal: 400, cursor: undefined },
      ...{ syncStartedAtMs: START_MS, syncFinishedAtMs: START_MS, reconciledAtMs: INSTALLED_AT_MS },
    });
  });

  test('leaves what changes meanwhile, conversations above all, to the reconcile, which looks back to the install', async () => {
    const room = await openSyncRoom(400);
    room.listed.remaining = 10;
    await room.attempt();
    room.time.nowMs = seconds(600);
    room.listed.remaining = 100;
    await room.toTheEnd();
    expect(await room.mirror()).toMatchObject({ syncFinishedAtMs: seconds(600), reconciledAtMs: INSTALLED_AT_MS });
  });

  test('done once more leaves the time of the last reconcile as it is: conversations were not read', async () => {
    const room = await openSyncRoom(4);
    await room.toTheEnd();
    const workspace = { workspaceId: 'ws', epoch: 1 };
    await room.store.mirrors.update(workspace, { phase: 'waiting', reconciledAtMs: seconds(60) });
    room.time.nowMs = seconds(900);
    await room.toTheEnd();
    expect(await room.mirror()).toMatchObject({ phase: 'done', reconciledAtMs: seconds(60) });
  });

  test('goes on where it was after a crash: a page may be read twice, and none is left out', async () => {
    let writes = 0;
    const dies = (mirrors: MirrorStore): MirrorStore => ({
      ...mirrors,
      update: async (...change) => {
        writes += 1;
        // The contacts of the second page are kept, and the process dies before it can write down how far it came.
        if (writes === 3) throw new StoreUnavailableError('update a mirror', new Error('crash'));
        return mirrors.update(...change);
      },
    });
    const room = await openSyncRoom(400, { mirrors: dies });
    await expect(room.attempt()).rejects.toThrow(StoreUnavailableError);
    expect(await room.mirror()).toMatchObject({ phase: 'running', cursor: '150', contactsSeen: 150 });
    await room.toTheEnd();
    expect(room.listed.asked).toEqual([undefined, '150', '150', '300']);
    expect(await room.mirror()).toMatchObject({ phase: 'done', contactsSeen: 400 });
    expect(await countCallers(room, 400)).toBe(200);
  });

  test('done a second time asks Intercom for nothing', async () => {
    const room = await openSyncRoom(10);
    await room.toTheEnd();
    expect(await room.attempt()).toEqual({ done: true });
    expect(room.listed.asked).toHaveLength(1);
  });

  test('does not make a contact older that a notification told of meanwhile, nor bring back a removed one', async () => {
    const room = await openSyncRoom(4);
    const newer = contact('c0', { phone: numberOf(0), name: 'Newer', updatedAtMs: seconds(1) });
    await room.tell({ about: 'contact', contact: newer });
    await room.tell({ about: 'contact_removed', contactId: 'c2' });
    await room.toTheEnd();
    expect(await room.value('contact', 'c0')).toMatchObject({ contact: { name: 'Newer' } });
    expect(await room.callers(numberOf(2))).toEqual([]);
  });

  test('starts over in a new install, whatever the old one had read', async () => {
    const room = await openSyncRoom(400);
    room.listed.remaining = 10;
    await room.attempt();
    await room.store.workspaces.install(
      installation('ws', { atMs: seconds(30), jobs: [syncContactsJob('ws', START_MS)] }),
    );
    room.listed.remaining = 100;
    room.time.nowMs = seconds(30);
    await room.toTheEnd();
    expect(room.listed.asked).toEqual([undefined, undefined, '150', '300']);
    expect(await room.mirror()).toMatchObject({ epoch: 2, phase: 'done', contactsSeen: 400 });
    expect(await countCallers(room, 400)).toBe(200);
    expect(await room.store.jobs.find({ workspaceId: 'ws', jobId: SYNC_CONTACTS_JOB })).toMatchObject({ epoch: 2 });
  });
});

describe('the first sync leaves room for others', () => {
  test('when little is left of the rate limit, it goes on in the next window', async () => {
    const room = await openSyncRoom(400);
    room.listed.remaining = 24;
    const result = await room.attempt();
    expect(result).toEqual({ done: false, atMs: seconds(10) });
    expect(room.listed.asked).toHaveLength(1);
    room.time.nowMs = seconds(10);
    room.listed.remaining = 25;
    expect(await room.attempt()).toEqual({ done: true });
  });

  test('after 20 pages other work has its turn', async () => {
    const room = await openSyncRoom(150 * 25);
    expect(await room.attempt()).toEqual({ done: false, atMs: START_MS });
    expect(room.listed.asked).toHaveLength(20);
    expect(await room.attempt()).toEqual({ done: true });
  });

  test('after 20 seconds other work has its turn, however slow each page is', async () => {
    const room = await openSyncRoom(900);
    room.listed.instead = () => {
      room.time.nowMs += 21_000;
      return undefined;
    };
    expect(await room.attempt()).toEqual({ done: false, atMs: seconds(21) });
    expect(await room.toTheEnd()).toBe(5);
  });

  test('when Callcard stops it ends at once, and the page that it was at is read again', async () => {
    const room = await openSyncRoom(400);
    const stop = new AbortController();
    room.listed.instead = () => {
      stop.abort();
      return undefined;
    };
    const client = clientOf(room.listed.fake.url, room.deps.clock);
    const attempt = room.run(syncContacts, { restarts: 0 }, { signal: stop.signal, client: () => client });
    await expect(attempt).rejects.toMatchObject({ code: 'intercom_timed_out' });
    room.listed.instead = () => undefined;
    await room.toTheEnd();
    expect(room.listed.asked).toEqual([undefined, undefined, '150', '300']);
  });
});

describe('a cursor that Intercom does not take any more', () => {
  const refusal = { status: 400, json: { type: 'error.list', errors: [{ code: 'client_error' }] } };

  test('makes the first sync start over', async () => {
    const room = await openSyncRoom(400);
    room.listed.instead = (cursor) => (cursor === '150' && room.listed.asked.length < 4 ? refusal : undefined);
    expect(await room.toTheEnd()).toBe(2);
    expect(room.listed.asked).toEqual([undefined, '150', undefined, '150', '300']);
    expect(await room.mirror()).toMatchObject({ phase: 'done', contactsSeen: 400 });
  });

  test('again and again ends the job for now, and it would begin at the start', async () => {
    const room = await openSyncRoom(400);
    room.listed.instead = (cursor) => (cursor === undefined ? undefined : { ...refusal, status: 404 });
    await expect(room.toTheEnd()).rejects.toMatchObject({ code: 'permanent_failure' });
    expect(room.listed.asked).toHaveLength(8);
    expect(await room.mirror()).toMatchObject({ phase: 'running', cursor: undefined, contactsSeen: 0 });
  });

  test('that leads back to itself counts as one', async () => {
    const room = await openSyncRoom(400);
    room.listed.instead = (cursor) =>
      cursor === '150' ? { json: { data: [], pages: { next: { starting_after: '150' } } } } : undefined;
    await expect(room.toTheEnd()).rejects.toMatchObject({ code: 'permanent_failure' });
  });

  test('is not what a refusal of the first page means', async () => {
    const room = await openSyncRoom(400);
    room.listed.instead = () => refusal;
    await expect(room.attempt()).rejects.toMatchObject({ code: 'intercom_refused' });
  });
});
