import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockedUntilMs, headroomOf, newerRateLimit, readRateLimit } from '../../server/intercom/rate-limit.ts';
import type { Reply } from './fake-intercom.ts';
import { failureOf, freshClient, NOTE, NOW_MS } from './fresh-client.ts';

const NOW_SECONDS = NOW_MS / 1000;
const ADMINS = { admins: [] };

function limited(status: number, remaining: number, resetInSeconds: number): Reply {
  return {
    status,
    json: status === 429 ? { errors: [{ code: 'rate_limit_exceeded' }] } : ADMINS,
    headers: {
      'x-ratelimit-limit': '167',
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': String(NOW_SECONDS + resetInSeconds),
    },
  };
}

describe('a 429', () => {
  test('waits until the window has ended, and a little longer', async () => {
    const { client, waits } = await freshClient((_, nth) => (nth === 1 ? limited(429, 0, 4) : { json: ADMINS }));
    await client.admins.list();
    expect(waits).toEqual([4_250]);
  });

  test('counts as the end of the window whatever the remaining header says', async () => {
    const { client, waits } = await freshClient((_, nth) => (nth === 1 ? limited(429, 12, 4) : { json: ADMINS }));
    await client.admins.list();
    expect(waits).toEqual([4_250]);
  });

  test('fails at once when the window ends after the deadline, and says when to try again', async () => {
    const { client, fake, waits } = await freshClient(() => limited(429, 0, 12));
    expect(await failureOf(client.conversations.addNote(NOTE))).toMatchObject({
      code: 'intercom_rate_limited',
      status: 429,
      retryAtMs: NOW_MS + 12_000,
      retryable: true,
      mayHaveHappened: false,
    });
    expect([fake.requests.length, waits.length]).toEqual([1, 0]);
  });

  test('fails at once when the window ends after the caller’s own deadline', async () => {
    const { client, waits } = await freshClient(() => limited(429, 0, 4));
    const failed = failureOf(client.admins.list({ deadlineAtMs: NOW_MS + 3_000 }));
    expect(await failed).toMatchObject({ code: 'intercom_rate_limited', retryAtMs: NOW_MS + 4_000 });
    expect(waits).toEqual([]);
  });

  test('is given up after three tries', async () => {
    const { client, fake } = await freshClient((_, nth) => limited(429, 0, nth));
    expect(await failureOf(client.admins.list())).toMatchObject({ code: 'intercom_rate_limited' });
    expect(fake.requests).toHaveLength(3);
  });

  test('without a time, or with one that has passed, is tried again after a short wait', async () => {
    const { client, waits } = await freshClient((_, nth) =>
      nth === 1 ? { status: 429 } : nth === 2 ? limited(429, 0, -60) : { json: ADMINS },
    );
    await client.admins.list();
    expect(waits).toEqual([150, 300]);
  });
});

