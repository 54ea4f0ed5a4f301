import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { installation } from '../db/open-store.ts';
import { ASKED_CONTACT, askedIntercom, nameOf, openJoRoom, wire } from './reading-room.ts';
import { START_MS, seconds } from './writer-room.ts';

const NOW = START_MS;

describe('cards that need the same at the same time', () => {
  test('ask Intercom once, twenty of them', async () => {
    const room = await openJoRoom();
    const readers = await Promise.all(Array.from({ length: 20 }, () => room.open()));
    const names = await Promise.all(readers.map((reader) => nameOf(reader.contact('c1'))));
    expect(new Set(names)).toEqual(new Set(['Jo Vance']));
    expect(room.intercom.asked).toEqual([ASKED_CONTACT]);
  });

  test('each have their own time: one that has more of it asks again', async () => {
    const room = await openJoRoom();
    const release = room.intercom.hold(ASKED_CONTACT);
    const [short, long] = [new AbortController(), new AbortController()];
    const first = (await room.open({ signal: short.signal })).contact('c1');
    await room.intercom.wasAsked(1);
    const second = (await room.open({ signal: long.signal })).contact('c1');
    await turn();
    expect(room.intercom.asked).toHaveLength(1);
    short.abort();
    expect(await first).toMatchObject({ state: 'unavailable', why: 'timed_out' });
    await room.intercom.wasAsked(2);
    release();
    expect(await nameOf(second)).toBe('Jo Vance');
  });

  test('and one that has less of it does not wait for the other', async () => {
    const room = await openJoRoom();
    const release = room.intercom.hold(ASKED_CONTACT);
    const long = (await room.open()).contact('c1');
    await room.intercom.wasAsked(1);
    const brief = new AbortController();
    const short = (await room.open({ signal: brief.signal })).contact('c1');
    await turn();
    brief.abort();
    expect(await short).toMatchObject({ state: 'unavailable', why: 'timed_out' });
    release();
    expect(await nameOf(long)).toBe('Jo Vance');
  });

  test('never make a Refresh wait for what was asked before it', async () => {
    const room = await openJoRoom('Old Name');
    const release = room.intercom.hold(ASKED_CONTACT);
    const before = (await room.open()).contact('c1');
    await room.intercom.wasAsked(1);
    room.intercom.has[ASKED_CONTACT] = wire.contact('c1', 'New Name', seconds(1));
    const refreshed = (await room.open({ mode: 'asked' })).contact('c1');
    await room.intercom.wasAsked(2);
    release();
    expect([await nameOf(before), await nameOf(refreshed)]).toEqual(['Old Name', 'New Name']);
  });

  test('in two workspaces never share, even where ids are equal', async () => {
    const room = await openJoRoom();
    const workspace = await room.store.workspaces.install(installation('other'));
    const { client, has, asked } = askedIntercom();
    has[ASKED_CONTACT] = wire.contact('c1', 'Somebody else', NOW);
    for (const round of [1, 2]) {
      const [mine, other] = [await room.open(), await room.open({ workspace, client })];
      const names = await Promise.all([nameOf(mine.contact('c1')), nameOf(other.contact('c1'))]);
      expect(names, `round ${round}`).toEqual(['Jo Vance', 'Somebody else']);
      await room.settled();
    }
    expect([room.intercom.asked.length, asked.length]).toEqual([1, 1]);
  });
});
