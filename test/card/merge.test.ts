import { describe, expect, test } from 'vitest';
import { clickHash } from '../../server/card/once.ts';
import { asked, contactNamed, openSyncedRoom, syncIn, workspaceIn } from './callers-room.ts';
import { ACME, NOW_MS, type OpenCard, openRoom, type Room } from './room.ts';

const BO = '5010002';
const NUMBER = '+17205550161';
const MERGE = 'Merge Nadia P. into Nadia Petrova…';

async function openNadia(options: Parameters<typeof openSyncedRoom>[0] = {}) {
  const room = await openSyncedRoom(options);
  const conversationId = room.conversationOf('Nadia P.', 'phone_call');
  const card = await room.open(conversationId, { as: BO });
  const [lead, user] = [contactNamed(room, 'Nadia P.'), contactNamed(room, 'Nadia Petrova')];
  return { room, conversationId, card, lead, user };
}

async function toConfirm(card: OpenCard): Promise<OpenCard> {
  const who = await card.click('who');
  return who.click(who.idOf(MERGE));
}

const merges = (room: Room) => room.writes().filter(({ path }) => path === '/contacts/merge');

describe('a lead and a user with one number', () => {
  test('are told to look like a duplicate, and are offered to be merged', async () => {
    const { card } = await openNadia();
    expect(card.text).toContain('> 2 contacts share this number {who}\n    Looks like a duplicate. Who was it?');
    const who = await card.click('who');
    expect(who.text).toContain('A lead and a user with one number may be the same person.');
    expect(who.text).toContain(`[ ${MERGE} ]`);
  });

  test('are merged only from a card that says what will happen', async () => {
    const { room, card } = await openNadia();
    const confirm = await toConfirm(card);
    expect(confirm.text).toMatchInlineSnapshot(`
      "# Merge a lead into a user
      Lead: Nadia P. <https://app.intercom.com/a/apps/acmeus1/users/66a1f000064259c8d9000013/all-conversations>
      Phone  +1 720 555 0161, United States
      User: Nadia Petrova <https://app.intercom.com/a/apps/acmeus1/users/66a1f000064259c8d9000012/all-conversations>
      Email      nadia@petrova.example
      Phone      +1 720 555 0161, United States
      Last seen  Jan 6, 2026 at 1:05PM
      What Nadia P. has – conversations, calls, tags, notes and companies – moves to Nadia Petrova.
      The lead Nadia P. is gone after that.
      ! This cannot be undone.
      [ Merge for good ] primary {merge:do:66a1f000064259c8d9000013%2066a1f000064259c8d9000012}
      ----------------------------------------
      [ Who is calling? ] link {who}
      [ Back ] link {home}"
    `);
    expect(room.writes()).toEqual([]);
    const left = await confirm.click(confirm.idOf('Back'));
    expect(left.text).toContain('2 contacts share this number');
    expect(room.writes()).toEqual([]);
  });

  test('are one after it: what the lead had is the user’s, and the card shows the user', async () => {
    const { room, card, lead, user, conversationId } = await openNadia();
    const confirm = await toConfirm(card);
    const done = await confirm.click(confirm.idOf('Merge for good'));
    expect(done.text).toContain('✅ Merged into Nadia Petrova');
    expect(done.text).toContain('One contact has this number');
    expect(merges(room)).toMatchObject([{ body: { from: lead.id, into: user.id } }]);
    expect(workspaceIn(room).conversations.get(conversationId)?.contactIds).toEqual([user.id]);
    const home = await room.open(conversationId);
    expect(home.text).toContain('# Nadia Petrova');
    expect(home.text).not.toContain('share this number');
  });

  test('take with them what was said of the lead', async () => {
    const { room, card, lead, user } = await openNadia();
    const who = await card.click('who');
    const answered = await who.click(who.idOf('Nadia P.'));
    const confirm = await answered.click(answered.idOf(MERGE));
    await confirm.click(confirm.idOf('Merge for good'));
    const kept = await room.store.callerAnswers.find({ workspaceId: ACME, phoneE164: NUMBER });
    expect([kept?.contactId, kept?.adminId]).toEqual([user.id, BO]);
    expect(kept?.contactId).not.toBe(lead.id);
  });

  test('are merged once, however often the click is sent', async () => {
    const { room, card } = await openNadia();
    const confirm = await toConfirm(card);
    const body = confirm.payload(confirm.idOf('Merge for good'));
    const answers = await Promise.all([room.post('/canvas/submit', body), room.post('/canvas/submit', body)]);
    answers.push(await room.post('/canvas/submit', body));
    for (const answer of answers) expect(answer.body).toContain('✅ Merged');
    expect(merges(room)).toHaveLength(1);
  });

  test.each(['serverError', 'stalledBody'] as const)(
    'are told to be merged when the answer was lost: %s',
    async (fault) => {
      const { room, card } = await openNadia({ deadlineMs: 1_000 });
      const confirm = await toConfirm(card);
      const route = 'POST /contacts/merge';
      room.sandbox.faults =
        fault === 'serverError' ? { serverError: { route, afterEffect: true } } : { stalledBody: { route } };
      expect((await confirm.click(confirm.idOf('Merge for good'))).text).toContain('✅ Merged into Nadia Petrova');
      expect(merges(room)).toHaveLength(1);
    },
  );

  test('are found merged, and not merged again, when a crash cut the first click off', async () => {
    const time = { nowMs: NOW_MS };
    const { room, card, lead, user, conversationId } = await openNadia({ clock: () => time.nowMs });
    const confirm = await toConfirm(card);
    const componentId = confirm.idOf('Merge for good');
    const origin = String(confirm.canvas.stored_data?.nonce);
    const hash = clickHash({ origin, conversationId, viewerId: BO, componentId, inputValues: {} });
    await room.store.clicks.begin({ workspaceId: ACME, clickHash: hash, atMs: NOW_MS });
    lead.mergedIntoId = user.id;
    time.nowMs += 31_000;
    expect((await confirm.click(componentId)).text).toContain('✅ Merged into Nadia Petrova');
    expect(merges(room)).toEqual([]);
  });

  test('are not told to be merged when Intercom refuses, and may be tried again', async () => {
    const { room, card } = await openNadia();
    const confirm = await toConfirm(card);
    room.sandbox.faults = { serverError: { route: 'POST /contacts/merge' } };
    expect((await confirm.click(confirm.idOf('Merge for good'))).text).toContain('Intercom has a problem right now');
    room.sandbox.faults = {};
    expect((await confirm.click(confirm.idOf('Merge for good'))).text).toContain('✅ Merged');
  });
});

