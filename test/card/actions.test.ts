import { describe, expect, test } from 'vitest';
import { ACME, type OpenCard, openRoom, type Room } from './room.ts';
import { withoutReferences } from './without-references.ts';

const BO = '5010002';

async function openJo(
  options: { deadlineMs?: number; as?: string } = {},
): Promise<{ room: Room; card: OpenCard; conversationId: string }> {
  const room = await openRoom(options);
  const conversationId = room.conversationOf('Jo Vance', 'phone_call');
  return { room, conversationId, card: await room.open(conversationId, { as: options.as ?? BO }) };
}

const conversationIn = (room: Room, conversationId: string) => {
  const conversation = room.sandbox.workspaces.get(ACME)?.conversations.get(conversationId);
  if (conversation === undefined) throw new Error('the conversation is gone');
  return conversation;
};
const notesIn = (room: Room, conversationId: string) =>
  conversationIn(room, conversationId).parts.filter((part) => part.partType === 'note');
const tagNames = (room: Room, conversationId: string) =>
  conversationIn(room, conversationId).tags.map((tag) => room.sandbox.workspaces.get(ACME)?.tags.get(tag.tagId)?.name);

describe('tagging', () => {
  test('puts a tag on the conversation as the teammate who clicked, and takes it off again', async () => {
    const { room, card, conversationId } = await openJo();
    const tags = await card.click('menu', { menu: 'tag' });
    expect(tags.text).toContain('# Tag this conversation');
    const found = await tags.click('tag:search', { 'tag:search': 'vip' });
    const tagged = await found.click(found.idOf('VIP'));
    expect(tagged.text).toContain('✅ Tagged VIP');
    expect(tagNames(room, conversationId)).toContain('VIP');
    expect(room.writes().at(-1)).toMatchObject({ body: { admin_id: BO } });
    const removed = await tagged.click(tagged.idOf('VIP'));
    expect(removed.text).toContain('✅ Removed tag VIP');
    expect(tagNames(room, conversationId)).not.toContain('VIP');
  });

  test('tags the contact instead when asked to', async () => {
    const { room, card, conversationId } = await openJo();
    const tags = await (await card.click('tag')).click('tag:target', { 'tag:target': 'tag:target:contact' });
    expect(tags.text).toContain('# Tag this contact');
    const found = await tags.click('tag:search', { 'tag:search': 'spam' });
    const tagged = await found.click(found.idOf('Spam'));
    expect(tagged.text).toContain('✅ Contact tagged Spam');
    expect(tagNames(room, conversationId)).not.toContain('Spam');
    expect(room.writes().at(-1)?.path).toMatch(/^\/contacts\/[^/]+\/tags$/);
  });

  test('offers recently used tags first', async () => {
    const { room, card, conversationId } = await openJo();
    const found = await (await card.click('tag')).click('tag:search', { 'tag:search': 'voicemail' });
    await found.click(found.idOf('Voicemail'));
    const another = room.conversationOf('Priya Raman');
    const tags = await (await room.open(another, { as: BO })).click('tag');
    const list = tags.canvas.content.components.filter((one) => one.type === 'list').at(-1);
    expect(list?.items[0]).toMatchObject({ title: 'Voicemail', subtitle: 'Recently used' });
    expect(tagNames(room, conversationId)).toContain('Voicemail');
  });

  test('makes a tag that does not exist yet, and puts it on', async () => {
    const { room, card, conversationId } = await openJo();
    const found = await (await card.click('tag')).click('tag:search', { 'tag:search': 'Zebra crossing' });
    const made = await found.click(found.idOf('Create tag “Zebra crossing”'), { 'tag:search': 'Zebra crossing' });
    expect(made.text).toContain('✅ Created Zebra crossing and tagged the conversation');
    expect(tagNames(room, conversationId)).toContain('Zebra crossing');
  });

  test('does not offer to make a tag that exists in another case', async () => {
    const { card } = await openJo();
    const found = await (await card.click('tag')).click('tag:search', { 'tag:search': 'vip' });
    expect(found.text).not.toContain('Create tag');
  });

  test.each([
    ['put on', 'tag:add:', '✅ Tagged VIP'],
    ['taken off', 'tag:remove:', '✅ Removed tag VIP'],
  ])('a tag that was %s without an answer is reported as it is', async (_what, command, sentence) => {
    const { room, card } = await openJo();
    const found = await (await card.click('tag')).click('tag:search', { 'tag:search': 'vip' });
    const tagId = found.idOf('VIP').split(':')[2] ?? '';
    if (command === 'tag:remove:') await found.click(`tag:add:${tagId}`);
    room.sandbox.faults = { serverError: { route: '* /conversations/*/tags*', afterEffect: true } };
    expect((await found.click(`${command}${tagId}`)).text).toContain(sentence);
  });

  test('pages through 200 tags', async () => {
    const { card } = await openJo();
    const first = await card.click('tag');
    const second = await first.click('tag:page:2');
    expect(second.text).toMatch(/Page 2 of \d+/);
    expect(second.text).not.toBe(first.text);
  });
});

