import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ConversationHead, known } from '../../canvas/facts.ts';
import { callsOfContact, conversationsWithCalls } from '../../server/calls/contact-calls.ts';
import { notCalledBack } from '../../server/calls/insights/not-called-back.ts';
import { repeatCaller } from '../../server/calls/insights/repeat-caller.ts';
import type { Call } from '../../server/intercom/types.ts';
import { ALL, call, DAY_MS, facts, START_MS } from './samples.ts';

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
interface History {
  callsAgoMs: number[];
  quietMs: number;
  isKnown: boolean;
  sourceType: string | undefined;
}
const histories: fc.Arbitrary<History[]> = fc.array(
  fc.record({
    callsAgoMs: fc.array(fc.integer({ min: 0, max: 30 * DAY_MS }), { maxLength: 4 }),
    quietMs: fc.integer({ min: 0, max: 3 * DAY_MS }),
    isKnown: fc.boolean(),
    sourceType: fc.constantFrom('phone_call', 'email', undefined),
  }),
  { maxLength: 8 },
);

/** What became of the first, second, ... call of a conversation. */
const KINDS: Partial<Call>[] = [{}, { direction: 'outbound' }, { endedReason: 'answered' }, {}];

describe('the calls of a contact', () => {
  const conversationsOf = (all: History[]) =>
    all.map(({ callsAgoMs, quietMs, isKnown, sourceType }, nth) => {
      const calls = callsAgoMs.map((agoMs, index) => {
        const initiatedAtMs = START_MS - agoMs;
        const times = { initiatedAtMs, endedAtMs: initiatedAtMs + 30_000, endedReason: 'missed' };
        return call({ id: `${nth}-${index}`, conversationId: String(nth), ...times, ...KINDS[index] });
      });
      const lastMs = Math.max(START_MS - DISTANT_MS, ...calls.map(({ initiatedAtMs = 0 }) => initiatedAtMs));
      const updatedAtMs = Math.min(START_MS, lastMs + quietMs);
      return { head: head(String(nth), { sourceType, updatedAtMs }), calls, isKnown };
    });
  type Conversations = ReturnType<typeof conversationsOf>;
  const foundIn = (all: Conversations) =>
    callsOfContact(
      all.map((one) => one.head),
      new Map(all.filter(({ isKnown }) => isKnown).map((one): [string, Call[]] => [one.head.id, one.calls])),
    );

  test('leave out none that began after they are complete', () => {
    fc.assert(
      fc.property(histories, (histories) => {
        const all = conversationsOf(histories);
        const { calls, completeSinceMs } = foundIn(all);
        const given = new Set(calls.map(({ id }) => id));
        const leftOut = all.flatMap((one) => one.calls.filter(({ id }) => !given.has(id)));
        for (const one of leftOut) expect(one.initiatedAtMs).toBeLessThanOrEqual(completeSinceMs);
      }),
    );
  });

  test('have nothing said of them that all calls would not say, whichever are known and whichever is looked at', () => {
    fc.assert(
      fc.property(histories, fc.nat(), (histories, nth) => {
        const all = conversationsOf(histories);
        const everyCall = all.flatMap(({ calls }) => calls);
        const given = { call: everyCall[nth % everyCall.length], nowMs: START_MS };
        const told = facts({ ...given, contactCalls: known(foundIn(all)) });
        const whole = facts({ ...given, contactCalls: known({ calls: everyCall, completeSinceMs: ALL }) });
        const uncalled = notCalledBack(told);
        if (uncalled !== undefined) expect(uncalled).toEqual(notCalledBack(whole));
        const repeated = repeatCaller(told);
        if (repeated?.kind === 'repeat_caller' && !repeated.atLeast) expect(repeated).toEqual(repeatCaller(whole));
      }),
    );
  });

  test('are complete when every conversation is known, else since the last change of those that are not', () => {
    const changedMs = START_MS - 10 * DAY_MS;
    const heads = [head('1'), head('2', { updatedAtMs: changedMs })];
    const calls = [call({ id: 'a' })];
    const both = new Map([
      ['1', calls],
      ['2', []],
    ]);
    expect(callsOfContact(heads, both)).toEqual({ calls, completeSinceMs: ALL });
    expect(callsOfContact(heads, new Map([['1', calls]]))).toEqual({ calls, completeSinceMs: changedMs });
    expect(callsOfContact(heads, new Map([['2', calls]]))).toEqual({ calls, completeSinceMs: START_MS });
    expect(callsOfContact([], new Map())).toEqual({ calls: [], completeSinceMs: ALL });
    const untimed = [head('3', { updatedAtMs: undefined })];
    expect(callsOfContact(untimed, new Map())).toEqual({ calls: [], completeSinceMs: Number.POSITIVE_INFINITY });
  });

  test('are never complete where not all conversations are known', () => {
    const heads = Array.from({ length: 150 }, (_, nth) => head(String(nth), { updatedAtMs: START_MS - 50 * DAY_MS }));
    expect(callsOfContact(heads, new Map()).completeSinceMs).toBe(Number.POSITIVE_INFINITY);
  });
});
