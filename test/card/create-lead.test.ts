import { describe, expect, test } from 'vitest';
import { clickHash } from '../../server/card/once.ts';
import { asked, callIn, contactNamed, conversationOfNobody, openSyncedRoom, workspaceIn } from './callers-room.ts';
import { ACME, NOW_MS, type OpenCard, type Room } from './room.ts';

const BO = '5010002';
const NUMBER = '+12065550188';

async function openNobody(options: Parameters<typeof openSyncedRoom>[0] = {}) {
  const room = await openSyncedRoom(options);
  const conversationId = conversationOfNobody(room);
  const open = () => room.open(conversationId, { as: BO });
  return { room, conversationId, open, card: await open() };
}

const create = (card: OpenCard) => card.click(card.idOf('Create a lead'));
const leadsOf = (room: Room) => [...workspaceIn(room).contacts.values()].filter(({ phone }) => phone === NUMBER);
const posts = (room: Room) => room.writes().map(({ method, path }) => `${method} ${path}`);

describe('a caller who is no contact', () => {
  test('is told of by the number, and can be made a lead', async () => {
    const { card } = await openNobody();
    expect(card.text).toMatchInlineSnapshot(`
      "~ No contact on this conversation
      Phone  +1 206 555 0188, United States
      ----------------------------------------
      > Create a lead {lead:create:%2B12065550188}
          +1 206 555 0188
      > Inbound call, missed {call:open:3822017}
          Jan 8, 2026 at 12:00PM
      ~ Not a Fin Voice call.
      [ Tag | Note | Assign | Refresh ] {menu} submits"
    `);
  });

  test('is searched for in Intercom first, in all ways in which the number may be written, and not again at once', async () => {
    const { room, open } = await openNobody();
    expect(asked(room).filter((one) => one.includes('/contacts'))).toEqual(['POST /contacts/search']);
    expect(room.sandbox.requests.length).toBeLessThanOrEqual(6);
    await open();
    expect(asked(room).filter((one) => one.includes('/contacts'))).toHaveLength(1);
  });

  test('is a lead after one click, named by the number, and in the conversation', async () => {
    const { room, card, conversationId, open } = await openNobody();
    const done = await create(card);
    expect(done.text).toContain('✅ Created a lead and added it to this conversation');
    expect(done.text).toContain('# +1 206 555 0188');
    expect(leadsOf(room)).toMatchObject([{ role: 'lead', name: '+1 206 555 0188', phone: NUMBER }]);
    expect(workspaceIn(room).conversations.get(conversationId)?.contactIds).toEqual([leadsOf(room)[0]?.id]);
    expect(posts(room)).toEqual(['POST /contacts', `POST /conversations/${conversationId}/customers`]);
    expect(room.writes()[1]).toMatchObject({ body: { admin_id: BO } });
    expect((await open()).text).not.toContain('Create a lead');
  });

  test('is made a lead once, however often the click is sent', async () => {
    const { room, card } = await openNobody();
    const body = card.payload(card.idOf('Create a lead'));
    await Promise.all([room.post('/canvas/submit', body), room.post('/canvas/submit', body)]);
    const replayed = await room.post('/canvas/submit', body);
    expect(replayed.body).toContain('✅ Created a lead');
    expect(leadsOf(room)).toHaveLength(1);
  });

  test.each([
    ['POST /contacts', 'serverError'],
    ['POST /contacts', 'stalledBody'],
    ['POST /conversations/*/customers', 'serverError'],
  ] as const)('is a lead of whom nothing was done twice when the answer was lost: %s, %s', async (route, fault) => {
    const { room, card } = await openNobody({ deadlineMs: 1_000 });
    room.sandbox.faults =
      fault === 'serverError' ? { serverError: { route, afterEffect: true } } : { stalledBody: { route } };
    const done = await create(card);
    // After a stalled answer there is no time left to add it, which is said.
    const added = fault === 'serverError' ? 'Created a lead and added it' : 'Created a lead. Intercom did not add it';
    expect(done.text).toContain(added);
    expect(leadsOf(room)).toHaveLength(1);
  });

  test('is found, and not made again, when a crash cut the first click off', async () => {
    const time = { nowMs: NOW_MS };
    const { room, card, conversationId } = await openNobody({ clock: () => time.nowMs });
    const componentId = card.idOf('Create a lead');
    const origin = String(card.canvas.stored_data?.nonce);
    const hash = clickHash({ origin, conversationId, viewerId: BO, componentId, inputValues: {} });
    await room.store.clicks.begin({ workspaceId: ACME, clickHash: hash, atMs: NOW_MS });
    const other = contactNamed(room, 'Sam Okafor');
    const lead = { ...other, id: '66a1f000064259c8d90fffff', name: '+1 206 555 0188', phone: NUMBER };
    workspaceIn(room).contacts.set(lead.id, lead);
    time.nowMs += 31_000;
    expect((await card.click(componentId)).text).toContain('✅ Created a lead and added it');
    expect(leadsOf(room)).toHaveLength(1);
    expect(posts(room)).toEqual([`POST /conversations/${conversationId}/customers`]);
  });

  test('is a lead although Intercom does not add it to the conversation, and that is said', async () => {
    const { room, card } = await openNobody();
    room.sandbox.faults = { serverError: { route: 'POST /conversations/*/customers' } };
    const done = await create(card);
    expect(done.text).toContain('Intercom did not add it to this conversation');
    expect(leadsOf(room)).toHaveLength(1);
  });
});

