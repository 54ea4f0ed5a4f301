import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '../../db/errors.ts';
import { asked, callIn, contactNamed, openSyncedRoom, syncIn, workspaceIn } from './callers-room.ts';
import { ACME, BOREA, NOW_MS, type OpenCard, type Room } from './room.ts';

const ADA = '5010001';
const BO = '5010002';
const NUMBER = '+13035550150';

async function openRosa({ as = BO }: { as?: string } = {}) {
  const room = await openSyncedRoom();
  const conversationId = room.conversationOf('Rosa Lindt', 'phone_call');
  const open = (options: { as?: string } = { as }) => room.open(conversationId, options);
  return { room, conversationId, open, card: await open() };
}

/** Asks until nothing has to be asked of Intercom any more. */
async function openWarm(room: Room, open: () => Promise<OpenCard>): Promise<OpenCard> {
  for (;;) {
    room.sandbox.requests.length = 0;
    const card = await open();
    if (room.sandbox.requests.length === 0) return card;
    await turn();
  }
}

const rowsOf = (card: OpenCard): string[] =>
  card.canvas.content.components.flatMap((one) => (one.type === 'list' ? one.items.map(({ title }) => title) : []));

describe('a number that several contacts share', () => {
  test('is told of on the first card, which leads to all of them', async () => {
    const { card } = await openRosa();
    expect(card.text).toMatchInlineSnapshot(`
      "# Rosa Lindt <https://app.intercom.com/a/apps/acmeus1/users/66a1f000064259c8d900000e/all-conversations>
      ~ User
      Phone  +1 303 555 0150, United States
      Email  rosa@copperdesk.example
      ----------------------------------------
      > 4 contacts share this number {who}
          Who was it?
      > Inbound call, missed {call:open:3822013}
          Jan 8, 2026 at 12:15PM • Bo Lindqvist
      ! Call of Jan 8, 2026 at 12:15PM not answered; no call back by Jan 8, 2026 at 1:05PM.
      ~ No earlier conversation. Not a Fin Voice call.
      [ Tag | Note | Assign | Refresh ] {menu} submits"
    `);
  });

  test('has them ranked, each with role, company or address, and when they were last seen', async () => {
    const { card } = await openRosa();
    const who = await card.click('who');
    expect(who.text).toMatchInlineSnapshot(`
      "# Who is calling?
      Number  +1 303 555 0150, United States
      4 contacts have this number
      ~ Choose who it was. The next card of this number says so; nothing is changed in Intercom.
      > Omar Haddad {who:is:66a1f000064259c8d900000f}
          User · omar@copperdesk.example • conversation open · Last seen Jan 7, 2026 at 1:05PM
      > Wen Li {who:is:66a1f000064259c8d9000011}
          User · wen@copperdesk.example • Last seen Jan 5, 2026 at 1:05PM
      > Rosa Lindt {who:is:66a1f000064259c8d900000e}
          User · rosa@copperdesk.example · in this conversation • Last seen Dec 27, 2025 at 1:05PM
      > Copper Desk {who:is:66a1f000064259c8d9000010}
          Lead • Never seen
      ----------------------------------------
      [ Refresh ] link {who:fresh}
      [ Back ] link {home}"
    `);
  });

  test('is told of without asking Intercom for any of them', async () => {
    const { room } = await openRosa();
    expect(asked(room).filter((one) => one.includes('/contacts/'))).toEqual([
      `GET /contacts/${contactNamed(room, 'Rosa Lindt').id}/companies`,
    ]);
  });

  test('is told of from what is kept when Intercom does not answer', async () => {
    const { room, open } = await openRosa();
    room.sandbox.faults = { serverError: {} };
    const { text } = await (await open()).click('refresh');
    expect(text).toContain('4 contacts share this number');
  });

  test('is not one when nobody else has it', async () => {
    const room = await openSyncedRoom();
    const card = await room.open(room.conversationOf('Priya Raman', 'phone_call'));
    expect(card.text).not.toContain('this number');
  });

  test('counts nobody of another workspace', async () => {
    const { room, open } = await openRosa();
    contactNamed(room, 'Piet de Vries', BOREA).phone = NUMBER;
    await room.installIn(BOREA);
    await syncIn(room, BOREA);
    expect((await open()).text).toContain('4 contacts share this number');
  });

  test('that belongs to others than the contact of the conversation is told of, too', async () => {
    const room = await openSyncedRoom();
    const conversationId = room.conversationOf('Jo Vance', 'phone_call');
    callIn(room, conversationId).phone = NUMBER;
    const card = await room.open(conversationId);
    expect(card.text).toContain('4 other contacts have this number');
    expect(card.text).toContain('Called from  +1 303 555 0150, United States');
  });

  test('of very many has them on pages, and nobody is left out', async () => {
    const { room, open } = await openRosa();
    const contacts = Array.from({ length: 23 }, (_, nth) => ({
      ...contactNamed(room, 'Wen Li'),
      ...{
        id: `66a1f000064259c8d90f${String(nth).padStart(4, '0')}`,
        name: `Person ${nth}`,
        externalId: `many-${nth}`,
      },
    }));
    for (const contact of contacts) workspaceIn(room).contacts.set(contact.id, contact);
    await room.store.mirrors.update({ workspaceId: ACME, epoch: 1 }, { phase: 'waiting' });
    await syncIn(room, ACME);
    const card = await open();
    expect(card.text).toContain('More than 20 contacts share this number');
    let page = await card.click('who');
    expect(page.text).toContain('27 contacts have this number');
    const seen = rowsOf(page);
    for (const nth of [2, 3]) {
      page = await page.click(page.idOf('More'));
      expect(page.text).toContain(`Page ${nth} of 3`);
      seen.push(...rowsOf(page));
    }
    expect(new Set(seen).size).toBe(27);
    const answered = await page.click(page.idOf('Copper Desk'));
    expect(answered.text).toContain('✅ Remembered: it was Copper Desk');
  });
});

