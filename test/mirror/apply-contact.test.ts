import { describe, expect, test } from 'vitest';
import { applyContact } from '../../server/mirror/apply-contact.ts';
import type { Change } from '../../server/webhooks/change.ts';
import { contact, NUMBER, openWriterRoom, START_MS, seconds, type WriterRoom } from './writer-room.ts';

const jo = (facts = {}) => contact('jo', { phone: NUMBER, ...facts });

describe('what a notification tells of a contact', () => {
  test('is kept when it has a phone number, whether or not a card asked for it, and the caller is found', async () => {
    const room = await openWriterRoom();
    await room.tell({ about: 'contact', contact: jo() });
    expect(await room.value('contact', 'jo')).toEqual(JSON.parse(JSON.stringify({ contact: jo() })));
    expect(await room.callers(NUMBER)).toEqual(['jo']);
  });

  test('leaves nothing that says who it is when it has no number and no card asked for it', async () => {
    const room = await openWriterRoom();
    await room.tell({ about: 'contact', contact: contact('mo') });
    expect(await room.kept('contact', 'mo')).toMatchObject({ value: undefined, versionMs: START_MS });
  });

  test('replaces what a card asked for, with or without a number', async () => {
    const room = await openWriterRoom();
    await room.learn('contact', 'mo', { contact: contact('mo') }, { versionMs: START_MS });
    await room.tell({ about: 'contact', contact: contact('mo', { name: 'Mo Lee', updatedAtMs: seconds(1) }) });
    expect(await room.value('contact', 'mo')).toMatchObject({ contact: { name: 'Mo Lee' } });
    expect(await room.kept('contact', 'mo')).toMatchObject({ versionMs: seconds(1), learnedFrom: 'notification' });
  });

  test('lets it go, and its number, when it has no number any more', async () => {
    const room = await openWriterRoom();
    await room.tell({ about: 'contact', contact: jo() });
    await room.tell({ about: 'contact', contact: jo({ phone: undefined, updatedAtMs: seconds(1) }) });
    expect(await room.value('contact', 'jo')).toBeUndefined();
    expect(await room.callers(NUMBER)).toEqual([]);
  });

  test('is not believed, nor what was kept, when both are of the same second and differ', async () => {
    const room = await openWriterRoom();
    await room.tell({ about: 'contact', contact: jo() });
    await room.tell({ about: 'contact', contact: jo({ phone: '+14155550199' }) });
    expect(await room.value('contact', 'jo')).toBeUndefined();
    // Found by either, and then asked for.
    expect(await room.callers(NUMBER)).toEqual(['jo']);
    expect(await room.callers('+14155550199')).toEqual(['jo']);
  });

  test('is in doubt when it is not told in full', async () => {
    const room = await openWriterRoom();
    await room.tell({ about: 'contact', contact: jo() });
    await room.tell({ about: 'contact', contact: jo({ name: 'Jo', updatedAtMs: undefined }) });
    expect(await room.kept('contact', 'jo')).toMatchObject({ value: undefined, versionMs: START_MS });
    expect(await room.callers(NUMBER)).toEqual(['jo']);
  });

  test('told twice changes nothing more', async () => {
    const room = await openWriterRoom();
    await room.tell({ about: 'contact', contact: jo() });
    const before = await room.kept('contact', 'jo');
    room.time.nowMs += 5_000;
    await room.tell({ about: 'contact', contact: jo() }, { createdAtMs: START_MS });
    expect(await room.kept('contact', 'jo')).toEqual(before);
  });
});