describe('no lead is made', () => {
  test('of a number that somebody has by now', async () => {
    const { room, card } = await openNobody();
    contactNamed(room, 'Tomás Rivera').phone = '(206) 555-0188';
    const refused = await create(card);
    expect(refused.text).toContain('Somebody has this number by now');
    expect(refused.text).toContain('One contact has this number');
    expect(posts(room)).toEqual([]);
  });

  test('while it cannot be told of everybody in the index whether they have the number', async () => {
    const { room, card } = await openNobody();
    // More than are asked for at once.
    const ids = Array.from({ length: 9 }, (_, nth) => `in-doubt-${nth}`);
    const contacts = ids.map((contactId) => ({ contactId, value: 'null', versionMs: NOW_MS, phones: [NUMBER] }));
    const scope = { workspaceId: ACME, epoch: 1, nowMs: NOW_MS };
    await room.store.facts.list({ ...scope, contacts, learnedAtMs: NOW_MS });
    await room.store.facts.doubt({ ...scope, keys: ids.map((key) => ({ kind: 'contact', key })) });
    const refused = await create(card);
    expect(refused.text).toContain('or may have it, so no lead was created');
    expect(posts(room)).toEqual([]);
  });

  test('of another number than the one that called, whatever the click says', async () => {
    const { room, card, conversationId } = await openNobody();
    expect((await card.click('lead:create:%2B12065550199')).text).toContain('This card is out of date');
    callIn(room, conversationId).phone = '+12065550199';
    await room.store.facts.doubt({
      ...{ workspaceId: ACME, epoch: 1, nowMs: NOW_MS },
      keys: [{ kind: 'calls', key: conversationId }],
    });
    expect((await create(card)).text).toContain('This card is out of date');
    expect(posts(room)).toEqual([]);
  });

  test('where somebody is in the conversation by now', async () => {
    const { room, card, conversationId } = await openNobody();
    workspaceIn(room).conversations.get(conversationId)?.contactIds.push(contactNamed(room, 'Jo Vance').id);
    expect((await create(card)).text).toContain('This card is out of date');
    expect(posts(room)).toEqual([]);
  });

  test('where somebody is there already, whatever the click says', async () => {
    const room = await openSyncedRoom();
    const conversationId = room.conversationOf('Tomás Rivera', 'phone_call');
    const card = await room.open(conversationId);
    expect(card.text).not.toContain('Create a lead');
    expect((await card.click('lead:create:%2B15125550166')).text).toContain('This card is out of date');
    expect(posts(room)).toEqual([]);
  });

  test.each(['32665', '+19995550100', '5550188'])('of a number that is none in use: %s', async (phone) => {
    const { room, card, conversationId, open } = await openNobody();
    callIn(room, conversationId).phone = phone;
    await card.click('refresh');
    expect((await open()).text).not.toContain('Create a lead');
    expect((await card.click(`lead:create:${encodeURIComponent(phone)}`)).text).toContain('This card is out of date');
    expect(posts(room)).toEqual([]);
  });

  test('when Intercom cannot tell whether somebody has the number', async () => {
    const room = await openSyncedRoom();
    room.sandbox.faults = { serverError: { route: 'POST /contacts/search' } };
    const card = await room.open(conversationOfNobody(room));
    expect(card.text).not.toContain('Create a lead');
    expect(card.text).toContain('Who has this number: not known, Intercom has a problem. Refresh to try again.');
    expect((await card.click('lead:create:%2B12065550188')).text).toContain('Intercom has a problem right now');
    expect(posts(room)).toEqual([]);
  });
});
