import { describe, expect, test } from 'vitest';
import type { HandedCall } from '../../db/caller-ports.ts';
import { byTeammate } from '../../sandbox/state/admin.ts';
import { appendPart } from '../../sandbox/state/conversation.ts';
import { ACME, NOW_MS, openRoom, type Room } from '../card/room.ts';
import { conversationsOf } from './phone-stories.ts';

const PRIYA = '+14155550111';
const MINUTE_MS = 60_000;

/** A call of a number was handed to Fin some minutes ago, and stands so. */
async function handOver(
  room: Room,
  phoneE164: string,
  fields: Partial<HandedCall> = {},
  minutesAgo = 3,
): Promise<void> {
  const externalCallId = 'aws-1';
  const job = { workspaceId: ACME, jobId: 'hand', kind: 'test', orderingKey: 'hand', payload: '{}', runAtMs: NOW_MS };
  const acceptedAtMs = NOW_MS - minutesAgo * MINUTE_MS;
  await room.store.handedCalls.accept(
    { workspaceId: ACME, externalCallId, source: 'aws_connect', phoneE164, acceptedAtMs },
    job,
  );
  await room.store.handedCalls.update({ workspaceId: ACME, externalCallId }, fields);
}

const priya = (room: Room) => conversationsOf(room, 'Priya Raman').at(-1)?.id ?? '';

function inAcme(room: Room) {
  const workspace = room.sandbox.workspaces.get(ACME);
  if (workspace === undefined) throw new Error('no workspace');
  return workspace;
}

describe('a call that was handed to Fin', () => {
  test('and that Fin has not taken is on the caller’s first card, since when, in words', async () => {
    const room = await openRoom();
    await handOver(room, PRIYA, { state: 'registered', registeredAtMs: NOW_MS - 2 * MINUTE_MS });
    const card = await room.open(priya(room));
    expect(card.text).toContain('> Handed to Fin, nothing yet {fin:handed:aws-1}');
    expect(card.text).toContain('Jan 8, 2026 at 1:02PM');
    expect(card.text).not.toContain('Not a Fin Voice call');
    const fin = await card.click('fin:handed:aws-1');
    expect(fin.text).toMatchInlineSnapshot(`
      "# Handed to Fin, nothing yet
      From         Amazon Connect
      Handed over  Jan 8, 2026 at 1:02PM
      Registered   Jan 8, 2026 at 1:03PM
      ~ Intercom shows a call only once Fin has taken it. Press Refresh to look again.
      ----------------------------------------
      [ Refresh ] link {fin:handed:aws-1}
      [ Back ] link {home}"
    `);
  });

  test.each<[string, Partial<HandedCall>, string[]]>([
    ['is being handed over', { state: 'accepted' }, ['Being handed to Fin']],
    [
      'was never registered',
      { state: 'failed' },
      ['Could not be handed to Fin', 'Intercom did not register this call.'],
    ],
    [
      'was registered, and given up',
      { state: 'failed', registeredAtMs: NOW_MS, status: 'registered' },
      ['Handed to Fin, nothing heard', 'Intercom never showed that Fin took this call.'],
    ],
  ])('and that %s says so', async (_, fields, [title = '', ...others]) => {
    const room = await openRoom();
    await handOver(room, PRIYA, fields);
    const card = await room.open(priya(room));
    expect(card.text).toContain(title);
    const { text } = await card.click('fin:handed:aws-1');
    for (const words of [title, ...others]) expect(text).toContain(words);
  });

  test('and whose end was never told is not said to be none that Fin had', async () => {
    const room = await openRoom();
    const matched = { registeredAtMs: NOW_MS, status: 'in-progress', conversationId: 'v1' };
    await handOver(room, PRIYA, { state: 'failed', ...matched });
    const { text } = await (await room.open(priya(room))).click('fin:handed:aws-1');
    expect(text).toContain('Handed to Fin, end not told');
    expect(text).toContain('Fin took this call, and Intercom never told its end.');
    expect(text).not.toContain('Could not be handed');
  });

  test('some hours ago, or of another number, is not', async () => {
    const room = await openRoom();
    await handOver(room, PRIYA, { state: 'registered' }, 180);
    expect((await room.open(priya(room))).text).toContain('Not a Fin Voice call');
    expect((await room.open(room.conversationOf('Jo Vance', 'phone_call'))).text).not.toContain('Handed to Fin');
  });

  test('shows on a card that was drawn before, as soon as it is handed over, and asks Intercom nothing', async () => {
    const room = await openRoom();
    await room.open(priya(room));
    await room.open(priya(room));
    await handOver(room, PRIYA, { state: 'registered' });
    room.sandbox.requests.length = 0;
    expect((await room.open(priya(room))).text).toContain('Handed to Fin, nothing yet');
    expect(room.sandbox.requests.filter(({ path }) => path !== '/calls/search')).toEqual([]);
  });

  test('that nobody knows of any more is said to be gone', async () => {
    const room = await openRoom();
    const card = await room.open(priya(room));
    expect((await card.click('fin:handed:nobody')).text).toContain('This Fin Voice record is no longer there.');
  });
});

