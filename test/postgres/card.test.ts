import { describe, expect, test } from 'vitest';
import { ACME, openRoom, type Room } from '../card/room.ts';
import { emptyDatabaseUrl } from './open-store.ts';
import { startProxy } from './proxy.ts';

async function openCard(room: Room) {
  const conversationId = room.conversationOf('Jo Vance');
  const notes = () =>
    room.sandbox.workspaces
      .get(ACME)
      ?.conversations.get(conversationId)
      ?.parts.filter((part) => part.partType === 'note').length ?? 0;
  const card = await room.open(conversationId);
  return { card, notes, conversationId };
}

describe('Callcard on PostgreSQL', () => {
  test('shows a card, writes a note once however often it is sent, and keeps both in its log', async () => {
    const room = await openRoom({ databaseUrl: await emptyDatabaseUrl() });
    const { card, notes } = await openCard(room);
    expect(card.text).toContain('Jo Vance');
    const before = notes();
    const form = await card.click('note');
    const body = form.payload('note:save', { text: 'Called back.' });
    const answers = [await room.post('/canvas/submit', body), await room.post('/canvas/submit', body)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(notes()).toBe(before + 1);
    await room.restart({});
    await room.post('/canvas/submit', body);
    expect(notes()).toBe(before + 1);
    const kept = await room.store.deliveries.list({ workspaceId: ACME, limit: 10 });
    expect(kept.map(({ outcome }) => outcome)).toEqual(expect.arrayContaining(['note-added']));
  });

  test('at two instances writes a note once when a double click reaches both', async () => {
    const room = await openRoom({ databaseUrl: await emptyDatabaseUrl() });
    const other = await room.another();
    const { card, notes } = await openCard(room);
    const before = notes();
    for (let round = 1; round <= 5; round += 1) {
      const body = (await card.click('note')).payload('note:save', { text: `Round ${round}.` });
      const answers = await Promise.all([room.post('/canvas/submit', body), other.post('/canvas/submit', body)]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(notes()).toBe(before + round);
      const replays = [await room.post('/canvas/submit', body), await other.post('/canvas/submit', body)];
      expect(replays.map(({ status }) => status)).toEqual([200, 200]);
      expect(notes()).toBe(before + round);
    }
  });

  test('that hangs says on the card that it does not answer, before the deadline, and works again afterwards', async () => {
    const proxy = await startProxy(await emptyDatabaseUrl());
    const room = await openRoom({ databaseUrl: proxy.url });
    const { conversationId } = await openCard(room);
    proxy.hang();
    const startedAtMs = performance.now();
    const { text } = await room.open(conversationId);
    expect(performance.now() - startedAtMs).toBeLessThan(4_000);
    expect(text).not.toContain('Jo Vance');
    expect((await room.app.inject('/healthz')).statusCode).toBe(200);
    proxy.cut();
    // A connection that is cut says so a moment later; a card has used several.
    await expect.poll(async () => (await room.open(conversationId)).text).toContain('Jo Vance');
    expect((await room.app.inject('/readyz')).statusCode).toBe(200);
    expect(room.logged()).toContain('the workspace could not be looked up');
  });
});