describe('who it was', () => {
  test('is asked once: the answer is on every first card of the number, with who gave it, and comes first', async () => {
    const { room, open, card } = await openRosa();
    const who = await card.click('who');
    const answered = await who.click(who.idOf('Wen Li'));
    expect(answered.text).toContain('✅ Remembered: it was Wen Li');
    expect(answered.text).toContain('Bo Lindqvist said on Jan 8, 2026: Wen Li');
    expect(rowsOf(answered)[0]).toBe('Wen Li');
    expect((await open()).text).toContain('Bo Lindqvist said on Jan 8, 2026: Wen Li');
    const elsewhere = await room.open(room.conversationOf('Omar Haddad', 'phone_call'), { as: ADA });
    expect(elsewhere.text).toContain('Bo Lindqvist said on Jan 8, 2026: Wen Li');
    expect(rowsOf(await elsewhere.click('who'))).toHaveLength(4);
    expect(room.writes()).toEqual([]);
  });

  test('can be changed by anybody, and asked again', async () => {
    const { room, open, card } = await openRosa();
    const who = await card.click('who');
    await who.click(who.idOf('Wen Li'));
    const later = await (await open({ as: ADA })).click('who');
    const changed = await later.click(later.idOf('Copper Desk'));
    expect(changed.text).toContain('Ada Whitfield said on Jan 8, 2026: Copper Desk');
    expect(rowsOf(changed)[0]).toBe('Copper Desk');
    const forgotten = await changed.click(changed.idOf('Nobody of these: ask again'));
    expect(forgotten.text).not.toContain('said on');
    expect((await open()).text).toContain('Who was it?');
    expect(await room.store.callerAnswers.find({ workspaceId: ACME, phoneE164: NUMBER })).toBeUndefined();
  });

  test('is on a card that asks Intercom nothing, as soon as it was said and as soon as it was forgotten', async () => {
    const { room, open } = await openRosa();
    const card = await openWarm(room, open);
    expect(card.text).toContain('Who was it?');
    const answer = { workspaceId: ACME, phoneE164: NUMBER, contactId: contactNamed(room, 'Wen Li').id };
    await room.store.callerAnswers.keep({ ...answer, adminId: BO, answeredAtMs: NOW_MS });
    expect((await open()).text).toContain('Wen Li');
    await room.store.callerAnswers.forget(answer);
    expect((await open()).text).toContain('Who was it?');
    expect(asked(room)).toEqual([]);
  });

  test('is not kept for somebody who does not have the number, whatever the click says', async () => {
    const { room, card } = await openRosa();
    const who = await card.click('who');
    const refused = await who.click(`who:is:${contactNamed(room, 'Jo Vance').id}`);
    expect(refused.text).toContain('This card is out of date');
    expect(await room.store.callerAnswers.find({ workspaceId: ACME, phoneE164: NUMBER })).toBeUndefined();
  });

  test('is not kept from a card of before somebody else called in the conversation', async () => {
    const { room, card, conversationId } = await openRosa();
    const who = await card.click('who');
    callIn(room, conversationId).phone = '+14155550111';
    await room.store.facts.doubt({
      ...{ workspaceId: ACME, epoch: 1, nowMs: NOW_MS },
      keys: [{ kind: 'calls', key: conversationId }],
    });
    for (const click of [who.idOf('Wen Li'), 'who:forget']) {
      expect((await who.click(click)).text).toContain('This card is out of date');
    }
    for (const phoneE164 of [NUMBER, '+14155550111']) {
      expect(await room.store.callerAnswers.find({ workspaceId: ACME, phoneE164 })).toBeUndefined();
    }
  });

  test('counts no longer when whom it names does not have the number any more', async () => {
    const { room, open, card } = await openRosa();
    const who = await card.click('who');
    await who.click(who.idOf('Wen Li'));
    const { id } = contactNamed(room, 'Wen Li');
    await room.store.facts.removeContact({
      workspaceId: ACME,
      epoch: 1,
      contactId: id,
      versionMs: NOW_MS,
      nowMs: NOW_MS,
    });
    expect((await open()).text).toContain('3 contacts share this number');
    expect((await open()).text).toContain('Who was it?');
  });

  test('that could not be written down is not told to be remembered', async () => {
    const room = await openSyncedRoom({
      storeFrom: (store) => ({
        ...store,
        callerAnswers: {
          ...store.callerAnswers,
          keep: () => Promise.reject(new StoreUnavailableError('keep an answer', new Error('no disk'))),
        },
      }),
    });
    const who = await (await room.open(room.conversationOf('Rosa Lindt', 'phone_call'))).click('who');
    const answered = await who.click(who.idOf('Wen Li'));
    expect(answered.text).toContain('Callcard could not write down your click');
    expect(answered.text).not.toContain('Remembered');
  });
});
