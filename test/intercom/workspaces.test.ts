import { describe, expect, test } from 'vitest';
import { createLanes } from '../../server/intercom/lanes.ts';
import type { Reply, SeenRequest } from './fake-intercom.ts';
import { failureOf, freshClient } from './fresh-client.ts';

/** Answers only when told to; tells how many requests were under way at most. */
function heldAnswers() {
  const held: { request: SeenRequest; answer: (reply: Reply) => void }[] = [];
  let most = 0;
  return {
    held,
    most: () => most,
    handler: (request: SeenRequest) =>
      new Promise<Reply>((resolve) => {
        held.push({ request, answer: resolve });
        most = Math.max(most, held.length);
      }),
    answerNext() {
      held.shift()?.answer({ json: { id: '1' } });
    },
  };
}

describe('one workspace', () => {
  test('has at most 8 requests under way, over all its clients, first come first served', async () => {
    const answers = heldAnswers();
    const { fake, intercom, connection } = await freshClient(answers.handler);
    const calls = Array.from({ length: 20 }, (_, index) =>
      intercom.connect({ ...connection }).contacts.get(`c${index}`),
    );
    for (let answered = 0; answered < 20; answered += 1) {
      await fake.seen(Math.min(8 + answered, 20));
      answers.answerNext();
    }
    await Promise.all(calls);
    expect(answers.most()).toBe(8);
    const order = fake.requests.map((request) => Number(request.path.slice('/contacts/c'.length)));
    expect(order.slice(0, 8).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(order.slice(8)).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  });

  test('a call that waits its turn leaves when its signal ends; it was never sent and does not hold up those behind', async () => {
    const answers = heldAnswers();
    const { client, fake } = await freshClient(answers.handler, { callsAtOncePerWorkspace: 1 });
    const first = client.contacts.get('first');
    await fake.seen(1);
    const controller = new AbortController();
    const second = failureOf(client.tags.createOrFind('second', { signal: controller.signal }));
    const third = client.contacts.get('third');
    controller.abort();
    expect(await second).toMatchObject({ code: 'intercom_timed_out', mayHaveHappened: false });
    answers.answerNext();
    await fake.seen(2);
    answers.answerNext();
    await Promise.all([first, third]);
    expect(fake.requests.map((request) => request.path)).toEqual(['/contacts/first', '/contacts/third']);
  });

  test('gets its places back from calls that failed or timed out', async () => {
    const { client } = await freshClient((_, nth) => (nth <= 2 ? 'silence' : { json: { id: 1 } }), {
      callsAtOncePerWorkspace: 1,
      deadlineMs: 30,
    });
    await failureOf(client.me());
    await failureOf(client.me());
    expect(await client.me()).toMatchObject({ id: '1' });
  });
});

describe('walls between workspaces', () => {
  test('200 hanging calls of many workspaces do not slow another one', async () => {
    const { client, fake, intercom, connection } = await freshClient((request) =>
      request.path === '/me' ? { json: { id: 1 } } : 'silence',
    );
    const controller = new AbortController();
    const hanging = Array.from({ length: 200 }, (_, index) => {
      const other = intercom.connect({ ...connection, workspaceId: `slow${index % 25}` });
      return failureOf(other.tags.list({ signal: controller.signal }));
    });
    await fake.seen(200);
    expect(await client.me()).toMatchObject({ id: '1' });
    controller.abort();
    expect(new Set((await Promise.all(hanging)).map((error) => error.code))).toEqual(new Set(['intercom_timed_out']));
  });

  test('a workspace with all its places hanging and a queue behind them does not slow another one', async () => {
    const { fake, intercom, connection } = await freshClient((request) =>
      request.headers.authorization === 'Bearer b' ? { json: { id: 1 } } : 'silence',
    );
    const controller = new AbortController();
    const slow = intercom.connect({ ...connection, workspaceId: 'a', token: 'a' });
    const hanging = Array.from({ length: 150 }, () => failureOf(slow.me({ signal: controller.signal })));
    await fake.seen(64);
    const fast = intercom.connect({ ...connection, workspaceId: 'b', token: 'b' });
    expect(await Promise.all(Array.from({ length: 20 }, () => fast.me()))).toHaveLength(20);
    controller.abort();
    await Promise.all(hanging);
    expect(fake.requests.filter((request) => request.headers.authorization === 'Bearer a')).toHaveLength(64);
  });

  test('each call carries the token of its own workspace', async () => {
    const { intercom, connection } = await freshClient((request) => ({ json: { id: request.headers.authorization } }));
    const tokens = Array.from({ length: 50 }, (_, index) => `token${index}`);
    const answers = await Promise.all(
      tokens.map((token) => intercom.connect({ ...connection, workspaceId: `of ${token}`, token }).me()),
    );
    expect(answers.map((me) => me.id)).toEqual(tokens.map((token) => `Bearer ${token}`));
  });

  test('installs whose workspace is not known yet do not wait for each other', async () => {
    const { fake, intercom, connection } = await freshClient(() => 'silence', { callsAtOncePerWorkspace: 1 });
    const controller = new AbortController();
    const calls = ['one', 'two'].map((token) =>
      failureOf(intercom.connect({ ...connection, workspaceId: undefined, token }).me({ signal: controller.signal })),
    );
    await fake.seen(2);
    controller.abort();
    await Promise.all(calls);
  });
});

describe('what is remembered of workspaces', () => {
  const signal = new AbortController().signal;

  test('quiet workspaces are forgotten, so that 10,000 of them do not pile up', async () => {
    const lanes = createLanes({ places: 8, clock: () => 0 });
    for (let index = 0; index < 10_000; index += 1) {
      const leave = await lanes.take(`ws${index}`).enter(signal);
      leave();
      lanes.give(`ws${index}`);
    }
    expect(lanes.size()).toBe(0);
  });

  test('a workspace is kept while any call of it is under way', () => {
    const lanes = createLanes({ places: 8, clock: () => 0 });
    const lane = lanes.take('ws1');
    expect(lanes.take('ws1')).toBe(lane);
    lanes.give('ws1');
    expect(lanes.take('ws1')).toBe(lane);
    lanes.give('ws1');
    lanes.give('ws1');
    expect(lanes.size()).toBe(0);
  });

  test.each([0, 5])(
    'a rate limit with %i calls left is kept until its window ends, and then forgotten',
    (remaining) => {
      let nowMs = 0;
      const lanes = createLanes({ places: 8, clock: () => nowMs });
      const lane = lanes.take('ws1');
      lane.saw({ remaining, resetAtMs: 10_000 });
      lanes.give('ws1');
      expect(lanes.limit('ws1')).toMatchObject({ remaining });
      expect(lanes.take('ws1')).toBe(lane);
      lanes.give('ws1');
      nowMs = 10_000;
      lanes.take('ws2');
      lanes.give('ws2');
      expect(lanes.size()).toBe(0);
    },
  );
});
