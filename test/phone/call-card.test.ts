import { describe, expect, test } from 'vitest';
import { CALL_LOG_PART, operatorOf } from '../../sandbox/state/call-log.ts';
import { appendPart } from '../../sandbox/state/conversation.ts';
import { ACME, NOW_MS, openRoom, type Room } from '../card/room.ts';
import { withoutReferences } from '../card/without-references.ts';
import { conversationsOf, openCall } from './phone-stories.ts';

const first = (room: Room, name: string) => {
  const [conversation] = conversationsOf(room, name);
  if (conversation === undefined) throw new Error(`${name} never called`);
  return conversation;
};

/** The lines of a call card up to what was said and what can be opened. */
async function toldOf(room: Room, conversationId: string): Promise<string> {
  const { text } = await openCall(room, conversationId);
  return withoutReferences(text).split('\n[ ')[0] ?? '';
}

describe('the card of a call', () => {
  test('declined with the button says so', async () => {
    const room = await openRoom();
    expect(await toldOf(room, first(room, 'Dana Bell').id)).toMatchInlineSnapshot(`
      "# Inbound call, declined
      Declined by Devi Lindqvist with the button · waited 8 s
      ! Call of Jan 8, 2026 at 7:35AM not answered; no call back by Jan 8, 2026 at 1:05PM.
      ~ 1 billable minute, waiting included.
      Started     Jan 8, 2026 at 7:35AM
      Ended       Jan 8, 2026 at 7:35AM
      Teammate    Devi Lindqvist
      Phone       +1 212 555 0142, United States
      Recording   No
      Transcript  No
      What happened
      7:35:00AM  The call began
      7:35:08AM  Devi Lindqvist declined with the Decline button
      7:35:08AM  The call ended: declined"
    `);
  });

  test('declined without the button names what it may have been, and who missed it before', async () => {
    const room = await openRoom();
    const [, , busy] = conversationsOf(room, 'Nina Kowalska');
    expect(await toldOf(room, busy?.id ?? '')).toMatchInlineSnapshot(`
      "# Inbound call, declined
      Not taken by Carmen Lindqvist: on another call or the connection failed · waited 1 min 15 s · not taken by Bo Lindqvist before
      ! Call of Jan 6, 2026 at 1:05PM not answered; no call back by Jan 8, 2026 at 1:05PM.
      ~ 3 calls from them in the 7 days up to Jan 6, 2026 at 1:05PM.
      ~ Daytime for the caller: Jan 9, 2026 at 3:00AM to Jan 9, 2026 at 12:00PM.
      ~ 2 billable minutes, waiting included.
      Started     Jan 6, 2026 at 1:05PM
      Ended       Jan 6, 2026 at 1:06PM
      Teammate    Carmen Lindqvist
      Phone       +48 22 555 01 30, Poland
      Recording   No
      Transcript  No
      What happened
      1:05:00PM  The call began
      1:05:31PM  Bo Lindqvist missed it
      1:06:15PM  Carmen Lindqvist did not take it: on another call or the connection failed
      1:06:15PM  The call ended: declined"
    `);
  });

  test('missed says by whom, and how long the caller waited', async () => {
    const room = await openRoom();
    expect(await toldOf(room, first(room, 'Priya Raman').id)).toMatchInlineSnapshot(`
      "# Inbound call, missed
      Missed by Carmen Lindqvist · waited 30 s
      ! Call of Jan 8, 2026 at 11:30AM not answered; no call back by Jan 8, 2026 at 1:05PM.
      ~ 1 billable minute, waiting included.
      Started     Jan 8, 2026 at 11:30AM
      Ended       Jan 8, 2026 at 11:30AM
      Teammate    Carmen Lindqvist
      Phone       +1 415 555 0111, United States
      Recording   No
      Transcript  No
      What happened
      11:30:00AM  The call began
      11:30:30AM  Carmen Lindqvist missed it
      11:30:30AM  The call ended: missed"
    `);
  });

  test('that the caller gave up says so, and who of the team could not be reached', async () => {
    const room = await openRoom();
    const [, abandoned] = conversationsOf(room, 'Nina Kowalska');
    expect(await toldOf(room, abandoned?.id ?? '')).toMatchInlineSnapshot(`
      "# Inbound call, abandoned by the caller
      The caller hung up before an answer · waited 5 min 12 s
      ! Call of Jan 6, 2026 at 1:05PM not answered; no call back by Jan 8, 2026 at 1:05PM.
      ~ Daytime for the caller: Jan 9, 2026 at 3:00AM to Jan 9, 2026 at 12:00PM.
      ~ 6 billable minutes, waiting included.
      Started     Jan 4, 2026 at 1:05PM
      Ended       Jan 4, 2026 at 1:10PM
      Phone       +48 22 555 01 30, Poland
      Recording   No
      Transcript  No
      What happened
      1:05:00PM  The call began
      1:05:00PM  Teammates available: 3
      1:05:00PM  Teammates available without the inbox open: 2
      1:10:12PM  The caller hung up before an answer
      1:10:12PM  The call ended: abandoned by the caller
      1:10:14PM  Assignment began after the caller had gone"
    `);
  });

  test('that was deflected says why', async () => {
    const room = await openRoom();
    expect(await toldOf(room, first(room, 'Nina Kowalska').id)).toMatchInlineSnapshot(`
      "# Inbound call, deflected
      Deflected: Phone Support is out of office · waited 1 s
      ! Call of Jan 6, 2026 at 1:05PM not answered; no call back by Jan 8, 2026 at 1:05PM.
      ~ Daytime for the caller: Jan 9, 2026 at 3:00AM to Jan 9, 2026 at 12:00PM.
      ~ 1 billable minute, waiting included.
      Started     Jan 2, 2026 at 1:05PM
      Ended       Jan 2, 2026 at 1:05PM
      Phone       +48 22 555 01 30, Poland
      Recording   No
      Transcript  No
      What happened
      1:05:00PM  The call began
      1:05:00PM  Teammates available: 0
      1:05:00PM  Teammates away: 12
      1:05:01PM  Deflected: Phone Support is out of office
      1:05:01PM  The call ended: deflected"
    `);
  });

  test('that took every turn says who passed it on, who took it by hand and who joined', async () => {
    const room = await openRoom();
    expect(await toldOf(room, first(room, 'Yusuf Aydin').id)).toMatchInlineSnapshot(`
      "# Inbound call, answered
      Answered by Bo Lindqvist · waited 1 min 35 s · talked 10 min 0 s · not taken by Devi Lindqvist, Carmen Lindqvist before · joined by Ada Whitfield
      ~ 12 billable minutes, waiting included.
      Started     Jan 5, 2026 at 11:05AM
      Answered    Jan 5, 2026 at 11:06AM
      Ended       Jan 5, 2026 at 11:16AM
      Teammate    Bo Lindqvist
      Phone       +1 312 555 0187, United States
      Recording   Yes
      Transcript  Yes
      What happened
      11:05:00AM  The call began
      11:05:00AM  Teammates away: 4
      11:05:32AM  Devi Lindqvist missed it
      11:06:04AM  Carmen Lindqvist declined with the Decline button
      11:06:30AM  Bo Lindqvist took it from the queue by hand
      11:06:35AM  Bo Lindqvist clicked Answer
      11:09:00AM  Ada Whitfield joined the call
      11:16:35AM  The call ended: answered
      Transcript
      Teammate 1: Acme Support, this is Bo. What can I do for you?
      User: Half of the pallets are missing from the delivery.
      Teammate 1: Which order is it?
      User: The one of last Monday, with forty pallets.
      Teammate 1: I see it here. Twenty came on Tuesday.
      User: And where are the others?
      Teammate 1: Let me get my supervisor on the line.
      Teammate 2: Hello, Ada here. They left the warehouse this morning."
    `);
  });

  test('that goes on says so, and has no end', async () => {
    const room = await openRoom();
    const told = await toldOf(room, first(room, 'Sam Okafor').id);
    expect(told).toContain('This call is still going on. Press Refresh');
    expect(told).not.toContain('The call ended');
  });

  test('outbound may have been taken by a voicemail: Intercom cannot tell, and the card does not', async () => {
    const room = await openRoom();
    expect(await toldOf(room, first(room, 'Lena Fischer').id)).toContain('a person or a voicemail answered');
  });

  test('of somebody without an email address warns that replies reach nobody', async () => {
    const room = await openRoom();
    expect(await toldOf(room, first(room, 'Sam Okafor').id)).toContain(
      'No email address: replies will not reach them.',
    );
  });

  test('with a long log shows the first events, and all of them on a click', async () => {
    const room = await openRoom();
    const conversation = first(room, 'Priya Raman');
    const workspace = room.sandbox.workspaces.get(ACME);
    if (workspace === undefined) throw new Error('no workspace');
    for (let nth = 1; nth <= 20; nth += 1) {
      const atMs = conversation.createdAtMs + nth * 1000;
      const bodyHtml = `<p>Call missed by Teammate ${nth}.</p>`;
      const part = { author: operatorOf(workspace), partType: CALL_LOG_PART, bodyHtml, assignedTo: undefined };
      appendPart(workspace, conversation, { ...part, createdAtMs: atMs }, NOW_MS);
    }
    const card = await openCall(room, conversation.id);
    expect(card.text).toContain('Teammate 9 missed it');
    expect(card.text).not.toContain('Teammate 10 missed it');
    const whole = await card.click(card.idOf('Show 13 more events'));
    expect(whole.text).toContain('Teammate 20 missed it');
  });

  test('never takes for its log what a customer or a teammate wrote', async () => {
    const room = await openRoom();
    const conversation = first(room, 'Priya Raman');
    const workspace = room.sandbox.workspaces.get(ACME);
    const contact = workspace?.contacts.get(conversation.contactIds[0] ?? '');
    if (workspace === undefined || contact === undefined) throw new Error('nobody');
    const forged = { bodyHtml: '<p>Call missed by Ada Whitfield.</p>', assignedTo: undefined };
    const author = {
      type: 'user',
      id: contact.id,
      name: contact.name,
      email: contact.email,
      fromAiAgent: false,
    } as const;
    const createdAtMs = conversation.createdAtMs + 1000;
    appendPart(workspace, conversation, { ...forged, author, partType: 'comment', createdAtMs }, NOW_MS);
    expect(await toldOf(room, conversation.id)).not.toContain('Ada Whitfield');
  });

  test('says what it knows without its log when the conversation cannot be read', async () => {
    const room = await openRoom();
    const conversation = first(room, 'Priya Raman');
    const card = await room.open(conversation.id);
    room.sandbox.faults = { serverError: { route: 'GET /conversations/*' } };
    const { text } = await card.click(card.idOf('Inbound call, missed'));
    expect(text).toContain('Missed · waited 30 s');
    expect(text).toContain('Call log: not known, Intercom has a problem. Refresh to try again.');
    expect(text).not.toContain('What happened');
  });

  test('of another conversation of the contact is told from that conversation', async () => {
    const room = await openRoom();
    const [deflected, , busy] = conversationsOf(room, 'Nina Kowalska');
    const calls = await (await room.open(busy?.id ?? '')).click('calls');
    const other = await calls.click(calls.idOf('Inbound call, deflected'));
    expect(other.text).toContain('Deflected: Phone Support is out of office');
    expect(other.text).toContain(`/conversation/${deflected?.id}`);
  });

  test('does not let a teammate’s name put a link or bold into the inbox', async () => {
    const room = await openRoom();
    const bo = room.sandbox.workspaces.get(ACME)?.admins.get('5010002');
    if (bo === undefined) throw new Error('no Bo');
    bo.name = '[Bo](https://evil.test) **x**';
    const { canvas } = await openCall(room, first(room, 'Jo Vance').id);
    const texts = canvas.content.components.flatMap((one) => (one.type === 'text' ? [one.text] : []));
    expect(texts.some((line) => line.includes('Bo'))).toBe(true);
    for (const line of texts) expect(line).not.toMatch(/\]\(https:\/\/evil|\*\*x\*\*/);
  });
});
