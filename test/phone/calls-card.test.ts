import { describe, expect, test } from 'vitest';
import { addPhoneCall } from '../../sandbox/data/phone-calls.ts';
import { addConversation, startStory } from '../../sandbox/data/story.ts';
import { ACME, NOW_MS, openRoom, type Room } from '../card/room.ts';
import { conversationsOf } from './phone-stories.ts';

function storyOf(room: Room, contactName: string) {
  const workspace = room.sandbox.workspaces.get(ACME);
  const contact = [...(workspace?.contacts.values() ?? [])].find(({ name }) => name === contactName);
  if (workspace === undefined || contact === undefined) throw new Error(`no ${contactName}`);
  return { story: startStory(workspace, NOW_MS), contact };
}

/** Lets a contact call so many more times, some days ago, each in a conversation of its own. */
function letCall(room: Room, contactName: string, times: number, daysAgo = 20): void {
  const { story, contact } = storyOf(room, contactName);
  for (let nth = 0; nth < times; nth += 1) {
    const startedMinutesAgo = (daysAgo + nth) * 24 * 60;
    addPhoneCall(story, contact, { outcome: 'answered', talkSeconds: 60, adminId: '5010002' }, { startedMinutesAgo });
  }
}

describe('the list of calls', () => {
  test('has those of the conversation first, then the contact’s others, each newest first', async () => {
    const room = await openRoom();
    const [, abandoned] = conversationsOf(room, 'Nina Kowalska');
    const calls = await (await room.open(abandoned?.id ?? '')).click('calls');
    expect(calls.text).toMatchInlineSnapshot(`
      "# Calls
      In this conversation
      > Inbound call, abandoned by the caller {call:open:3822019}
          Jan 4, 2026 at 1:05PM
      In other conversations of the contact
      > Inbound call, declined {call:open:3822020}
          Jan 6, 2026 at 1:05PM • Carmen Lindqvist
      > Inbound call, deflected {call:open:3822018}
          Jan 2, 2026 at 1:05PM
      ----------------------------------------
      [ Refresh ] link {calls:fresh}
      [ Back ] link {home}"
    `);
  });

  test('asks Intercom for twenty conversations at once', async () => {
    const room = await openRoom();
    letCall(room, 'Nina Kowalska', 30);
    const [deflected] = conversationsOf(room, 'Yusuf Aydin');
    const [nina] = conversationsOf(room, 'Nina Kowalska');
    await room.open(deflected?.id ?? '');
    const card = await room.open(nina?.id ?? '');
    room.sandbox.requests.length = 0;
    await card.click('calls');
    const searches = room.sandbox.requests.filter(({ path }) => path === '/calls/search');
    expect(searches).toHaveLength(2);
    expect(room.sandbox.requests.length).toBeLessThanOrEqual(4);
  });

  test('is paged, and Refresh and More stay in it', async () => {
    const room = await openRoom();
    letCall(room, 'Nina Kowalska', 22);
    const [nina] = conversationsOf(room, 'Nina Kowalska').slice(-1);
    const first = await (await room.open(nina?.id ?? '')).click('calls');
    expect(first.text).toContain('Page 1 of 3');
    const rows = new Set<string>();
    let page = first;
    for (;;) {
      for (const one of page.canvas.content.components) {
        if (one.type === 'list') for (const { id } of one.items) rows.add(id);
      }
      if (!page.text.includes('[ More ]')) break;
      page = await page.click(page.idOf('More'));
    }
    expect(rows.size).toBe(25);
    expect((await page.click(page.idOf('Refresh'))).text).toContain('Page 1 of 3');
  });

  test('says so when the others cannot be told, and never that there are none', async () => {
    const room = await openRoom();
    const [, abandoned] = conversationsOf(room, 'Nina Kowalska');
    const card = await room.open(abandoned?.id ?? '');
    room.sandbox.faults = { serverError: { route: 'POST /calls/*' } };
    const { text } = await card.click('calls');
    expect(text).toContain('Calls in other conversations: not known, Intercom has a problem.');
    expect(text).not.toContain('No calls in other conversations');
  });

  test('of somebody who never called elsewhere says that, too', async () => {
    const room = await openRoom();
    const [omar] = conversationsOf(room, 'Yusuf Aydin');
    const { text } = await (await room.open(omar?.id ?? '')).click('calls');
    expect(text).toContain('No calls in other conversations of the contact');
  });

  test('of more conversations than it goes through says that there may be more', async () => {
    const room = await openRoom();
    letCall(room, 'Nina Kowalska', 70);
    const [nina] = conversationsOf(room, 'Nina Kowalska').slice(-1);
    const first = await (await room.open(nina?.id ?? '')).click('calls');
    const pages = /Page 1 of (\d+)/.exec(first.text)?.[1];
    expect((await first.click(`calls:page:${pages}`)).text).toContain('There may be more calls than these.');
  });

  test('of somebody with more conversations than Intercom lists at once says so too', async () => {
    const room = await openRoom();
    const { story, contact } = storyOf(room, 'Yusuf Aydin');
    for (let nth = 0; nth < 160; nth += 1) {
      addConversation(story, { contacts: [contact], source: 'email', startedMinutesAgo: (20 + nth) * 24 * 60 });
    }
    const [conversation] = conversationsOf(room, 'Yusuf Aydin');
    const { text } = await (await room.open(conversation?.id ?? '')).click('calls');
    expect(text).toContain('There may be more calls than these.');
    expect(text).not.toContain('No calls in other conversations');
  });
});