describe('a note', () => {
  test('is written as the teammate who clicked, and only teammates can see it', async () => {
    const { room, card, conversationId } = await openJo();
    const before = notesIn(room, conversationId).length;
    const note = await card.click('note');
    expect(note.text).toContain('Written as Bo Lindqvist');
    const done = await note.click('note:save', { text: 'Called back.\nWants <b>20</b> seats.' });
    expect(done.text).toContain('✅ Note added as Bo Lindqvist');
    const notes = notesIn(room, conversationId);
    expect(notes).toHaveLength(before + 1);
    expect(notes.at(-1)?.bodyHtml).toContain('Called back.<br>Wants &lt;b&gt;20&lt;/b&gt; seats.');
    expect(notes.at(-1)?.author.id).toBe(BO);
    expect(room.writes().map((one) => one.body)).toEqual([
      { message_type: 'note', type: 'admin', admin_id: BO, body: expect.any(String) },
    ]);
  });

  test('clicked twice at once is written once, and both clicks say so', async () => {
    const { room, card, conversationId } = await openJo();
    const before = notesIn(room, conversationId).length;
    const body = (await card.click('note')).payload('note:save', { text: 'Once.' });
    const answers = await Promise.all([room.post('/canvas/submit', body), room.post('/canvas/submit', body)]);
    for (const answer of answers) expect(answer.body).toContain('✅ Note added');
    expect(notesIn(room, conversationId)).toHaveLength(before + 1);
  });

  test('replayed later is not written again', async () => {
    const { room, card, conversationId } = await openJo();
    const before = notesIn(room, conversationId).length;
    const body = (await card.click('note')).payload('note:save', { text: 'Once.' });
    await room.post('/canvas/submit', body);
    const replay = await room.post('/canvas/submit', body);
    expect(replay.body).toContain('✅ Note added');
    expect(notesIn(room, conversationId)).toHaveLength(before + 1);
  });

  test('with nothing in it is asked for, not sent', async () => {
    const { room, card } = await openJo();
    const again = await (await card.click('note')).click('note:save', { text: '  \n ' });
    expect(again.text).toContain('Write something first.');
    expect(room.writes()).toEqual([]);
  });

  test('that Intercom took but did not confirm is found and not written twice', async () => {
    const { room, card, conversationId } = await openJo();
    const before = notesIn(room, conversationId).length;
    const note = await card.click('note');
    room.sandbox.faults = { serverError: { route: 'POST /conversations/*', afterEffect: true } };
    const done = await note.click('note:save', { text: 'Lost answer.' });
    expect(done.text).toContain('✅ Note added');
    expect(notesIn(room, conversationId)).toHaveLength(before + 1);
  });

  test('whose answer stalls past its time is found and reported as written', async () => {
    const { room, card, conversationId } = await openJo({ deadlineMs: 1000 });
    const before = notesIn(room, conversationId).length;
    const note = await card.click('note');
    room.sandbox.faults = { stalledBody: { route: 'POST /conversations/*' } };
    const done = await note.click('note:save', { text: 'Stalled answer.' });
    expect(done.text).toContain('✅ Note added');
    expect(notesIn(room, conversationId)).toHaveLength(before + 1);
  });

  test('that nobody can tell about is reported as such, with what was written kept', async () => {
    const { room, card } = await openJo();
    const note = await card.click('note');
    room.sandbox.faults = { serverError: { route: '* /conversations/*', afterEffect: true } };
    const unknown = await note.click('note:save', { text: 'Who knows.' });
    expect(unknown.text).toContain('Look at the conversation before you try again');
    expect(unknown.text).toContain('Who knows.');
  });

  test('that failed may be sent again from the card it came back on', async () => {
    const { room, card, conversationId } = await openJo();
    const before = notesIn(room, conversationId).length;
    const note = await card.click('note');
    room.sandbox.faults = { serverError: { route: 'POST /conversations/*' } };
    const failed = await note.click('note:save', { text: 'Try again.' });
    expect(failed.text).toContain('Intercom has a problem right now. Nothing was changed.');
    expect(failed.text).toContain('Try again.');
    room.sandbox.faults = {};
    const done = await failed.click('note:save', { text: 'Try again.' });
    expect(done.text).toContain('✅ Note added');
    expect(notesIn(room, conversationId)).toHaveLength(before + 1);
  });

  test('is kept in its form when the connection is lost or the database is down', async () => {
    const { room, card } = await openJo();
    const body = (await card.click('note')).payload('note:save', { text: 'Not to be lost.' });
    const answers: string[] = [];
    room.sandbox.faults = { tokenRevoked: {} };
    answers.push((await room.post('/canvas/submit', body)).body);
    room.sandbox.faults = {};
    answers.push((await room.post('/canvas/submit', body)).body);
    await room.store.close();
    answers.push((await room.post('/canvas/submit', body)).body);
    const reasons = [/lost its connection/, /lost its connection/, /could not write down your click/];
    for (const [index, answer] of answers.entries()) {
      expect(answer).toMatch(reasons[index] ?? /never/);
      expect(answer).toContain('Not to be lost.');
    }
    expect(room.writes().filter((one) => one.status === 200)).toEqual([]);
  });

  test('is refused without knowing who wrote it', async () => {
    const { room, card } = await openJo();
    const { admin: _nobody, ...rest } = JSON.parse((await card.click('note')).payload('note:save', { text: 'Whose?' }));
    const answer = await room.post('/canvas/submit', JSON.stringify(rest));
    expect(answer.body).toContain('Intercom did not say who clicked');
    expect(room.writes()).toEqual([]);
  });
});

