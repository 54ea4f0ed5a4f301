import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConversationHead } from '../../canvas/facts.ts';
import { callsOfContact, conversationsWithCalls } from '../../server/calls/contact-calls.ts';
import type { Call } from '../../server/intercom/types.ts';
import { call, DAY_MS, START_MS } from './samples.ts';

const WEEK_MS = 7 * DAY_MS;
const DISTANT_MS = 400 * DAY_MS;

const head = (id: string, given: Partial<ConversationHead> = {}): ConversationHead => ({
  ...{ id, state: 'open', subject: undefined, updatedAtMs: START_MS, teammateId: undefined, teamId: undefined },
  ...{ sourceType: 'phone_call', ...given },
});

describe('the conversations in which calls are looked for', () => {
  test('are those that came in by phone or may have, and others that changed lately, newest first', () => {
    const heads = [
      head('old mail', { sourceType: 'email', updatedAtMs: START_MS - WEEK_MS }),
      head('old call', { updatedAtMs: START_MS - 100 * DAY_MS }),
      head('new mail', { sourceType: 'email', updatedAtMs: START_MS - DAY_MS }),
      head('switched', { sourceType: 'phone_switch', updatedAtMs: START_MS - 2 * DAY_MS }),
      head('unknown', { sourceType: undefined, updatedAtMs: START_MS - 30 * DAY_MS }),
      head('untimed', { updatedAtMs: undefined }),
    ];
    const ids = conversationsWithCalls(heads, { nowMs: START_MS, most: 20 }).map(({ id }) => id);
    expect(ids).toEqual(['untimed', 'new mail', 'switched', 'unknown', 'old call']);
    expect(conversationsWithCalls(heads, { nowMs: START_MS, most: 2 })).toHaveLength(2);
  });
});

/** Conversations with calls, each changed with its last call or later; those of some are known. */
const histories = fc.array(
  fc.record({
    callsAgoMs: fc.array(fc.integer({ min: 0, max: 30 * DAY_MS }), { maxLength: 4 }),
    quietMs: fc.integer({ min: 0, max: 3 * DAY_MS }),
    isKnown: fc.boolean(),
    sourceType: fc.constantFrom('phone_call', 'email', undefined),
  }),
  { maxLength: 8 },
);

describe('the calls of a contact', () => {
  test('called complete, leave out none of the last week, and none after the oldest of them', () => {
    fc.assert(
      fc.property(histories, (all) => {
        const conversations = all.map(({ callsAgoMs, quietMs, isKnown, sourceType }, nth) => {
          const calls = callsAgoMs.map((agoMs, index) =>
            call({ id: `${nth}-${index}`, initiatedAtMs: START_MS - agoMs }),
          );
          const lastMs = Math.max(START_MS - DISTANT_MS, ...calls.map(({ initiatedAtMs = 0 }) => initiatedAtMs));
          const updatedAtMs = Math.min(START_MS, lastMs + quietMs);
          return { head: head(String(nth), { sourceType, updatedAtMs }), calls, isKnown };
        });
        const known = new Map(
          conversations.filter(({ isKnown }) => isKnown).map((one): [string, Call[]] => [one.head.id, one.calls]),
        );
        const heads = conversations.map((one) => one.head);
        const found = callsOfContact(heads, known, START_MS);
        const given = new Set(found.calls.map(({ id }) => id));
        if (!found.complete) return;
        const oldestMs = Math.min(START_MS - WEEK_MS, ...found.calls.map(({ initiatedAtMs = 0 }) => initiatedAtMs - 1));
        const leftOut = conversations.flatMap(({ calls }) => calls.filter(({ id }) => !given.has(id)));
        for (const one of leftOut) expect(one.initiatedAtMs).toBeLessThanOrEqual(oldestMs);
      }),
    );
  });

  test('are complete when every conversation is known, and not when a recent one is not', () => {
    const heads = [head('1'), head('2', { updatedAtMs: START_MS - 10 * DAY_MS })];
    const calls = [call({ id: 'a' })];
    expect(
      callsOfContact(
        heads,
        new Map([
          ['1', calls],
          ['2', []],
        ]),
        START_MS,
      ),
    ).toEqual({ calls, complete: true });
    expect(callsOfContact(heads, new Map([['1', calls]]), START_MS)).toEqual({ calls, complete: true });
    expect(callsOfContact(heads, new Map([['2', calls]]), START_MS)).toEqual({ calls, complete: false });
    expect(callsOfContact([], new Map(), START_MS)).toEqual({ calls: [], complete: true });
  });

  test('are not called complete where not all conversations are known', () => {
    const heads = Array.from({ length: 150 }, (_, nth) => head(String(nth), { updatedAtMs: START_MS - 50 * DAY_MS }));
    expect(callsOfContact(heads, new Map(), START_MS).complete).toBe(false);
  });
});