describe('the card of a Fin Voice record', () => {
  test('tells how the call was handed over', async () => {
    const room = await openRoom();
    const conversation = conversationsOf(room, 'Tomás Rivera').at(-1);
    const card = await room.open(conversation?.id ?? '');
    await room.store.handedCalls.accept(
      {
        ...{ workspaceId: ACME, externalCallId: 'five9-88410023', source: 'five9' },
        ...{ phoneE164: '+15125550166', acceptedAtMs: NOW_MS - 5 * 60 * MINUTE_MS },
      },
      { workspaceId: ACME, jobId: 'hand', kind: 'test', orderingKey: 'hand', payload: '{}', runAtMs: NOW_MS },
    );
    const { text } = await card.click(card.idOf('Fin Voice: resolved (confirmed)'));
    expect(text).toMatch(/From +Five9/);
    expect(text).toMatch(/Handed over +Jan 8, 2026 at 8:05AM/);
  });

  test('says who took over from Fin, once somebody did', async () => {
    const room = await openRoom();
    const conversation = conversationsOf(room, 'Aiko Tanaka').at(-1);
    const card = await room.open(conversation?.id ?? '');
    const id = card.idOf('Fin Voice: escalated to a teammate');
    expect((await card.click(id)).text).not.toContain('after Fin');
    const workspace = inAcme(room);
    const bo = workspace.admins.get('5010002');
    if (bo === undefined || conversation === undefined) throw new Error('no Bo');
    const part = { author: byTeammate(bo), partType: 'comment', bodyHtml: '<p>Hi</p>', assignedTo: undefined };
    appendPart(workspace, conversation, { ...part, createdAtMs: NOW_MS - 60 * MINUTE_MS }, NOW_MS);
    expect((await card.click(id)).text).toContain('Bo Lindqvist replied first after Fin, Jan 8, 2026 at 12:05PM.');
  });

  test('reads the conversation only where Fin left it to the team', async () => {
    const room = await openRoom();
    const card = await room.open(conversationsOf(room, 'Tomás Rivera').at(-1)?.id ?? '');
    room.sandbox.requests.length = 0;
    await card.click(card.idOf('Fin Voice: resolved (confirmed)'));
    expect(room.sandbox.requests.map(({ path }) => path)).not.toContainEqual(expect.stringMatching(/^\/conversations/));
  });

  test('says so when who took over cannot be told, and shows the rest', async () => {
    const room = await openRoom();
    const card = await room.open(conversationsOf(room, 'Aiko Tanaka').at(-1)?.id ?? '');
    room.sandbox.faults = { serverError: { route: 'GET /conversations/*' } };
    const { text } = await card.click(card.idOf('Fin Voice: escalated to a teammate'));
    expect(text).toContain('Who took over: not known, Intercom has a problem. Refresh to try again.');
    expect(text).toContain('Duplicate deliveries');
  });

  test.each([
    ['abandoned', 'Fin Voice: caller hung up'],
    ['procedure_handoff', 'Fin Voice: handed off by a procedure'],
    ['routed_to_team', 'Fin Voice: routed to the team'],
    ['handed_to_the_moon', 'Fin Voice: handed_to_the_moon'],
  ])('has the same words for %s as the first card', async (status, words) => {
    const room = await openRoom();
    const conversation = conversationsOf(room, 'Tomás Rivera').at(-1);
    for (const record of inAcme(room).finVoiceCalls.values()) {
      if (record.conversationId === conversation?.id) record.status = status;
    }
    const card = await room.open(conversation?.id ?? '');
    expect(card.text).toContain(words);
    expect((await card.click(card.idOf(words))).text).toContain(`# ${words}`);
  });

  test('shows the first lines of a long transcript, and the others on a click', async () => {
    const room = await openRoom();
    const conversation = conversationsOf(room, 'Tomás Rivera').at(-1);
    for (const record of inAcme(room).finVoiceCalls.values()) {
      if (record.conversationId !== conversation?.id) continue;
      record.transcript = Array.from({ length: 30 }, (_, nth) => ({
        atSeconds: nth,
        speaker: 'Fin',
        text: `Line ${nth}`,
      }));
    }
    const card = await room.open(conversation?.id ?? '');
    const fin = await card.click(card.idOf('Fin Voice: resolved (confirmed)'));
    expect(fin.text).toContain('Line 7');
    expect(fin.text).not.toContain('Line 8');
    const whole = await fin.click(fin.idOf('Show 22 more lines'));
    expect(whole.text).toContain('Line 29');
    expect((await whole.click(whole.idOf('Refresh'))).text).toContain('Line 29');
  });
});
