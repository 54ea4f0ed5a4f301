import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '../../db/errors.ts';
import type { FactKey } from '../../db/mirror-ports.ts';
import type { Store } from '../../db/ports.ts';
import { keyOf, readFact } from '../../server/mirror/fact-values.ts';
import { newDatabasePath, openFileStore } from '../db/open-store.ts';
import { ACME, NOW_MS, openRoom, type Room, type RoomOptions } from './room.ts';

const BO = '5010002';

/** A room whose clock the test moves. */
async function openMovingRoom(options: RoomOptions = {}) {
  const time = { nowMs: NOW_MS };
  const room = await openRoom({ ...options, clock: () => time.nowMs });
  return { room, time };
}

const asked = (room: Room) => room.sandbox.requests.map(({ method, path }) => `${method} ${path}`);

/** What Intercom is asked for while `act` goes on. */
async function askedDuring(room: Room, act: () => Promise<unknown>): Promise<string[]> {
  room.sandbox.requests.length = 0;
  await act();
  return asked(room);
}

function contactOf(room: Room, conversationId: string): string {
  const [contactId] = room.sandbox.workspaces.get(ACME)?.conversations.get(conversationId)?.contactIds ?? [];
  if (contactId === undefined) throw new Error('nobody is in this conversation');
  return contactId;
}

/** Opens a card and waits until what it learned is written down. */
async function openAndKeep(room: Room, conversationId: string) {
  const card = await room.open(conversationId);
  const contactId = contactOf(room, conversationId);
  const about = [keyOf('contact', contactId), keyOf('companies', contactId), keyOf('conversations', contactId)];
  const [, companies] = await untilKept(room, [
    ...about,
    ...[keyOf('calls', conversationId), keyOf('fin_voice', conversationId), keyOf('teammates')],
  ]);
  await untilKept(
    room,
    readFact('companies', companies ?? '[]').map((id) => keyOf('company', id)),
  );
  return card;
}

async function untilKept(room: Room, keys: FactKey[]): Promise<string[]> {
  for (;;) {
    const facts = await room.store.facts.read({ workspaceId: ACME, epoch: 1, keys, nowMs: NOW_MS });
    const values = facts.flatMap((fact) => fact?.value ?? []);
    if (values.length === keys.length) return values;
    await turn();
  }
}

const COLD_CARDS = [
  ['Priya Raman', 'phone_call'],
  ['Tomás Rivera', 'phone_call'],
  ['Sam Okafor', 'phone_call'],
] as const;

describe('the first card', () => {
  test.each(COLD_CARDS)(
    'of %s asks six things of a workspace of which nothing is kept, the next one none',
    async (name, source) => {
      const { room } = await openMovingRoom();
      const conversationId = room.conversationOf(name, source);
      expect(await askedDuring(room, () => openAndKeep(room, conversationId))).toHaveLength(6);
      expect(await askedDuring(room, () => room.open(conversationId))).toEqual([]);
    },
  );

  test('asks for the teams as well where the last conversation is a team’s that was never heard of', async () => {
    const { room } = await openMovingRoom();
    const conversationId = room.conversationOf('Jo Vance', 'phone_call');
    const cold = await askedDuring(room, () => openAndKeep(room, conversationId));
    expect(cold).toHaveLength(7);
    expect(cold.at(-1)).toBe('GET /teams');
    await untilKept(room, [keyOf('teams')]);
    expect(await askedDuring(room, () => room.open(conversationId))).toEqual([]);
  });

  test('names a team as it was called last, and has the teams learned for the next card', async () => {
    const { room, time } = await openMovingRoom();
    const conversationId = room.conversationOf('Jo Vance', 'phone_call');
    const learn = async (name: string) => {
      const scope = { workspaceId: ACME, epoch: 1, nowMs: time.nowMs };
      const [generation = 0] = await room.store.facts.begin({ ...scope, keys: [keyOf('teams')] });
      const learned = { versionMs: undefined, learnedAtMs: time.nowMs, learnedFrom: 'read' } as const;
      const value = JSON.stringify([{ id: '701001', name }]);
      await room.store.facts.change({ ...scope, changes: [{ ...keyOf('teams'), ...learned, generation, value }] });
    };
    await learn('Phone Heroes');
    time.nowMs += 3_600_000;
    const cold = await askedDuring(room, async () =>
      expect((await openAndKeep(room, conversationId)).text).toContain('Phone Heroes'),
    );
    expect(cold).toHaveLength(6);
    expect((await room.store.jobs.list({ limit: 9 })).map(({ kind }) => kind)).toContain('sync-directory');
    await learn('Phone Champions');
    expect((await room.open(conversationId)).text).toContain('Phone Champions');
  });

  test('says from memory what it said before', async () => {
    const { room } = await openMovingRoom();
    const conversationId = room.conversationOf('Jo Vance', 'phone_call');
    const cold = await openAndKeep(room, conversationId);
    expect((await room.open(conversationId)).text).toBe(cold.text);
  });

  test('of another conversation of the same contact asks only for what is of that conversation', async () => {
    const { room } = await openMovingRoom();
    await openAndKeep(room, room.conversationOf('Jo Vance', 'phone_call'));
    const others = await askedDuring(room, () => room.open(room.conversationOf('Jo Vance', 'email')));
    expect(others.map((one) => one.split('/')[1]).toSorted()).toEqual(['calls', 'fin_voice']);
  });

  test('asks again after a minute, and not while notifications are known to arrive', async () => {
    const { room, time } = await openMovingRoom();
    const conversationId = room.conversationOf('Priya Raman', 'phone_call');
    await openAndKeep(room, conversationId);
    time.nowMs += 60_000;
    expect(await askedDuring(room, () => openAndKeep(room, conversationId))).toHaveLength(6);
    time.nowMs += 9 * 60_000;
    await room.store.mirrors.update({ workspaceId: ACME, epoch: 1 }, { agreedAtMs: time.nowMs });
    expect(await askedDuring(room, () => room.open(conversationId))).toEqual([]);
  });

  test('of a request that names nobody finds the contact from memory too', async () => {
    const { room } = await openMovingRoom();
    const conversationId = room.conversationOf('Jo Vance', 'phone_call');
    const bare = JSON.stringify({ workspace_id: ACME, context: { conversation_id: conversationId } });
    await openAndKeep(room, conversationId);
    await room.post('/canvas/initialize', bare);
    await untilKept(room, [keyOf('conversation', conversationId)]);
    const again = await askedDuring(room, async () => {
      expect((await room.post('/canvas/initialize', bare)).body).toContain('Jo Vance');
    });
    expect(again).toEqual([]);
  });

  test('is complete without its database’s memory', async () => {
    const fail = async () => {
      throw new StoreUnavailableError('read facts', new Error('no such disk'));
    };
    const { room } = await openMovingRoom();
    const conversationId = room.conversationOf('Jo Vance', 'phone_call');
    const whole = await room.open(conversationId);
    const storeFrom = (store: Store): Store => ({
      ...store,
      facts: { ...store.facts, read: fail, begin: fail, change: fail },
      mirrors: { ...store.mirrors, find: fail },
    });
    const forgetful = await openRoom({ storeFrom });
    expect((await forgetful.open(conversationId)).text).toBe(whole.text);
  });
});