describe('a contact that is removed', () => {
  async function known(): Promise<WriterRoom> {
    const room = await openWriterRoom();
    await room.tell({ about: 'contact', contact: jo() });
    await room.learn('contact_tags', 'jo', [{ id: '1', name: 'VIP' }]);
    return room;
  }
  const removed: Change = { about: 'contact_removed', contactId: 'jo' };

  test('is gone with all that is about it, and is not brought back by an older notification', async () => {
    const room = await known();
    await room.tell(removed, { createdAtMs: seconds(5) });
    await room.tell({ about: 'contact', contact: jo({ updatedAtMs: seconds(4) }) });
    expect(await room.value('contact', 'jo')).toBeUndefined();
    expect(await room.kept('contact_tags', 'jo')).toBeUndefined();
    expect(await room.callers(NUMBER)).toEqual([]);
  });

  test('is there again once it was taken out of the archive, also when that is told first', async () => {
    const room = await known();
    await room.tell({ about: 'contact', contact: jo({ updatedAtMs: seconds(9) }) });
    await room.tell(removed, { createdAtMs: seconds(5) });
    expect(await room.callers(NUMBER)).toEqual(['jo']);
  });
});

describe('a merge', () => {
  const survivor = contact('user', { phone: NUMBER, updatedAtMs: seconds(5) });
  const merge: Change = { about: 'merge', contact: survivor, mergedFromId: 'lead' };

  test('leads from the contact that is gone to the one that is left, which is found by the number', async () => {
    const room = await openWriterRoom();
    await room.tell({ about: 'contact', contact: contact('lead', { role: 'lead', phone: NUMBER }) });
    for (const kind of ['conversations', 'companies', 'contact_tags'] as const) await room.learn(kind, 'user', []);
    await room.learn('conversations', 'lead', []);
    await room.tell(merge, { createdAtMs: seconds(5) });
    expect(await room.value('contact', 'lead')).toEqual({ mergedIntoId: 'user' });
    expect(await room.callers(NUMBER)).toEqual(['user']);
    expect(await room.kept('conversations', 'lead')).toBeUndefined();
    for (const kind of ['conversations', 'companies', 'contact_tags'] as const) {
      expect(await room.value(kind, 'user'), kind).toBeUndefined();
    }
  });

  test('is for good: nothing that is told of the contact that is gone brings it back', async () => {
    const room = await openWriterRoom();
    await room.tell(merge, { createdAtMs: seconds(5) });
    await room.tell({ about: 'contact', contact: contact('lead', { phone: NUMBER, updatedAtMs: seconds(9) }) });
    await room.tell(merge, { createdAtMs: seconds(5) });
    expect(await room.value('contact', 'lead')).toEqual({ mergedIntoId: 'user' });
    expect(await room.callers(NUMBER)).toEqual(['user']);
  });
});

test('who was said to be behind a number is, after a merge, the contact that is left', async () => {
  const room = await openWriterRoom();
  const answer = { workspaceId: 'ws', phoneE164: NUMBER, contactId: 'lead', adminId: '7', answeredAtMs: 1 };
  await room.store.callerAnswers.keep(answer);
  const survivor = contact('user', { phone: NUMBER, updatedAtMs: seconds(5) });
  await room.tell({ about: 'merge', contact: survivor, mergedFromId: 'lead' }, { createdAtMs: seconds(5) });
  expect(await room.store.callerAnswers.find(answer)).toMatchObject({ contactId: 'user' });
});

describe('several at once', () => {
  test('who tell of the same contact leave the newest state of it', async () => {
    const room = await openWriterRoom();
    const told = [3, 1, 4, 2, 0].map((second) => jo({ name: `at ${second}`, updatedAtMs: seconds(second) }));
    await Promise.all(told.map((one) => room.tell({ about: 'contact', contact: one })));
    expect(await room.value('contact', 'jo')).toMatchObject({ contact: { name: 'at 4' } });
  });

  test('who change the same fact again and again leave it to a later attempt', async () => {
    const room = await openWriterRoom();
    let tries = 0;
    const facts: typeof room.store.facts = {
      ...room.store.facts,
      change: async ({ changes }) => {
        tries += 1;
        return changes.map(() => false);
      },
    };
    const { callerAnswers } = room.store;
    const writer = {
      facts,
      callerAnswers,
      ...{ workspaceId: 'ws', epoch: 1, country: undefined },
      clock: () => START_MS,
      learnedAtMs: START_MS,
    };
    const applied = applyContact({ ...writer, learnedFrom: 'notification' }, jo());
    await expect(applied).rejects.toMatchObject({ code: 'contended_facts' });
    expect(tries).toBe(10);
  });
});