describe('assigning', () => {
  test('to a team, to a teammate, to oneself and to nobody', async () => {
    const { room, card, conversationId } = await openJo();
    const choose = await card.click('assign');
    const team = await choose.click(choose.idOf('Technical Support'));
    expect(team.text).toContain('✅ Assigned to Technical Support');
    expect(conversationIn(room, conversationId)).toMatchObject({ teamAssigneeId: '701003' });

    const searched = await team.click('assign:search', { 'assign:search': 'carmen' });
    const carmen = await searched.click(searched.idOf('Carmen Lindqvist'));
    expect(carmen.text).toContain('✅ Assigned to Carmen Lindqvist');
    expect(conversationIn(room, conversationId)).toMatchObject({ adminAssigneeId: '5010003' });

    const fresh = await card.click('assign');
    const me = await fresh.click(fresh.idOf('Assign to me'));
    expect(me.text).toContain('✅ Assigned to Bo Lindqvist');
    expect(conversationIn(room, conversationId)).toMatchObject({ adminAssigneeId: BO });

    const nobody = await me.click(me.idOf('Unassign'));
    expect(nobody.text).toContain('✅ Unassigned');
    expect(conversationIn(room, conversationId).adminAssigneeId).toBeUndefined();
    for (const write of room.writes()) expect(write.body).toMatchObject({ message_type: 'assignment', admin_id: BO });
  });

  test('shows who is away', async () => {
    const { room, card } = await openJo();
    const away = [...(room.sandbox.workspaces.get(ACME)?.admins.values() ?? [])].find((admin) => admin.awayModeEnabled);
    const found = await (await card.click('assign')).click('assign:search', { 'assign:search': away?.name ?? '' });
    expect(found.text).toMatch(/Teammate • Away/);
  });

  test('pages through 60 teammates', async () => {
    const { card } = await openJo();
    const last = await (await card.click('assign')).click('assign:page:7');
    expect(last.text).toContain('Page 7 of 7');
  });

  test('replayed leaves one assignment in the thread', async () => {
    const { room, card, conversationId } = await openJo();
    const before = conversationIn(room, conversationId).parts.length;
    const body = (await card.click('assign')).payload('assign:me');
    await Promise.all([room.post('/canvas/submit', body), room.post('/canvas/submit', body)]);
    await room.post('/canvas/submit', body);
    expect(conversationIn(room, conversationId).parts).toHaveLength(before + 1);
  });
});

