import { expect, test } from 'vitest';
import { createWorker } from '../../server/jobs/worker.ts';
import { keyOf, readFact } from '../../server/mirror/fact-values.ts';
import { learnContactCalls, learnContactCallsJob } from '../../server/mirror/learn-contact-calls.ts';
import { ACME, NOW_MS, openRoom, type Room } from '../card/room.ts';
import { conversationsOf } from '../phone/phone-stories.ts';

const WORKSPACE = { workspaceId: ACME, epoch: 1, nowMs: NOW_MS };

async function learn(room: Room, conversationIds: readonly string[]) {
  await room.store.jobs.enqueue([learnContactCallsJob(ACME, { contactId: 'nina', conversationIds }, NOW_MS)], NOW_MS);
  const worker = createWorker({ deps: room.deps, handlers: new Map([['learn-contact-calls', learnContactCalls]]) });
  await worker.runUntilIdle();
  await worker.stop();
}

const keptCalls = async (room: Room, ids: readonly string[]) =>
  room.store.facts.read({ ...WORKSPACE, keys: ids.map((id) => keyOf('calls', id)) });

test('the calls of some conversations are learned with one question, without what was said, and go with the contact', async () => {
  const room = await openRoom();
  const ids = [...conversationsOf(room, 'Nina Kowalska'), ...conversationsOf(room, 'Yusuf Aydin')].map(({ id }) => id);
  await learn(room, ids);
  expect(room.sandbox.requests.map(({ path }) => path)).toEqual(['/calls/search']);
  const kept = await keptCalls(room, ids);
  for (const [nth, fact] of kept.entries()) {
    const [only, ...others] = readFact('calls', fact?.value ?? '[]');
    expect(others).toEqual([]);
    expect(only).toMatchObject({ conversationId: ids[nth], transcript: [] });
  }
  await room.store.facts.removeContact({ ...WORKSPACE, contactId: 'nina', versionMs: NOW_MS });
  expect(await keptCalls(room, ids)).toEqual(ids.map(() => undefined));
});

test('a conversation without calls is known to have none', async () => {
  const room = await openRoom();
  const email = room.conversationOf('Jo Vance', 'email');
  const [nina] = conversationsOf(room, 'Nina Kowalska');
  await learn(room, [email, nina?.id ?? '']);
  const [kept] = await keptCalls(room, [email]);
  expect(kept?.value).toBe('[]');
});

test('no more conversations than Intercom takes at once are asked for', async () => {
  const room = await openRoom();
  await learn(
    room,
    Array.from({ length: 50 }, (_, nth) => String(nth)),
  );
  expect(room.sandbox.requests).toHaveLength(1);
});

test('what a notification told meanwhile stays', async () => {
  const room = await openRoom();
  const [nina, other] = conversationsOf(room, 'Nina Kowalska');
  const id = nina?.id ?? '';
  const { facts } = room.store;
  const told = async () => {
    const [generation = 0] = await facts.begin({ ...WORKSPACE, keys: [keyOf('calls', id)] });
    const change = { ...keyOf('calls', id), generation, value: undefined, versionMs: undefined };
    await facts.change({ ...WORKSPACE, changes: [{ ...change, learnedAtMs: NOW_MS, learnedFrom: 'notification' }] });
  };
  // The notification comes while Intercom is being asked.
  const client = room.deps.intercom.connect;
  const deps = {
    ...room.deps,
    intercom: {
      ...room.deps.intercom,
      connect: (workspace: Parameters<typeof client>[0]) => {
        const connected = client(workspace);
        const search: typeof connected.calls.search = async (ids, options) => {
          const found = await connected.calls.search(ids, options);
          await told();
          return found;
        };
        return { ...connected, calls: { ...connected.calls, search } };
      },
    },
  };
  await learn({ ...room, deps, store: room.store } as Room, [id, other?.id ?? '']);
  const [kept, free] = await keptCalls(room, [id, other?.id ?? '']);
  expect(kept?.value).toBeUndefined();
  expect(free?.value).toBeDefined();
});
