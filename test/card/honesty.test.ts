import { describe, expect, test } from 'vitest';
import { addPhoneCall } from '../../sandbox/data/phone-calls.ts';
import { startStory } from '../../sandbox/data/story.ts';
import { ACME, NOW_MS, openRoom, type Room } from './room.ts';

const BO = '5010002';

const workspaceOf = (room: Room) => {
  const workspace = room.sandbox.workspaces.get(ACME);
  if (workspace === undefined) throw new Error('the sandbox has no Acme');
  return workspace;
};
const contactNamed = (room: Room, name: string) => {
  const contact = [...workspaceOf(room).contacts.values()].find((one) => one.name === name);
  if (contact === undefined) throw new Error(`the sandbox has no ${name}`);
  return contact;
};
const conversationIn = (room: Room, id: string) => {
  const conversation = workspaceOf(room).conversations.get(id);
  if (conversation === undefined) throw new Error('the conversation is gone');
  return conversation;
};

describe('a contact that cannot be read', () => {
  test('costs neither the company nor the last conversation, and is marked', async () => {
    const room = await openRoom({ deadlineMs: 600 });
    room.sandbox.faults = { stalledBody: { route: `GET /contacts/${contactNamed(room, 'Jo Vance').id}` } };
    const { text } = await room.open(room.conversationOf('Jo Vance', 'phone_call'));
    expect(text).toContain('Not read: Intercom did not answer in time');
    expect(text).toContain('Lumen Labs');
    expect(text).toContain('2 more conversations');
    expect(text).not.toContain('not known');
  });

  test('is not said to have no email address', async () => {
    const room = await openRoom();
    const jo = contactNamed(room, 'Jo Vance');
    room.sandbox.faults = { serverError: { route: `GET /contacts/${jo.id}` } };
    const request = { workspace_id: ACME, contact: { id: jo.id, name: 'Jo Vance' } };
    const conversation = { id: room.conversationOf('Jo Vance', 'phone_call'), source: { type: 'phone_call' } };
    const { body } = await room.post('/canvas/initialize', JSON.stringify({ ...request, conversation }));
    expect(body).toContain('Not read: Intercom has a problem');
    expect(body).not.toContain('No email address');
  });

  test('and is no longer there is still named, without a link', async () => {
    const room = await openRoom();
    const request = { workspace_id: ACME, contact: { id: 'gone', name: 'Old Friend' }, conversation: { id: '1' } };
    const { body } = await room.post('/canvas/initialize', JSON.stringify(request));
    expect(body).toContain('**Old Friend**');
    expect(body).toContain('This contact is no longer there');
    expect(body).not.toContain('/users/gone/');
  });
});

test('a contact as they were known days ago is not said to have no email address', async () => {
  const time = { nowMs: NOW_MS };
  const room = await openRoom({ clock: () => time.nowMs });
  const conversationId = room.conversationOf('Sam Okafor', 'phone_call');
  expect((await room.open(conversationId)).text).toContain('No email address: replies will not reach them.');
  time.nowMs += 3 * 24 * 3_600_000;
  room.sandbox.faults = { serverError: { route: 'GET /contacts/*' } };
  const { text } = await room.open(conversationId);
  expect(text).toContain('Caller as of Jan 8, 2026 at 1:05PM');
  expect(text).not.toContain('No email address');
});

describe('of a contact who was merged into another', () => {
  /** The card as it is asked for with the id from before, on a click or at first. */
  async function asBefore(room: Room, conversationId: string, componentId?: string): Promise<string> {
    const body = JSON.parse((await room.open(conversationId)).payload(componentId ?? 'home'));
    body.contact.id = contactNamed(room, 'Jo V.').id;
    const path = componentId === undefined ? '/canvas/initialize' : '/canvas/submit';
    return (await room.post(path, JSON.stringify(body))).body;
  }

  test('the conversations and calls are those of the one who is left', async () => {
    const room = await openRoom();
    const mail = room.conversationOf('Jo Vance', 'email');
    expect(await asBefore(room, mail, 'history')).not.toContain('No other conversations');
    const calls = await asBefore(room, mail, 'calls');
    expect(calls).toContain('Inbound call, answered');
    expect(calls).not.toContain('No calls in other conversations');
  });

  test('nobody says that there are none while nobody can tell who is left', async () => {
    const room = await openRoom();
    room.sandbox.faults = { serverError: { route: `GET /contacts/${contactNamed(room, 'Jo V.').id}` } };
    const mail = room.conversationOf('Jo Vance', 'email');
    expect(await asBefore(room, mail)).toContain('Last conversation: not known, Intercom has a problem.');
    expect(await asBefore(room, mail, 'history')).toContain('Conversations: not known, Intercom has a problem.');
    expect(await asBefore(room, mail, 'calls')).toContain('Calls in other conversations: not known');
  });

  test.each([false, true])('a call back after the merge counts for a call before it (%s)', async (calledBack) => {
    const room = await openRoom();
    const story = startStory(workspaceOf(room), NOW_MS);
    const [priya, before] = [contactNamed(room, 'Priya Raman'), contactNamed(room, 'Jo V.')];
    before.mergedIntoId = priya.id;
    const { call } = addPhoneCall(story, priya, { outcome: 'missed' }, { startedMinutesAgo: 4 });
    call.contactId = before.id;
    if (calledBack) {
      addPhoneCall(story, priya, { outcome: 'answered', direction: 'outbound' }, { startedMinutesAgo: 2 });
    }
    const { text } = await (await room.open(call.conversationId ?? '')).click(`call:open:${call.id}`);
    expect(text.includes('no call back by')).toBe(!calledBack);
  });
});

