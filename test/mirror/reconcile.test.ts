import { describe, expect, onTestFinished, test } from 'vitest';
import { buildSandbox } from '../../sandbox/build-sandbox.ts';
import { type ContactState, newContact } from '../../sandbox/state/contact.ts';
import type { ConversationState } from '../../sandbox/state/conversation.ts';
import { issueToken } from '../../sandbox/state/installs.ts';
import type { IntercomClient } from '../../server/intercom/intercom-client.ts';
import type { JobResult } from '../../server/jobs/handler.ts';
import { reconcile } from '../../server/mirror/reconcile.ts';
import { conversationState } from '../../server/webhooks/conversation-state.ts';
import { ACME, marketplaceApp } from '../sandbox/sandbox-under-test.ts';
import { clientOf, NUMBER, openWriterRoom, START_MS, type WriterRoom } from './writer-room.ts';

const MINUTE_MS = 60_000;

interface ReconcileRoom extends WriterRoom {
  client: IntercomClient;
  /** A contact and a conversation of it at Intercom, as they were an hour ago, to be changed at will. */
  jo: ContactState;
  talk: ConversationState;
  addContacts(count: number, updatedAtMs: number): void;
  setLimit(callsPerWindow: number): void;
  /** One attempt of the job. */
  attempt(payload?: unknown): Promise<JobResult>;
}

/** A workspace in New York that was synced and reconciled 15 minutes ago, with evidence that notifications arrive. */
async function openReconcileRoom(nowMs = START_MS): Promise<ReconcileRoom> {
  const time = { clock: () => nowMs };
  const { app, state } = buildSandbox({ marketplaceApp, clock: () => time.clock(), inbox: false });
  onTestFinished(() => app.close());
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const acme = state.workspaces.get(ACME);
  if (acme === undefined) throw new Error('the sandbox has no Acme');
  acme.contacts.clear();
  const adminId = acme.installingAdminId;
  const { token } = issueToken(state.installs, {
    clientId: marketplaceApp.clientId,
    workspaceId: ACME,
    adminId,
    nowMs,
  });
  const client = clientOf(url, () => time.clock(), token);
  const room = await openWriterRoom({ client: () => client });
  time.clock = room.deps.clock;
  room.time.nowMs = nowMs;
  const hourAgoMs = nowMs - 60 * MINUTE_MS;
  const addContact = (id: string, updatedAtMs: number) => {
    const contact = { ...newContact(id, hourAgoMs), phone: NUMBER, name: 'Jo', updatedAtMs };
    acme.contacts.set(id, contact);
    return contact;
  };
  const [talk] = acme.conversations.values();
  if (talk === undefined) throw new Error('Acme has no conversation');
  acme.conversations.clear();
  acme.conversations.set(talk.id, talk);
  Object.assign(talk, { contactIds: ['jo'], updatedAtMs: hourAgoMs, state: 'open' });
  await room.store.mirrors.update(await room.workspace(), {
    ...{ phase: 'done', reconciledAtMs: nowMs - 15 * MINUTE_MS, agreedAtMs: nowMs - 15 * MINUTE_MS },
  });
  return {
    ...room,
    ...{ client, talk, jo: addContact('jo', hourAgoMs) },
    addContacts: (count, updatedAtMs) => {
      for (let index = 0; index < count; index += 1) addContact(`more${index}`, updatedAtMs);
    },
    setLimit: (callsPerWindow) => {
      state.rateLimitPerWindow = callsPerWindow;
    },
    attempt: (payload = {}) => room.run(reconcile, payload),
  };
}

/** Keeps Jo and the conversation as they are at Intercom now, as a card's read would. */
async function learnAll(room: ReconcileRoom): Promise<void> {
  const { contact } = await room.client.contacts.get('jo');
  await room.learn('contact', 'jo', { contact }, { versionMs: contact.updatedAtMs, phones: [NUMBER] });
  const talk = conversationState(await room.client.conversations.get(room.talk.id));
  await room.learn('conversation', room.talk.id, talk, { versionMs: talk.updatedAtMs, contactId: 'jo' });
}