describe('a user and several leads with one number', () => {
  const SECOND = 'Merge Nadia on the road into Nadia Petrova…';

  async function openTwoLeads(role: 'lead' | 'user' = 'lead') {
    const room = await openRoom();
    const lead = contactNamed(room, 'Nadia P.');
    const second = { ...lead, id: `${lead.id.slice(0, -4)}ffff`, name: 'Nadia on the road', role };
    workspaceIn(room).contacts.set(second.id, second);
    await syncIn(room, ACME);
    const card = await room.open(room.conversationOf('Nadia P.', 'phone_call'), { as: BO });
    return { room, card, lead, second, user: contactNamed(room, 'Nadia Petrova') };
  }

  test('are offered to be merged one lead after the other, as a teammate picks', async () => {
    const { room, card, lead, second, user } = await openTwoLeads();
    expect(card.text).toContain('3 contacts share this number {who}\n    Looks like a duplicate. Who was it?');
    const who = await card.click('who');
    expect(who.text).toContain(`[ ${MERGE} ]`);
    const confirm = await who.click(who.idOf(SECOND));
    expect(confirm.text).toContain('The lead Nadia on the road is gone after that.');
    const left = await confirm.click(confirm.idOf('Merge for good'));
    expect(left.text).toContain('✅ Merged into Nadia Petrova');
    expect(left.text).not.toContain(SECOND);
    const last = await left.click(left.idOf(MERGE));
    expect((await last.click(last.idOf('Merge for good'))).text).toContain('✅ Merged into Nadia Petrova');
    expect(merges(room).map(({ body }) => body)).toMatchObject([
      { from: second.id, into: user.id },
      { from: lead.id, into: user.id },
    ]);
  });

  test('are not where another of them is a user, be it since the merge was offered', async () => {
    const { card } = await openTwoLeads('user');
    expect((await card.click('who')).text).not.toContain('Merge');
    const { room, card: offering, second } = await openTwoLeads();
    const confirm = await toConfirm(offering);
    second.role = 'user';
    expect((await confirm.click(confirm.idOf('Merge for good'))).text).toContain('Nothing was changed.');
    expect(merges(room)).toEqual([]);
  });
});

