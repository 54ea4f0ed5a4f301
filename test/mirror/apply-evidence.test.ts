import { describe, expect, test } from 'vitest';
import { IntercomError } from '../../server/intercom/errors.ts';
import type { IntercomClient } from '../../server/intercom/intercom-client.ts';
import type { Contact } from '../../server/intercom/types.ts';
import type { Change } from '../../server/webhooks/change.ts';
import { contact, conversation, openWriterRoom, START_MS, seconds } from './writer-room.ts';

const MINUTE_MS = 60_000;
const told = (updatedAtMs: number): Change => ({ about: 'contact', contact: contact('jo', { updatedAtMs }) });

/** Intercom, as far as a probe asks it: what it says of Jo, or how it fails. */
function intercomSaying(answer: Contact | IntercomError) {
  const asked: string[] = [];
  const client = (): IntercomClient =>
    ({
      contacts: {
        get: async (id: string) => {
          asked.push(id);
          if (answer instanceof IntercomError) throw answer;
          return { contact: answer, mergedFromId: undefined };
        },
      },
      conversations: {
        get: async (id: string) => {
          asked.push(id);
          return { ...conversation(id, { updatedAtMs: seconds(1) }), parts: [] };
        },
      },
    }) as unknown as IntercomClient;
  return { asked, client };
}

describe('that notifications arrive is proved', () => {
  test('by one that says what a card had read before', async () => {
    const room = await openWriterRoom();
    await room.learn('contact', 'jo', { contact: contact('jo') }, { versionMs: START_MS });
    room.time.nowMs += 2_000;
    await room.tell(told(START_MS));
    expect(await room.mirror()).toMatchObject({ agreedAtMs: seconds(2), notifiedAtMs: seconds(2), phase: 'waiting' });
    expect(await room.evidence()).toEqual({ agreed: 1 });
  });

  test('by asking Intercom once, when nothing proved it for a while, for a contact or a conversation', async () => {
    const { asked, client } = intercomSaying(contact('jo', { updatedAtMs: seconds(1) }));
    const room = await openWriterRoom({ client });
    await room.tell(told(seconds(1)));
    expect(await room.mirror()).toMatchObject({ agreedAtMs: START_MS });
    room.time.nowMs += 14 * MINUTE_MS;
    await room.tell(told(seconds(1)));
    expect(asked).toEqual(['jo']);
    room.time.nowMs += 2 * MINUTE_MS;
    await room.tell({ about: 'conversation', conversation: conversation('x', { updatedAtMs: seconds(1) }) });
    expect(asked).toEqual(['jo', 'x']);
    expect(await room.mirror()).toMatchObject({ agreedAtMs: room.time.nowMs });
  });
});

describe('that notifications arrive is not proved', () => {
  test('by one that came long after the event', async () => {
    const { asked, client } = intercomSaying(contact('jo'));
    const room = await openWriterRoom({ client });
    await room.learn('contact', 'jo', { contact: contact('jo') }, { versionMs: START_MS });
    await room.tell(told(START_MS), { createdAtMs: START_MS - 6 * MINUTE_MS });
    expect((await room.mirror())?.agreedAtMs).toBeUndefined();
    expect(asked).toEqual([]);
  });

  test('by one that says what another one said', async () => {
    const room = await openWriterRoom();
    const jo = contact('jo', { phone: '+14155550100' });
    await room.tell({ about: 'contact', contact: jo });
    await room.tell({ about: 'contact', contact: jo });
    expect((await room.mirror())?.agreedAtMs).toBeUndefined();
  });

  test('when Intercom says something newer, and it is asked at most once a minute', async () => {
    const { asked, client } = intercomSaying(contact('jo', { updatedAtMs: seconds(9) }));
    const room = await openWriterRoom({ client });
    for (let second = 0; second < 120; second += 10) {
      await room.tell(told(START_MS));
      room.time.nowMs += 10_000;
    }
    expect(asked).toEqual(['jo', 'jo']);
    expect((await room.mirror())?.agreedAtMs).toBeUndefined();
  });

  test('when Intercom does not answer, or the workspace is not connected: the notification is applied all the same', async () => {
    const failure = new IntercomError({
      ...{ code: 'intercom_down', message: 'GET /contacts/{id}: 503.', retryable: true, mayHaveHappened: false },
    });
    const { asked, client } = intercomSaying(failure);
    const room = await openWriterRoom({ client });
    expect(await room.tell(told(START_MS))).toEqual({ done: true });
    await room.store.workspaces.markDisconnected({ workspaceId: 'ws', epoch: 1, reason: 'gone', atMs: START_MS });
    room.time.nowMs += 2 * MINUTE_MS;
    expect(await room.tell(told(seconds(1)))).toEqual({ done: true });
    expect(asked).toEqual(['jo']);
    expect(await room.kept('contact', 'jo')).toMatchObject({ versionMs: seconds(1) });
    expect((await room.mirror())?.agreedAtMs).toBeUndefined();
  });
});