describe('an action that fails says what happened and what to do', () => {
  const attempts = [
    ['tag', (card: OpenCard) => card.click('tag').then((tags) => tags.click('tag:add:8800001'))],
    ['note', (card: OpenCard) => card.click('note').then((note) => note.click('note:save', { text: 'x' }))],
    ['assign', (card: OpenCard) => card.click('assign').then((choose) => choose.click('assign:me'))],
  ] as const;

  test.each(attempts)('%s: Intercom takes no more requests', async (_name, attempt) => {
    const { room, card } = await openJo({ deadlineMs: 600 });
    room.sandbox.faults = { rateLimited: { route: 'POST /conversations/*/*' } };
    expect((await attempt(card)).text).toContain('Intercom is taking no more requests');
  });

  test.each(attempts)('%s: the connection is dead', async (_name, attempt) => {
    const { room, card } = await openJo();
    room.sandbox.faults = { tokenRevoked: {} };
    expect((await attempt(card)).text).toMatch(/Reconnect Callcard|lost its connection/);
  });

  test.each([
    ['note:save', { text: 'x' }],
    ['assign:me', {}],
  ])('%s: the conversation is gone', async (componentId, inputValues) => {
    const { room, card } = await openJo();
    const body = JSON.parse(card.payload(componentId, inputValues));
    body.conversation.id = '1';
    const answer = await room.post('/canvas/submit', JSON.stringify(body));
    expect(answer.body).toContain('This conversation is no longer there');
  });

  test('the database cannot write the click down: nothing is sent', async () => {
    const { room, card } = await openJo();
    const body = (await card.click('note')).payload('note:save', { text: 'x' });
    await room.store.close();
    const answer = await room.post('/canvas/submit', body);
    expect(answer.status).toBe(200);
    expect(room.writes()).toEqual([]);
  });
});