describe('a merge that was offered is refused', () => {
  const changes: [string, (room: Room, nadia: Awaited<ReturnType<typeof openNadia>>) => unknown][] = [
    ['the lead has another number by now', (_, { lead }) => Object.assign(lead, { phone: '+14155550111' })],
    ['the user has none any more', (_, { user }) => Object.assign(user, { phone: undefined })],
    ['the lead became a user', (_, { lead }) => Object.assign(lead, { role: 'user' })],
    ['the lead is gone', (room, { lead }) => workspaceIn(room).contacts.delete(lead.id)],
    [
      'somebody else merged the lead into another user',
      (room, { lead }) => Object.assign(lead, { mergedIntoId: contactNamed(room, 'Jo Vance').id }),
    ],
    [
      'a third has the number',
      (room) =>
        room.store.facts.list({
          ...{ workspaceId: ACME, epoch: 1, learnedAtMs: NOW_MS, nowMs: NOW_MS },
          contacts: [{ contactId: 'third', value: '{}', versionMs: NOW_MS, phones: [NUMBER] }],
        }),
    ],
  ];

  test.each(changes)('when %s', async (_, change) => {
    const nadia = await openNadia();
    const { room, card } = nadia;
    const confirm = await toConfirm(card);
    await change(room, nadia);
    const refused = await confirm.click(confirm.idOf('Merge for good'));
    expect(refused.text).toContain('These are not a lead and a user with one number any more, or somebody else');
    expect(merges(room)).toEqual([]);
  });

  test('on the card that asks, too, which then has no button for it', async () => {
    const { room, card, lead } = await openNadia();
    const who = await card.click('who');
    lead.phone = '+14155550111';
    const confirm = await who.click(who.idOf(MERGE));
    expect(confirm.text).toContain('they cannot be merged here');
    expect(confirm.text).not.toContain('Merge for good');
    expect(room.writes()).toEqual([]);
  });

  test('when somebody else in Intercom has the number of whom the index has not heard', async () => {
    const { room, card, user } = await openNadia();
    const confirm = await toConfirm(card);
    const other = { ...user, id: `${user.id.slice(0, -4)}fffe`, name: 'Boris Petrov', phone: '(720) 555-0161' };
    workspaceIn(room).contacts.set(other.id, other);
    const refused = await confirm.click(confirm.idOf('Merge for good'));
    expect(refused.text).toContain('or somebody else may have it. Nothing was changed.');
    const again = await confirm.click(`merge:ask:${contactNamed(room, 'Nadia P.').id}%20${user.id}`);
    expect(again.text).toContain('or somebody else may have it: they cannot be merged here.');
    expect(again.text).not.toContain('Merge for good');
    expect(merges(room)).toEqual([]);
  });

  test('when it cannot be told who else has the number, which the card that asks says', async () => {
    const { room, card } = await openNadia();
    const who = await card.click('who');
    const confirm = await who.click(who.idOf(MERGE));
    room.sandbox.faults = { serverError: { route: 'POST /contacts/search' } };
    const asking = await who.click(who.idOf(MERGE));
    expect(asking.text).toContain('Who has this number: not known, Intercom has a problem.');
    expect(asking.text).not.toContain('Merge for good');
    expect((await confirm.click(confirm.idOf('Merge for good'))).text).toContain('Intercom has a problem right now');
    expect(merges(room)).toEqual([]);
    room.sandbox.faults = {};
    expect((await asking.click(asking.idOf('Refresh'))).text).toContain('Merge for good');
  });

  test('while a number hangs on a guessed country: it is not offered', async () => {
    const room = await openRoom();
    contactNamed(room, 'Nadia Petrova').phone = '720-555-0161';
    await syncIn(room, ACME);
    const conversationId = room.conversationOf('Nadia P.', 'phone_call');
    const guessed = await room.open(conversationId, { as: BO });
    expect(guessed.text).toContain('2 contacts share this number {who}\n    Who was it?');
    expect((await guessed.click('who')).text).not.toContain('Merge');
    const ids = ['Nadia P.', 'Nadia Petrova'].map((name) => contactNamed(room, name).id);
    expect((await guessed.click(`merge:do:${ids.join('%20')}`)).text).toContain('Nothing was changed.');
    await room.store.countries.choose({ workspaceId: ACME, country: 'US' });
    expect((await (await room.open(conversationId, { as: BO })).click('who')).text).toContain(MERGE);
    expect(merges(room)).toEqual([]);
  });

  test('while one who may have the number cannot be read: it is not offered', async () => {
    const { room, conversationId } = await openNadia();
    const third = { contactId: 'third', value: 'null', versionMs: NOW_MS, phones: [NUMBER] };
    const scope = { workspaceId: ACME, epoch: 1, nowMs: NOW_MS };
    await room.store.facts.list({ ...scope, contacts: [third], learnedAtMs: NOW_MS });
    await room.store.facts.doubt({ ...scope, keys: [{ kind: 'contact', key: 'third' }] });
    room.sandbox.faults = { serverError: { route: 'GET /contacts/third' } };
    const card = await room.open(conversationId, { as: BO });
    expect(card.text).toContain('2 contacts share this number, 1 more may {who}');
    expect((await card.click('who')).text).not.toContain('Merge');
  });

  test('whatever two the click names', async () => {
    const { room, card, lead, user } = await openNadia();
    const confirm = await toConfirm(card);
    const jo = contactNamed(room, 'Jo Vance');
    for (const [from, into] of [
      [lead.id, jo.id],
      [jo.id, user.id],
      [user.id, lead.id],
      [lead.id, lead.id],
    ]) {
      const refused = await confirm.click(`merge:do:${from}%20${into}`);
      expect(refused.text).toContain('Nothing was changed.');
    }
    expect(merges(room)).toEqual([]);
  });

  test('of nobody where three users share the number: it is not offered', async () => {
    const room = await openSyncedRoom();
    const who = await (await room.open(room.conversationOf('Rosa Lindt', 'phone_call'))).click('who');
    expect(who.text).not.toContain('Merge');
    expect(asked(room)).not.toContain('POST /contacts/merge');
  });
});