describe('a change of which no notification came', () => {
  test('of a contact is found, and notifications are no longer taken to arrive', async () => {
    const room = await openReconcileRoom();
    await learnAll(room);
    Object.assign(room.jo, { name: 'Jo Vance', phone: '+1 415 555 0199', updatedAtMs: START_MS - 10 * MINUTE_MS });
    expect(await room.attempt()).toEqual({ done: true });
    expect(await room.value('contact', 'jo')).toMatchObject({ contact: { name: 'Jo Vance' } });
    expect([await room.callers(NUMBER), await room.callers('+14155550199')]).toEqual([[], ['jo']]);
    expect(await room.mirror()).toMatchObject({ agreedAtMs: undefined, reconciledAtMs: START_MS });
    expect(await room.evidence()).toEqual({ missed: 1 });
    expect(room.logged()).toContain('a notification of Intercom is missing');
  });

  test('of a conversation is found, and its calls are asked for again', async () => {
    const room = await openReconcileRoom();
    await learnAll(room);
    await room.learn('calls', room.talk.id, []);
    await room.learn('fin_voice', room.talk.id, []);
    Object.assign(room.talk, { state: 'closed', updatedAtMs: START_MS - 10 * MINUTE_MS });
    await room.attempt();
    expect(await room.value('conversation', room.talk.id)).toMatchObject({ state: 'closed' });
    expect(await room.value('calls', room.talk.id)).toBeUndefined();
    expect(await room.value('fin_voice', room.talk.id)).toBeUndefined();
    expect(await room.mirror()).toMatchObject({ agreedAtMs: undefined });
  });

  test('proves nothing while it may still come', async () => {
    const room = await openReconcileRoom();
    await learnAll(room);
    Object.assign(room.jo, { name: 'Jo Vance', updatedAtMs: START_MS - 1 * MINUTE_MS });
    await room.attempt();
    expect(await room.value('contact', 'jo')).toMatchObject({ contact: { name: 'Jo Vance' } });
    expect(await room.mirror()).toMatchObject({ agreedAtMs: START_MS - 15 * MINUTE_MS });
    expect(await room.evidence()).toEqual({});
  });

  test('takes nothing back where nothing was believed because of notifications', async () => {
    const room = await openReconcileRoom();
    await learnAll(room);
    await room.store.mirrors.update(await room.workspace(), { agreedAtMs: START_MS - 61 * MINUTE_MS });
    Object.assign(room.jo, { name: 'Jo Vance', updatedAtMs: START_MS - 10 * MINUTE_MS });
    await room.attempt();
    expect(await room.evidence()).toEqual({});
    expect(room.logged()).not.toContain('is missing');
  });

  test('is a contact with a number that nobody heard of: the caller is found from then on', async () => {
    const room = await openReconcileRoom();
    room.jo.updatedAtMs = START_MS - 10 * MINUTE_MS;
    await room.attempt();
    expect(await room.callers(NUMBER)).toEqual(['jo']);
  });
});