describe('looking closer', () => {
  test('a call shows who, when, how long, how it ended and what was said', async () => {
    const { card } = await openJo();
    const call = await card.click(card.idOf('Inbound call, answered'));
    expect(withoutReferences(call.text)).toMatchInlineSnapshot(`
      "# Inbound call, answered
      Answered by Bo Lindqvist · waited 12 s · talked 2 min 35 s
      ~ 3 billable minutes, waiting included.
      Started     Dec 26, 2025 at 1:05PM
      Answered    Dec 26, 2025 at 1:05PM
      Ended       Dec 26, 2025 at 1:07PM
      Teammate    Bo Lindqvist
      Phone       +1 415 555 0100, United States
      Recording   Yes
      Transcript  Yes
      What happened
      1:05:00PM  The call began
      1:05:12PM  Bo Lindqvist clicked Answer
      1:07:47PM  The call ended: answered
      Transcript
      Teammate 1: Hello, Acme Support, Bo speaking. How can I help?
      User: Hi Bo, this is Jo from Lumen Labs. Did the corrected invoice go out?
      Teammate 1: It did, on Monday. Let me send it again to your billing address.
      User: Great, I have it now. Thank you!
      [ Listen to the recording ] link -> https://callcard.test/calls/(sealed)/recording
      [ Whole transcript ] link -> https://callcard.test/calls/(sealed)/transcript.txt
      [ Transcript as JSON ] link -> https://callcard.test/calls/(sealed)/transcript.json
      [ All calls of this contact ] link {calls}
      [ Open conversation ] link -> https://app.intercom.com/a/inbox/acmeus1/inbox/conversation/215470000000107
      ----------------------------------------
      [ Refresh ] link {call:open:3822001}
      [ Back ] link {home}"
    `);
  });

  test('a Fin Voice record shows what Fin understood', async () => {
    const room = await openRoom();
    const card = await room.open(room.conversationOf('Tomás Rivera', 'phone_call'));
    const fin = await card.click(card.idOf('Fin Voice: resolved (confirmed)'));
    expect(fin.text).toMatchInlineSnapshot(`
      "# Fin Voice: resolved (confirmed)
      Status  resolved (confirmed)
      Intent  Update payment method
      Summary
      Caller wanted to change an expired payment card; Fin explained where and the caller confirmed it worked.
      Transcript
      Fin: Hello, this is Fin, the AI agent of Acme. What can I do for you?
      User: My card expired. Where do I change it?
      Fin: Open Settings, then Billing, then Payment method.
      User: Done, that worked.
      [ Show the call ] {call:open:3822010}
      ----------------------------------------
      [ Refresh ] link {fin:open:12002}
      [ Back ] link {home}"
    `);
  });

  test('more conversations are listed newest first, each with a link', async () => {
    const { card } = await openJo();
    const history = await card.click('history');
    expect(history.text).toMatchInlineSnapshot(`
      "# Other conversations
      > Call with Jo Vance -> https://app.intercom.com/a/inbox/acmeus1/inbox/conversation/215470000000115
          Open · Phone Support • Jan 8, 2026 at 1:03PM
      > Can I add 20 seats before the renewal,… -> https://app.intercom.com/a/inbox/acmeus1/inbox/conversation/215470000000102
          Open · Billing • Jan 8, 2026 at 12:20PM
      > Invoice question -> https://app.intercom.com/a/inbox/acmeus1/inbox/conversation/215470000000101
          Closed · Bo Lindqvist • Dec 19, 2025 at 3:29AM
      ----------------------------------------
      [ Refresh ] link {history:fresh}
      [ Back ] link {home}"
    `);
  });

  test('every view leads back to the first card', async () => {
    const { card } = await openJo();
    for (const id of ['tag', 'note', 'assign', 'history', 'calls']) {
      const view = await card.click(id);
      expect((await view.click(view.idOf('Back'))).text).toBe(card.text);
    }
  });
});

test('no token or secret is ever logged', async () => {
  const { room, card } = await openJo();
  await (await card.click('note')).click('note:save', { text: 'confidential words' });
  room.sandbox.faults = { tokenRevoked: {} };
  await card.click('refresh');
  await room.post('/canvas/submit', '{}', { secret: 'wrong' });
  const logged = room.logged();
  expect(logged.length).toBeGreaterThan(500);
  for (const token of room.sandbox.installs.tokens.keys()) expect(logged).not.toContain(token);
  expect(logged).not.toContain('test-client-secret');
  expect(logged).not.toContain('confidential words');
  expect(logged).not.toContain('jo.vance@');
});