describe('a workspace whose window is used up', () => {
  test('sends nothing before the next window, from whichever client', async () => {
    const { client, intercom, connection, fake, waits } = await freshClient((_, nth) =>
      limited(200, nth === 1 ? 0 : 9, 5),
    );
    await client.admins.list();
    await intercom.connect({ ...connection }).admins.list();
    expect(waits).toEqual([5_250]);
    expect(fake.requests).toHaveLength(2);
  });

  test('fails at once, with nothing sent, when there is no time to wait', async () => {
    const { client, fake, waits } = await freshClient(() => limited(200, 0, 30));
    await client.admins.list();
    expect(await failureOf(client.conversations.addNote(NOTE))).toMatchObject({
      code: 'intercom_rate_limited',
      status: undefined,
      retryAtMs: NOW_MS + 30_000,
      mayHaveHappened: false,
    });
    expect([fake.requests.length, waits.length]).toEqual([1, 0]);
  });

  test('fails a call without time at once, even when others of the workspace are waiting in front of it', async () => {
    const { client } = await freshClient(() => limited(200, 0, 5), { wait: undefined, callsAtOncePerWorkspace: 1 });
    await client.admins.list();
    const controller = new AbortController();
    const waiting = failureOf(client.admins.list({ signal: controller.signal }));
    const hurried = failureOf(client.admins.list({ deadlineAtMs: NOW_MS + 3_000 }));
    expect(await hurried).toMatchObject({ code: 'intercom_rate_limited', retryAtMs: NOW_MS + 5_000 });
    controller.abort();
    await waiting;
  });

  test('does not hold up another workspace, nor the same id in another region', async () => {
    const { client, intercom, connection, waits } = await freshClient(() => limited(200, 0, 5));
    await client.admins.list();
    await intercom.connect({ ...connection, workspaceId: 'ws2' }).admins.list();
    await intercom.connect({ ...connection, region: 'eu' }).admins.list();
    expect(waits).toEqual([]);
  });

  test('does not wait for a clock that was set back, and heeds what Intercom says from then on', async () => {
    const { client, fake, waits, clock } = await freshClient((_, nth) =>
      limited(200, 0, nth === 1 ? 30 : nth === 2 ? 5 - 3_600 : 9),
    );
    await client.admins.list();
    clock.nowMs -= 3_600_000;
    await client.admins.list();
    expect([fake.requests.length, waits]).toEqual([2, []]);
    expect(client.headroom()).toEqual({ remainingRatio: 0, resetAtMs: clock.nowMs + 5_000 });
  });

  test('tells that it is rate limited when the signal ends the wait', async () => {
    const wait = () => Promise.reject(new Error('aborted'));
    const { client } = await freshClient(() => limited(200, 0, 5), { wait });
    await client.admins.list();
    expect(await failureOf(client.admins.list())).toMatchObject({
      code: 'intercom_rate_limited',
      retryAtMs: NOW_MS + 5_000,
    });
  });
});

describe('the headroom', () => {
  test('is what Intercom said last of the window that runs now, also for another client of the workspace', async () => {
    const { client, intercom, connection, clock } = await freshClient((_, nth) => limited(200, 167 - nth * 50, 4));
    expect(client.headroom()).toBeUndefined();
    await client.admins.list();
    await client.admins.list();
    const headroom = { remainingRatio: 67 / 167, resetAtMs: NOW_MS + 4_000 };
    expect(intercom.connect(connection).headroom()).toEqual(headroom);
    expect(intercom.connect({ ...connection, workspaceId: 'ws2' }).headroom()).toBeUndefined();
    clock.nowMs += 4_000;
    expect(client.headroom()).toBeUndefined();
  });

  test('is not known when Intercom does not say how large the window is, unless nothing is left of it', () => {
    const resetAtMs = NOW_MS + 1;
    expect(headroomOf({ remaining: 5, resetAtMs }, NOW_MS)).toBeUndefined();
    expect(headroomOf({ remaining: 5, resetAtMs, limit: 0 }, NOW_MS)).toBeUndefined();
    expect(headroomOf({ remaining: 0, resetAtMs }, NOW_MS)).toEqual({ remainingRatio: 0, resetAtMs });
  });
});

describe('reading the headers', () => {
  test('a reset far ahead is a wrong clock and never shuts a workspace out for longer than a minute', () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW_SECONDS + 86_400) };
    expect(readRateLimit(200, headers, NOW_MS)).toEqual({ remaining: 0, resetAtMs: NOW_MS + 60_000 });
  });

  test.each([{}, { 'x-ratelimit-remaining': '5' }, { 'x-ratelimit-reset': 'soon', 'x-ratelimit-remaining': '0' }])(
    '%j tells nothing',
    (headers) => {
      expect(readRateLimit(200, headers, NOW_MS)).toBeUndefined();
    },
  );

  const limits = fc.record({ remaining: fc.nat(3), resetAtMs: fc.constantFrom(10, 20, 30) });

  test('the order in which answers arrive does not matter', () => {
    fc.assert(
      fc.property(limits, limits, limits, (a, b, c) => {
        const oneWay = newerRateLimit(newerRateLimit(newerRateLimit(undefined, a), b), c);
        const other = newerRateLimit(newerRateLimit(newerRateLimit(undefined, c), a), b);
        expect(oneWay).toEqual(other);
      }),
    );
  });

  test('only a used-up window that has not ended blocks', () => {
    fc.assert(
      fc.property(limits, fc.integer({ min: 0, max: 40 }), (limit, nowMs) => {
        const blocked = limit.remaining === 0 && limit.resetAtMs > nowMs;
        expect(blockedUntilMs(limit, nowMs)).toBe(blocked ? limit.resetAtMs : undefined);
      }),
    );
  });
});
