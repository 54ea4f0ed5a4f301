import { describe, expect, test } from 'vitest';
import { registerCallJob } from '../../server/fin-voice/fin-voice-jobs.ts';
import { callIn, contactNamed, openSyncedRoom, workspaceIn } from './callers-room.ts';
import { ACME, NOW_MS, type Room } from './room.ts';

const MOBILE = '+33762043575';
/** In Kenya, where calls out may be restricted. */
const LANDLINE = '+254202123456';

/** Priya called from a mobile, and a teammate called back a landline of hers a minute later. */
async function openCalledBack(from: string): Promise<{ room: Room; conversationId: string }> {
  const room = await openSyncedRoom();
  const conversationId = room.conversationOf('Priya Raman', 'phone_call');
  const call = callIn(room, conversationId);
  call.phone = from;
  const { calls, conversations } = workspaceIn(room);
  // What is worth knowing has its place on the card.
  for (const { id, contactIds } of [...conversations.values()]) {
    if (id !== conversationId && contactIds.includes(call.contactId ?? '')) conversations.delete(id);
  }
  const calledBackAtMs = NOW_MS - 60_000;
  calls.set('back', {
    ...{ ...call, id: 'back', direction: 'outbound', phone: LANDLINE, initiatedAtMs: calledBackAtMs },
    ...{ endedReason: 'no_answer', endedAtMs: calledBackAtMs + 20_000 },
  });
  return { room, conversationId };
}

async function hand(room: Room, phoneE164: string): Promise<void> {
  const call = { workspaceId: ACME, externalCallId: 'aws-1', source: 'aws_connect', phoneE164 } as const;
  await room.store.handedCalls.accept(
    { ...call, acceptedAtMs: NOW_MS - 60_000 },
    registerCallJob(call, undefined, NOW_MS),
  );
}

describe('everything on the first card is about one number, the one that it shows', () => {
  test('whoever called from a mobile is not told of by a landline that was called back', async () => {
    const { room, conversationId } = await openCalledBack(MOBILE);
    const { text } = await room.open(conversationId);
    expect(text).toContain('Called from  +33 7 62 04 35 75, France');
    expect(text).toContain('aytime for the caller');
    expect(text).not.toContain('restricted');
    await hand(room, MOBILE);
    expect((await room.open(conversationId)).text).toMatch(/handed to Fin/i);
    const fromThere = await openCalledBack(LANDLINE);
    expect((await fromThere.room.open(fromThere.conversationId)).text).toContain('restricted');
  });

  test('a hidden caller stays one although somebody called a number of theirs back', async () => {
    const { room, conversationId } = await openCalledBack('anonymous');
    await hand(room, LANDLINE);
    const { text } = await room.open(conversationId);
    expect(text).toContain('Hidden number: it cannot be called back.');
    expect(text).not.toContain('restricted');
    expect(text).not.toMatch(/handed to Fin/i);
  });

  test('a call from a number in no known range is told of, as it was handed to Fin', async () => {
    const { room, conversationId } = await openCalledBack('+19995550100');
    await hand(room, '+19995550100');
    expect((await room.open(conversationId)).text).toMatch(/handed to Fin/i);
  });

  test('a call is not told of by a number that the caller’s text may mean, or may not', async () => {
    const { room, conversationId } = await openCalledBack('4930123456');
    await hand(room, '+4930123456');
    expect((await room.open(conversationId)).text).not.toMatch(/handed to Fin/i);
  });
});

describe('who may have the number', () => {
  /** Priya calls from a number in Berlin, which Sam's phone may mean, too. */
  async function openBerlin() {
    const room = await openSyncedRoom();
    await room.store.countries.choose({ workspaceId: ACME, country: 'US' });
    const sam = contactNamed(room, 'Sam Okafor');
    sam.phone = '4930123456';
    const learnedAtMs = NOW_MS + 1;
    const contacts = [{ contactId: sam.id, value: 'null', versionMs: NOW_MS, phones: ['+4930123456'] }];
    await room.store.facts.list({ workspaceId: ACME, epoch: 1, contacts, learnedAtMs, nowMs: NOW_MS });
    const keys = [{ kind: 'contact', key: sam.id } as const];
    await room.store.facts.doubt({ workspaceId: ACME, epoch: 1, keys, nowMs: NOW_MS });
    const conversationId = room.conversationOf('Priya Raman', 'phone_call');
    callIn(room, conversationId).phone = '+4930123456';
    return { room, conversationId, sam };
  }

  test('is told apart from who has it, and never counted with them', async () => {
    const { room, conversationId, sam } = await openBerlin();
    const card = await room.open(conversationId);
    expect(card.text).toContain('> Another contact may have this number {who}');
    const who = await card.click('who');
    expect(who.text).toContain('One contact may have this number');
    expect(who.text).toContain('Who may have it: the phone there can also mean another number.');
    expect(who.text).toContain(`> Sam Okafor {who:is:${sam.id}}\n    may have the number`);
    contactNamed(room, 'Priya Raman').phone = '+49 30 123456';
    const refreshed = await who.click(who.idOf('Refresh'));
    expect(refreshed.text).toContain('One contact has this number, 1 more may');
  });

  test('is said of those who cannot be read, and nobody is said to have no number', async () => {
    const { room, conversationId, sam } = await openBerlin();
    // As no search finds it.
    sam.phone = '49 (30) 12-34-56';
    room.sandbox.faults = { serverError: { route: `GET /contacts/${sam.id}` } };
    const card = await room.open(conversationId);
    expect(card.text).toContain('> Another contact may have this number {who}');
    const who = await card.click('who');
    expect(who.text).toContain('A contact that may have this number could not be read. Refresh to try again.');
    expect(who.text).not.toContain('Nobody has');
    room.sandbox.faults = {};
    expect((await who.click(who.idOf('Refresh'))).text).toContain('Sam Okafor');
  });
});