describe('a card that nothing changed since', () => {
  /** A room that counts how often its card asks for the workspace, which comes before any other row. */
  async function openCounting(options: RoomOptions = {}) {
    const count = { rows: 0 };
    const storeFrom = (store: Store): Store => ({
      ...store,
      workspaces: {
        ...store.workspaces,
        find: (workspaceId) => {
          count.rows += 1;
          return store.workspaces.find(workspaceId);
        },
      },
    });
    const { room, time } = await openMovingRoom({ ...options, storeFrom });
    const conversationId = room.conversationOf('Priya Raman', 'phone_call');
    await openAndKeep(room, conversationId);
    await openAndKeep(room, conversationId);
    const rowsDuring = async (act: () => Promise<unknown>) => {
      count.rows = 0;
      await act();
      return count.rows;
    };
    return { room, time, conversationId, open: () => room.open(conversationId), rowsDuring };
  }

  test('is answered without reading a row, and is the same', async () => {
    const { open, rowsDuring } = await openCounting();
    const { text } = await open();
    await rowsDuring(open);
    expect(await rowsDuring(async () => expect((await open()).text).toBe(text))).toBe(0);
  });

  test('shows what another process wrote to the file', async () => {
    const databasePath = newDatabasePath();
    const { room, open, conversationId, rowsDuring } = await openCounting({ databasePath });
    /** For some milliseconds the card may be the one from before. */
    const untilNoticed = async (write: () => Promise<unknown>) => {
      const before = room.store.changes.markOf(ACME);
      await write();
      while (room.store.changes.markOf(ACME) === before) await turn();
    };
    await open();
    await rowsDuring(open);
    const other = await openFileStore(databasePath);
    const contactId = contactOf(room, conversationId);
    const scope = { workspaceId: ACME, epoch: 1, nowMs: NOW_MS };
    await untilNoticed(() => other.facts.doubt({ ...scope, keys: [keyOf('contact', contactId)] }));
    expect(await askedDuring(room, open)).toEqual([`GET /contacts/${contactId}`]);
    await untilNoticed(() =>
      other.workspaces.markDisconnected({ workspaceId: ACME, epoch: 1, reason: 'unauthorized', atMs: NOW_MS }),
    );
    expect((await open()).text).toContain('reconnect');
  });

  test('is made anew when a fact of it is not trusted any more', async () => {
    const { room, time, open } = await openCounting();
    await open();
    await open();
    time.nowMs += 60_000;
    expect(await askedDuring(room, open)).not.toEqual([]);
  });
});

