import { describe, expect, test } from 'vitest';
import { callIn, contactNamed, conversationOfNobody, openSyncedRoom } from './callers-room.ts';
import { ACME } from './room.ts';

const SENTINEL = '266696687';

/** In this order: a phone system's number for it, a word, an address of a private line. */
const WITHHELD = ['+266696687', 'Anonymous', 'sip:anonymous@anonymous.invalid'];

describe('a caller who withholds the number', () => {
  test('is told of as one, and that the contact may be several people', async () => {
    const room = await openSyncedRoom();
    const card = await room.open(room.conversationOf('+266696687', 'phone_call'));
    expect(card.text).toMatchInlineSnapshot(`
      "# Unknown caller <https://app.intercom.com/a/apps/acmeus1/users/66a1f000064259c8d9000014/all-conversations>
      ~ Lead
      ~ May be several people: numbers withheld.
      Phone  Number withheld
      ! No email address: replies will not reach them.
      > Phone call -> https://app.intercom.com/a/inbox/acmeus1/inbox/conversation/215470000000122
          Open · Carmen Lindqvist • Jan 8, 2026 at 6:06…
      > Inbound call, answered {call:open:3822015}
          Jan 2, 2026 at 1:05PM · 1 min 15 s • Carmen L…
      ! Hidden number: it cannot be called back.
      ~ Not a Fin Voice call.
      [ Tag | Note | Assign | Refresh ] {menu} submits"
    `);
    expect(card.text).not.toContain(SENTINEL);
  });

  test('is told of on the card of the call, and nothing stands there as a number', async () => {
    const room = await openSyncedRoom();
    const card = await room.open(room.conversationOf('+266696687', 'phone_call'));
    const call = await card.click(card.idOf('Inbound call, answered'));
    expect(call.text).toMatch(/Phone +Number withheld/);
    for (const one of [call, await card.click('calls')]) expect(one.text).not.toContain(SENTINEL);
  });

  test.each(WITHHELD)('is not taken for anybody who has that in place of a number: %s', async (phone) => {
    const room = await openSyncedRoom();
    for (const name of ['Sam Okafor', '+266696687']) contactNamed(room, name).phone = phone;
    const conversationId = room.conversationOf('Sam Okafor', 'phone_call');
    callIn(room, conversationId).phone = phone;
    const card = await (await room.open(conversationId)).click('refresh');
    expect(card.text).not.toContain('{who}');
    expect(card.text).toContain('Phone  Number withheld');
    const who = await card.click('who');
    expect(who.text).toContain('The caller withheld the number, so nobody can tell by it who called.');
    expect((await who.click(`who:is:${contactNamed(room, 'Jo Vance').id}`)).text).toContain('This card is out of date');
  });

  test('who is known all the same keeps their own number on the card', async () => {
    const room = await openSyncedRoom();
    const conversationId = room.conversationOf('Priya Raman', 'phone_call');
    callIn(room, conversationId).phone = 'Private number';
    const { text } = await room.open(conversationId);
    expect(text).toContain('Called from  Number withheld');
    expect(text).toContain('Phone        +1 415 555 0111, United States');
    expect(text).not.toContain('several people');
  });

  test.each(WITHHELD)('and is nobody’s contact is made no lead of: %s', async (phone) => {
    const room = await openSyncedRoom();
    const conversationId = conversationOfNobody(room);
    const card = await room.open(conversationId);
    callIn(room, conversationId).phone = phone;
    await room.store.facts.doubt({
      ...{ workspaceId: ACME, epoch: 1, nowMs: 0 },
      keys: [{ kind: 'calls', key: conversationId }],
    });
    const hidden = await room.open(conversationId);
    expect(hidden.text).toContain('Phone  Number withheld');
    expect(hidden.text).not.toContain('Create a lead');
    for (const click of ['lead:create:%2B12065550188', 'lead:create:%2B266696687']) {
      expect((await card.click(click)).text).toContain('This card is out of date');
    }
    expect(room.writes()).toEqual([]);
  });

  test('is asked for no callback', async () => {
    const room = await openSyncedRoom();
    const card = await room.open(room.conversationOf('+266696687', 'phone_call'));
    const cards = [card, await card.click('who'), await card.click('calls')];
    for (const { text } of cards) expect(text).not.toMatch(/request a callback|not answered; no call back/i);
  });
});
