import { describe, expect, test } from 'vitest';
import type { FinVoiceCall } from '../../server/intercom/types.ts';
import { conversationHead } from '../../server/mirror/conversation-heads.ts';
import type { Change } from '../../server/webhooks/change.ts';
import { conversation, NUMBER, openWriterRoom, START_MS, seconds } from './writer-room.ts';

describe('what a notification tells of a conversation', () => {
  const told = (facts = {}): Change => ({ about: 'conversation', conversation: conversation('x', facts) });

  test('keeps nothing when no card asked for it', async () => {
    const room = await openWriterRoom();
    await room.tell(told());
    expect(await room.kept('conversation', 'x')).toBeUndefined();
    expect(await room.kept('conversations', 'c1')).toBeUndefined();
  });

  test('is not taken for what a card is just reading, as it may be older', async () => {
    const room = await openWriterRoom();
    const keep = await room.beginReading('conversation', 'x');
    await room.tell(told());
    expect(await keep(conversation('x', { updatedAtMs: seconds(3) }), seconds(3))).toBe(false);
    expect(await room.value('conversation', 'x')).toBeUndefined();
  });

  test('does not bring back what became doubtful after it happened', async () => {
    const room = await openWriterRoom();
    await room.learn('conversation', 'x', conversation('x'), { versionMs: START_MS });
    await room.tell({ about: 'conversation_part', conversationId: 'x' });
    await room.tell(told({ updatedAtMs: seconds(1) }));
    expect(await room.value('conversation', 'x')).toBeUndefined();
  });

  test('moves it in the list of its contact, and adds a new one, newest first', async () => {
    const room = await openWriterRoom();
    const heads = [conversation('y', { updatedAtMs: seconds(2) }), conversation('x')].map(conversationHead);
    await room.learn('conversations', 'c1', heads);
    await room.tell(told({ updatedAtMs: seconds(3), state: 'closed' }));
    const list = await room.value('conversations', 'c1');
    expect(list?.map(({ id, state }) => [id, state])).toEqual([
      ['x', 'closed'],
      ['y', 'open'],
    ]);
    await room.tell({ about: 'conversation', conversation: conversation('z', { updatedAtMs: seconds(4) }) });
    expect((await room.value('conversations', 'c1'))?.map(({ id }) => id)).toEqual(['z', 'x', 'y']);
  });

  test('that is missing in a list which knows of later ones makes the list be asked for again', async () => {
    const room = await openWriterRoom();
    await room.learn('conversations', 'c1', [conversationHead(conversation('y', { updatedAtMs: seconds(2) }))]);
    await room.tell(told({ updatedAtMs: seconds(1) }));
    expect(await room.kept('conversations', 'c1')).toMatchObject({ value: undefined });
  });

  test('takes it out of the list of a contact who is not in it any more', async () => {
    const room = await openWriterRoom();
    await room.learn('conversation', 'x', conversation('x', { contactIds: ['c1', 'c2'] }), { versionMs: START_MS });
    await room.learn('conversations', 'c2', [conversationHead(conversation('x'))]);
    await room.tell(told({ updatedAtMs: seconds(1) }));
    expect(await room.value('conversations', 'c2')).toEqual([]);
  });

  test('makes Fin Voice be asked for again, unless Fin was done', async () => {
    const room = await openWriterRoom();
    const record: FinVoiceCall = {
      ...{ id: '1', status: 'in-progress', userPhoneNumber: NUMBER, externalCallId: undefined, intents: [] },
      ...{ intercomCallId: undefined, conversationId: 'x', summary: undefined, transcript: [] },
    };
    await room.learn('fin_voice', 'x', [record]);
    await room.tell(told());
    expect(await room.value('fin_voice', 'x')).toBeUndefined();
    await room.learn('fin_voice', 'x', [{ ...record, status: 'confirmed_resolution', summary: 'Done' }]);
    await room.tell(told({ updatedAtMs: seconds(1) }));
    expect(await room.value('fin_voice', 'x')).toHaveLength(1);
  });

  test('is forgotten when it is deleted, also in the list of its contact, for good', async () => {
    const room = await openWriterRoom();
    await room.learn('conversation', 'x', conversation('x'), { versionMs: START_MS });
    await room.learn('conversations', 'c1', [conversationHead(conversation('x'))]);
    await room.learn('calls', 'x', []);
    await room.tell({ about: 'conversation_removed', conversationId: 'x' }, { createdAtMs: seconds(2) });
    for (const updatedAtMs of [seconds(1), seconds(2)]) await room.tell(told({ updatedAtMs }));
    expect(await room.value('conversation', 'x')).toBeUndefined();
    expect((await room.value('conversations', 'c1')) ?? []).toEqual([]);
    expect(await room.value('calls', 'x')).toBeUndefined();
  });

  test('makes the list of whoever came or left be asked for again', async () => {
    const room = await openWriterRoom();
    await room.learn('conversations', 'c2', []);
    await room.tell({ about: 'conversation_part', conversationId: 'x', contactId: 'c2' });
    expect(await room.value('conversations', 'c2')).toBeUndefined();
  });

  test('that is in no list is put there only when it was begun after the list was learned: else it may be out of it', async () => {
    const room = await openWriterRoom();
    const list = [conversationHead(conversation('y', { updatedAtMs: seconds(-60) }))];
    await room.learn('conversations', 'c1', list);
    await room.tell(told({ createdAtMs: seconds(5), updatedAtMs: seconds(5) }));
    expect(await room.value('conversations', 'c1')).toMatchObject([{ id: 'x' }, { id: 'y' }]);
    room.time.nowMs = seconds(10);
    await room.learn('conversations', 'c1', list);
    await room.tell(told({ createdAtMs: seconds(5), updatedAtMs: seconds(6) }));
    expect(await room.value('conversations', 'c1')).toBeUndefined();
  });
});