test('names that cannot be read are said to be unknown', async () => {
  const room = await openRoom();
  room.sandbox.faults = { serverError: { route: 'GET /admins' } };
  const { text } = await room.open(room.conversationOf('Marcus Bell', 'phone_call'));
  expect(text).toContain('Names: not known, Intercom has a problem.');
});

test('unassigning takes off the teammate and the team', async () => {
  const room = await openRoom();
  const conversationId = room.conversationOf('Priya Raman', 'phone_call');
  expect(conversationIn(room, conversationId)).toMatchObject({
    adminAssigneeId: expect.any(String),
    teamAssigneeId: expect.any(String),
  });
  const choose = await (await room.open(conversationId, { as: BO })).click('assign');
  const done = await choose.click(choose.idOf('Unassign'));
  expect(done.text).toContain('✅ Unassigned');
  expect(done.text).toContain('Now: nobody');
  expect(conversationIn(room, conversationId)).toMatchObject({ adminAssigneeId: undefined, teamAssigneeId: undefined });
});

test('a note that Intercom may still be writing is not called unwritten, and not sent again', async () => {
  const room = await openRoom({ deadlineMs: 600 });
  const conversationId = room.conversationOf('Jo Vance', 'phone_call');
  const note = await (await room.open(conversationId, { as: BO })).click('note');
  room.sandbox.faults = { slowMs: { ms: 5_000, route: 'POST /conversations/*' } };
  const body = note.payload('note:save', { text: 'Slow.' });
  for (const answer of [await room.post('/canvas/submit', body), await room.post('/canvas/submit', body)]) {
    expect(answer.body).toContain('Look at the conversation before you try again');
    expect(answer.body).not.toContain('Nothing was changed');
  }
  expect(room.writes()).toHaveLength(1);
});

describe('what is gone', () => {
  test('is the conversation, when that is so', async () => {
    const room = await openRoom();
    const card = await room.open(room.conversationOf('Jo Vance'), { as: BO });
    for (const componentId of ['tag:add:8800001', 'assign:me', 'tag', 'assign']) {
      const body = JSON.parse(card.payload(componentId));
      body.conversation.id = '1';
      const answer = await room.post('/canvas/submit', JSON.stringify(body));
      expect(answer.body, componentId).toContain('This conversation is no longer there');
      expect(answer.body, componentId).not.toContain('No tags on this conversation');
    }
  });

  test('is what was chosen, when the conversation is still there', async () => {
    const room = await openRoom();
    const card = await room.open(room.conversationOf('Jo Vance'), { as: BO });
    for (const componentId of ['assign:team:1', 'assign:teammate:1', 'tag:add:1']) {
      expect((await card.click(componentId)).text, componentId).toContain('What you chose is no longer there');
    }
  });
});

describe('a call', () => {
  test('says why its transcript is missing, and offers to ask again', async () => {
    const room = await openRoom();
    const card = await room.open(room.conversationOf('Jo Vance', 'phone_call'));
    for (const call of workspaceOf(room).calls.values()) call.transcript = [];
    room.sandbox.faults = { serverError: { route: 'GET /calls/*/transcript' } };
    const asked = [...workspaceOf(room).calls.values()].find(
      (call) => call.contactId === contactNamed(room, 'Aiko Tanaka').id,
    );
    expect(asked).toBeDefined();
    const call = await card.click(card.idOf('Inbound call, answered'));
    expect(call.text).toMatch(/Transcript {2}(Yes|No)/);
    expect(call.text).toContain('[ Refresh ] link {call:open:');
  });
});

test('a click is another one in another conversation and for another teammate', async () => {
  const room = await openRoom();
  const first = room.conversationOf('Jo Vance', 'phone_call');
  const body = JSON.parse(
    (await (await room.open(first, { as: BO })).click('note')).payload('note:save', { text: 'Hi.' }),
  );
  await room.post('/canvas/submit', JSON.stringify(body));
  body.conversation.id = room.conversationOf('Priya Raman', 'phone_call');
  await room.post('/canvas/submit', JSON.stringify(body));
  expect(room.writes().map((one) => one.path)).toEqual([
    `/conversations/${first}/reply`,
    `/conversations/${body.conversation.id}/reply`,
  ]);
});