describe('a reconcile', () => {
  test('that finds what a notification had told takes it as proof that they arrive', async () => {
    const room = await openReconcileRoom();
    room.jo.updatedAtMs = START_MS - 10 * MINUTE_MS;
    const { contact } = await room.client.contacts.get('jo');
    await room.tell({ about: 'contact', contact }, { receivedAtMs: START_MS - 9 * MINUTE_MS });
    await room.store.mirrors.update(await room.workspace(), { agreedAtMs: START_MS - 30 * MINUTE_MS });
    await room.attempt();
    expect(await room.mirror()).toMatchObject({ agreedAtMs: START_MS - 9 * MINUTE_MS });
  });

  test('does not make older what a notification told in the meantime', async () => {
    const room = await openReconcileRoom();
    room.jo.updatedAtMs = START_MS - 10 * MINUTE_MS;
    const { contact } = await room.client.contacts.get('jo');
    await room.tell({ about: 'contact', contact: { ...contact, name: 'Newest', updatedAtMs: START_MS } });
    await room.attempt();
    expect(await room.value('contact', 'jo')).toMatchObject({ contact: { name: 'Newest' } });
  });

  test('keeps nothing of contacts without a number and conversations that no card asked for', async () => {
    const room = await openReconcileRoom();
    Object.assign(room.jo, { phone: undefined, updatedAtMs: START_MS });
    room.talk.updatedAtMs = START_MS;
    await room.attempt();
    expect(await room.kept('contact', 'jo')).toBeUndefined();
    expect(await room.kept('conversation', room.talk.id)).toBeUndefined();
  });

  test('sees what changed just before midnight in the workspace, although Intercom compares whole days', async () => {
    // Five minutes past midnight in New York.
    const room = await openReconcileRoom(Date.UTC(2026, 0, 9, 5, 5));
    await learnAll(room);
    Object.assign(room.jo, { name: 'Late', updatedAtMs: Date.UTC(2026, 0, 9, 4, 46) });
    await room.attempt();
    expect(await room.value('contact', 'jo')).toMatchObject({ contact: { name: 'Late' } });
  });

  test('sees on the day after the longest day what changed on it', async () => {
    // In New York, November 2 has 25 hours: this is its last half hour, and the morning after.
    const room = await openReconcileRoom(Date.UTC(2025, 10, 3, 5, 10));
    await room.store.mirrors.update(await room.workspace(), { reconciledAtMs: Date.UTC(2025, 10, 3, 4, 55) });
    await learnAll(room);
    Object.assign(room.jo, { name: 'Late', updatedAtMs: Date.UTC(2025, 10, 3, 4, 51) });
    await room.attempt();
    expect(await room.value('contact', 'jo')).toMatchObject({ contact: { name: 'Late' } });
  });

  test('sees what changed in the second from which on it looks', async () => {
    const room = await openReconcileRoom();
    await learnAll(room);
    const edgeMs = START_MS - 20 * MINUTE_MS;
    Object.assign(room.jo, { name: 'Edge', updatedAtMs: edgeMs });
    Object.assign(room.talk, { state: 'closed', updatedAtMs: edgeMs });
    await room.attempt();
    expect(await room.value('contact', 'jo')).toMatchObject({ contact: { name: 'Edge' } });
    expect(await room.value('conversation', room.talk.id)).toMatchObject({ state: 'closed' });
  });

  test('leaves room in the rate limit, and goes on where it was', async () => {
    const room = await openReconcileRoom();
    room.addContacts(400, START_MS - MINUTE_MS);
    room.setLimit(3);
    let payload: unknown = {};
    const pauses: number[] = [];
    for (let attempts = 0; attempts < 10; attempts += 1) {
      const result = await room.attempt(payload);
      if (result.done) break;
      pauses.push(result.atMs - room.time.nowMs);
      room.time.nowMs = result.atMs;
      payload = JSON.parse(result.payload ?? '{}');
    }
    expect(pauses).toEqual([10_000]);
    expect(
      await room.store.facts.contactsByPhone({ workspaceId: 'ws', epoch: 1, phoneE164: NUMBER, limit: 500 }),
    ).toHaveLength(400);
    // What changed while it paused is looked for next time.
    expect(await room.mirror()).toMatchObject({ reconciledAtMs: START_MS });
  });

  test('starts its list over when Intercom has forgotten how far it was', async () => {
    const room = await openReconcileRoom();
    room.addContacts(3, START_MS - MINUTE_MS);
    const at = { sinceMs: START_MS - 20 * MINUTE_MS, beganAtMs: START_MS, restarts: 0, missed: false };
    expect(await room.attempt({ ...at, part: 'contacts', cursor: 'forgotten' })).toEqual({ done: true });
    expect(await room.callers(NUMBER)).toHaveLength(3);
    const again = room.attempt({ ...at, part: 'contacts', cursor: 'forgotten', restarts: 3 });
    await expect(again).rejects.toMatchObject({ code: 'intercom_refused' });
  });

  test('does nothing before the first sync is done', async () => {
    const room = await openReconcileRoom();
    await room.store.mirrors.update(await room.workspace(), { phase: 'running' });
    room.jo.updatedAtMs = START_MS;
    expect(await room.attempt()).toEqual({ done: true });
    expect(await room.callers(NUMBER)).toEqual([]);
  });
});
