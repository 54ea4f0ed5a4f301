import { describe, expect, test } from 'vitest';
import { jobHandlers } from '../../server/jobs/handlers.ts';
import { createWorker } from '../../server/jobs/worker.ts';
import { NOW_MS, openRoom, type Room, type RoomOptions } from '../card/room.ts';
import { conversationsOf } from './phone-stories.ts';

async function openMovingRoom(options: RoomOptions = {}) {
  const time = { nowMs: NOW_MS };
  return { room: await openRoom({ ...options, clock: () => time.nowMs }), time };
}

/** Carries out what cards left to be done. */
async function workThrough(room: Room): Promise<void> {
  const worker = createWorker({ deps: room.deps, handlers: jobHandlers });
  await worker.runUntilIdle();
  await worker.stop();
}

const newestOf = (room: Room, name: string) => conversationsOf(room, name).at(-1)?.id ?? '';
const asked = (room: Room) => room.sandbox.requests.map(({ method, path }) => `${method} ${path}`);

describe('what is worth knowing', () => {
  test('of a caller nobody called back is on the first card, from no more than what it asks for anyway', async () => {
    const { room } = await openMovingRoom();
    const conversationId = newestOf(room, 'Nina Kowalska');
    room.sandbox.requests.length = 0;
    const cold = await room.open(conversationId);
    // The last conversation is a team’s.
    expect(asked(room).filter((one) => one !== 'GET /teams')).toHaveLength(6);
    // None of the contact's other conversations changed since.
    expect(cold.text).toContain('no call back');
    room.sandbox.requests.length = 0;
    await workThrough(room);
    expect(asked(room)).toEqual(['POST /calls/search']);
    room.sandbox.requests.length = 0;
    const warm = await room.open(conversationId);
    expect(asked(room)).toEqual([]);
    expect(warm.text).toMatchInlineSnapshot(`
      "# Nina Kowalska <https://app.intercom.com/a/apps/acmeus1/users/66a1f000064259c8d9000016/all-conversations>
      ~ User
      Phone  +48 22 555 01 30, Poland
      Email  nina@kowalska-druk.example
      > Call with Nina Kowalska -> https://app.intercom.com/a/inbox/acmeus1/inbox/conversation/215470000000125
          Open · Phone Support • Jan 4, 2026 at 1:10PM
      > 1 more conversation {history}
      > Inbound call, declined {call:open:3822020}
          Jan 6, 2026 at 1:05PM • Carmen Lindqvist
      ! Call of Jan 6, 2026 at 1:05PM not answered; no call back by Jan 8, 2026 at 1:05PM.
      ~ Not a Fin Voice call.
      [ Tag | Note | Assign | Refresh ] {menu} submits"
    `);
  });

  test('is said only of what the caller did before, whichever of their conversations is open', async () => {
    const { room } = await openMovingRoom();
    const [oldest] = conversationsOf(room, 'Nina Kowalska');
    // What became of the later calls, nobody can tell yet.
    expect((await room.open(oldest?.id ?? '')).text).not.toContain('no call back');
    await workThrough(room);
    const { text } = await room.open(oldest?.id ?? '');
    expect(text).toContain('Call of Jan 6, 2026 at 1:05PM not answered');
    expect(text).not.toContain('calls from them');
  });

  test('goes with the hour of the day that it is about', async () => {
    const { room, time } = await openMovingRoom();
    const conversationId = newestOf(room, 'Lena Fischer');
    const lines = async () => (await room.open(conversationId)).text;
    await room.open(conversationId);
    await room.store.mirrors.update({ workspaceId: 'acmeus1', epoch: 1 }, { agreedAtMs: time.nowMs });
    expect(await lines()).toContain('Daytime for the caller: Jan 9, 2026 at 3:00AM');
    time.nowMs = Date.UTC(2026, 0, 9, 8, 0);
    await room.store.mirrors.update({ workspaceId: 'acmeus1', epoch: 1 }, { agreedAtMs: time.nowMs });
    expect(await lines()).toContain('Daytime for the caller until Jan 9, 2026 at 12:00PM.');
  });

  test('is left out where the card says it anyway, and beside what is no call', async () => {
    const { room } = await openMovingRoom();
    const sam = await room.open(newestOf(room, 'Sam Okafor'));
    expect(sam.text.match(/No email address/g)).toHaveLength(1);
    const mail = await room.open(room.conversationOf('Jo Vance', 'email'));
    expect(mail.text).not.toContain('Daytime');
  });
});

describe('the calls of a contact', () => {
  test('are not asked for in vain: one job for each contact, and none where all are known', async () => {
    const { room } = await openMovingRoom();
    const conversationId = newestOf(room, 'Nina Kowalska');
    await room.open(conversationId);
    await room.open(conversationId);
    const counts = (await room.store.jobs.counts()).filter(({ kind }) => kind === 'learn-contact-calls');
    expect(counts.map(({ count }) => count)).toEqual([1]);
    await workThrough(room);
    await room.store.mirrors.update({ workspaceId: 'acmeus1', epoch: 1 }, { agreedAtMs: NOW_MS });
    await room.open(conversationId);
    expect((await room.store.jobs.counts()).filter(({ kind }) => kind === 'learn-contact-calls')).toEqual([]);
    await room.open(newestOf(room, 'Yusuf Aydin'));
    expect((await room.store.jobs.counts()).filter(({ kind }) => kind === 'learn-contact-calls')).toEqual([]);
  });

  test('cost nothing when Intercom does not answer: the job is done, and the next card has another', async () => {
    const { room } = await openMovingRoom();
    const conversationId = newestOf(room, 'Nina Kowalska');
    await room.open(conversationId);
    room.sandbox.faults = { serverError: { route: 'POST /calls/*' } };
    await workThrough(room);
    expect(await room.store.jobs.counts()).toEqual([]);
    room.sandbox.faults = {};
    const card = await room.open(conversationId);
    await (await card.click('refresh')).click('home');
    await workThrough(room);
    expect((await room.open(conversationId)).text).toContain('no call back');
  });
});