describe('Refresh', () => {
  test('shows what Intercom says now, not what is kept', async () => {
    const { room } = await openMovingRoom();
    const conversationId = room.conversationOf('Priya Raman', 'phone_call');
    const card = await openAndKeep(room, conversationId);
    const contact = room.sandbox.workspaces.get(ACME)?.contacts.get(contactOf(room, conversationId));
    if (contact !== undefined) contact.name = 'Priya R. Raman';
    expect((await room.open(conversationId)).text).not.toContain('Priya R. Raman');
    expect((await card.click('menu', { menu: 'refresh' })).text).toContain('Priya R. Raman');
  });

  test.each(['calls', 'history'])('does so in the list of %s', async (view) => {
    const { room } = await openMovingRoom();
    const card = await openAndKeep(room, room.conversationOf('Jo Vance', 'phone_call'));
    const list = await card.click(view);
    expect(await askedDuring(room, () => card.click(view))).toEqual([]);
    expect(await askedDuring(room, () => list.click(list.idOf('Refresh')))).not.toEqual([]);
  });
});

describe('after a click of ours', () => {
  test('the cards of the contact’s other conversations show it', async () => {
    const { room } = await openMovingRoom();
    const [phone, email] = [room.conversationOf('Jo Vance', 'phone_call'), room.conversationOf('Jo Vance', 'email')];
    await openAndKeep(room, phone);
    await openAndKeep(room, email);
    const before = (await (await room.open(email)).click('history')).text;
    await (await (await room.open(phone, { as: BO })).click('assign')).click('assign:nobody');
    const after = (await (await room.open(email)).click('history')).text;
    expect(after).not.toBe(before);
    expect(after).toContain('unassigned');
  });

  test('a tag is asked for again where it was put on', async () => {
    const { room } = await openMovingRoom();
    const conversationId = room.conversationOf('Jo Vance', 'phone_call');
    const tagging = await (await room.open(conversationId, { as: BO })).click('tag');
    await untilKept(room, [keyOf('conversation', conversationId), keyOf('tags')]);
    const [scope, keys] = [
      { workspaceId: ACME, epoch: 1, nowMs: NOW_MS },
      [keyOf('conversation', conversationId), keyOf('tags')],
    ];
    room.sandbox.faults = { serverError: { route: 'GET /*' } };
    await tagging.click('tag:add:8800001');
    const [conversation, tags] = await room.store.facts.read({ ...scope, keys });
    expect([conversation?.value, tags?.value]).toEqual([undefined, expect.any(String)]);
  });
});

describe('when Intercom does not answer', () => {
  test('the card shows what was known last, and says as of when', async () => {
    const { room, time } = await openMovingRoom();
    const conversationId = room.conversationOf('Jo Vance', 'phone_call');
    await openAndKeep(room, conversationId);
    time.nowMs += 3_600_000;
    room.sandbox.faults = { serverError: {} };
    const { text } = await room.open(conversationId);
    expect(text).toContain('Inbound call, answered');
    expect(text).toContain('Lumen Labs');
    expect(text).toContain('Partly as of Jan 8, 2026 at 1:05PM.');
    expect(text).not.toContain('not known');
  });

  test('and only one part is from earlier, the card names it, with the reason where there is room', async () => {
    const { room } = await openMovingRoom();
    const [many, few] = [
      room.conversationOf('Tomás Rivera', 'phone_call'),
      room.conversationOf('Marcus Bell', 'phone_call'),
    ];
    const cards = [await openAndKeep(room, many), await openAndKeep(room, few)];
    room.sandbox.faults = { serverError: { route: 'GET /fin_voice/*' } };
    const [full, roomy] = await Promise.all(cards.map((card) => card.click('refresh')));
    expect(full?.text).toContain('~ Fin Voice as of Jan 8, 2026 at 1:05PM.');
    expect(roomy?.text).toContain('~ Fin Voice as of Jan 8, 2026 at 1:05PM: Intercom has a problem.');
  });
});

test('a call that two conversations say is theirs is in the list of calls once', async () => {
  const { room } = await openMovingRoom();
  const conversationId = room.conversationOf('Jo Vance', 'phone_call');
  const card = await openAndKeep(room, conversationId);
  await card.click('calls');
  const scope = { workspaceId: ACME, epoch: 1, nowMs: NOW_MS };
  const [own] = await room.store.facts.read({ ...scope, keys: [keyOf('calls', conversationId)] });
  const other = keyOf('calls', '215470000000115');
  const [generation = 0] = await room.store.facts.begin({ ...scope, keys: [other] });
  const learned = { value: own?.value, versionMs: undefined, learnedAtMs: NOW_MS, learnedFrom: 'read' } as const;
  await room.store.facts.change({ ...scope, changes: [{ ...other, ...learned, generation }] });
  const { text } = await (await room.open(conversationId)).click('calls');
  expect(text.match(/\{call:open:3822001\}/g)).toHaveLength(1);
});
