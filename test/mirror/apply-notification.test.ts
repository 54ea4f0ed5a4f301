import { describe, expect, test } from 'vitest';
import type { Call, Company } from '../../server/intercom/types.ts';
import { applyConversation } from '../../server/mirror/apply-conversation.ts';
import type { Change } from '../../server/webhooks/change.ts';
import { installation } from '../db/open-store.ts';
import { contact, conversation, NUMBER, openWriterRoom, START_MS, seconds } from './writer-room.ts';

describe('what a notification tells of a call', () => {
  const call: Call = {
    ...{ id: '1', conversationId: 'x', adminId: '7', contactId: 'c1', direction: 'inbound', callType: 'phone' },
    ...{ phone: NUMBER, endedReason: undefined, initiatedAtMs: seconds(1), answeredAtMs: seconds(2) },
    ...{ endedAtMs: undefined, hasRecording: false, hasTranscript: false, transcript: [], state: 'in-progress' },
  };
  const ended: Call = { ...call, state: 'completed', endedReason: 'answered', endedAtMs: seconds(60) };

  test('replaces it among the calls of its conversation, adds a new one, and asks for Fin Voice again', async () => {
    const room = await openWriterRoom();
    await room.learn('calls', 'x', [call]);
    await room.learn('fin_voice', 'x', []);
    await room.tell({ about: 'call', call: ended });
    await room.tell({ about: 'call', call: { ...call, id: '2', initiatedAtMs: seconds(99) } });
    expect((await room.value('calls', 'x'))?.map(({ id, state }) => [id, state])).toEqual([
      ['2', 'in-progress'],
      ['1', 'completed'],
    ]);
    expect(await room.value('fin_voice', 'x')).toBeUndefined();
  });

  test('never makes a call that is over go on again', async () => {
    const room = await openWriterRoom();
    await room.learn('calls', 'x', [ended]);
    await room.tell({ about: 'call', call });
    expect(await room.value('calls', 'x')).toMatchObject([{ state: 'completed', endedAtMs: seconds(60) }]);
  });

  test('keeps nothing when no card asked for the calls of its conversation, or when it has none', async () => {
    const room = await openWriterRoom();
    await room.tell({ about: 'call', call });
    await room.tell({ about: 'call', call: { ...call, conversationId: undefined } });
    expect(await room.kept('calls', 'x')).toBeUndefined();
  });

  test('stops a card that is reading the calls from keeping what it was answered before', async () => {
    const room = await openWriterRoom();
    const keep = await room.beginReading('calls', 'x');
    await room.tell({ about: 'call', call: ended });
    expect(await keep([call])).toBe(false);
  });
});

describe('what has no version', () => {
  const acme: Company = { id: 'a', name: 'Acme', plan: 'Scale', monthlySpend: 1200 };
  const vip = { id: '1', name: 'VIP' };

  test('is confirmed by a notification that says the same, and asked for again after any other', async () => {
    const room = await openWriterRoom();
    await room.learn('company', 'a', acme);
    await room.tell({ about: 'company', company: acme });
    expect(await room.value('company', 'a')).toEqual(acme);
    await room.tell({ about: 'company', company: { ...acme, plan: 'Free' } });
    expect(await room.value('company', 'a')).toBeUndefined();
    await room.learn('contact_tags', 'jo', [vip]);
    await room.tell({ about: 'contact_tag', contactId: 'jo', tag: vip, attached: true });
    expect(await room.value('contact_tags', 'jo')).toEqual([vip]);
    await room.tell({ about: 'contact_tag', contactId: 'jo', tag: vip, attached: false });
    expect(await room.value('contact_tags', 'jo')).toBeUndefined();
  });

  test('is not kept by a card that began to read it before even a notification that says the same', async () => {
    const room = await openWriterRoom();
    await room.learn('contact_tags', 'jo', [vip]);
    await room.learn('company', 'a', acme);
    const keepTags = await room.beginReading('contact_tags', 'jo');
    const keepCompany = await room.beginReading('company', 'a');
    await room.tell({ about: 'contact_tag', contactId: 'jo', tag: vip, attached: true });
    await room.tell({ about: 'company', company: acme });
    expect(await keepTags([])).toBe(false);
    expect(await keepCompany({ ...acme, plan: 'Free' })).toBe(false);
  });

  test.each([
    ['company', 'a', acme, { about: 'company_removed', companyId: 'a' }],
    ['companies', 'jo', ['a'], { about: 'contact_companies', contactId: 'jo' }],
    ['teammates', '', [], { about: 'teammates' }],
  ] as const)(
    'is asked for again when a notification only says that it changed: %s',
    async (kind, key, value, change) => {
      const room = await openWriterRoom();
      await room.learn(kind, key, value as never);
      await room.tell(change);
      expect(await room.kept(kind, key)).toMatchObject({ value: undefined });
    },
  );
});

describe('the work of a notification', () => {
  test('of an install that is over changes nothing', async () => {
    const room = await openWriterRoom();
    await room.learn('conversation', 'x', conversation('x'), { versionMs: START_MS });
    const old = await room.workspace();
    await room.store.workspaces.install(installation('ws', { atMs: seconds(1) }));
    await room.learn('conversation', 'x', conversation('x'), { versionMs: START_MS });
    await applyConversation(
      {
        ...{
          facts: room.store.facts,
          callerAnswers: room.store.callerAnswers,
          workspaceId: 'ws',
          epoch: old.epoch,
          country: undefined,
          clock: () => START_MS,
        },
        ...{ learnedAtMs: START_MS, learnedFrom: 'notification' },
      },
      conversation('x', { state: 'closed', updatedAtMs: seconds(5) }),
      { alsoCalls: false },
    );
    expect(await room.value('conversation', 'x')).toMatchObject({ state: 'open' });
  });

  test('that this Callcard does not know fails with a code, so that a newer one may take it', async () => {
    const room = await openWriterRoom();
    await expect(room.tell({ about: 'weather' } as unknown as Change)).rejects.toMatchObject({
      code: 'unknown_work',
    });
  });

  test('is counted with how long after the event it was done', async () => {
    const room = await openWriterRoom();
    await room.tell({ about: 'teammates' }, { createdAtMs: START_MS - 7_000 });
    const { values } = await room.deps.metrics.notificationLagSeconds.get();
    expect(values.find(({ metricName }) => metricName?.endsWith('_sum'))?.value).toBe(7);
  });
});

test('what happened before the install changes nothing, though the work of it came over from the install before', async () => {
  const room = await openWriterRoom();
  const change: Change = { about: 'contact', contact: contact('jo', { phone: NUMBER, updatedAtMs: seconds(1) }) };
  await room.store.workspaces.install(installation('ws', { atMs: seconds(3) }));
  await room.tell(change, { createdAtMs: seconds(1) });
  expect(await room.kept('contact', 'jo')).toBeUndefined();
  expect(await room.callers(NUMBER)).toEqual([]);
  // Intercom's times have no fraction: this may be of after the install.
  await room.tell(change, { createdAtMs: seconds(3) - 999 });
  expect(await room.callers(NUMBER)).toEqual(['jo']);
});
