import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { absent, known, type StandIn, unavailable } from '../../canvas/facts.ts';
import type { InsightFacts } from '../../server/calls/insights/facts.ts';
import { notCalledBack } from '../../server/calls/insights/not-called-back.ts';
import { repeatCaller } from '../../server/calls/insights/repeat-caller.ts';
import type { Call, FinVoiceCall } from '../../server/intercom/types.ts';
import { ALL, ANSWERED, call, DAY_MS, facts, HOUR_MS, START_MS } from './samples.ts';

const OLD = { asOfMs: START_MS, why: 'timed_out' } as const;

/** A missed call in its own conversation, some time before the card's. */
function earlier(beforeMs: number, given: Partial<Call> = {}): Call {
  const startMs = START_MS - beforeMs;
  return call({
    ...{ id: `call at ${startMs}`, conversationId: `conversation at ${startMs}`, endedReason: 'missed' },
    ...{ initiatedAtMs: startMs, endedAtMs: startMs + 30_000 },
    ...given,
  });
}
const all = (...calls: Call[]) => known({ calls, completeSinceMs: ALL });

describe('that the same caller called several times in seven days', () => {
  const repeated = (given: Partial<InsightFacts>) => repeatCaller(facts(given));
  const two = [earlier(HOUR_MS), earlier(6 * DAY_MS)];

  test('is said from the third call on, up to the one that the card is about', () => {
    expect(repeated({ call: call(), contactCalls: all(...two) })).toEqual({
      ...{ kind: 'repeat_caller', calls: 3, atLeast: false, untilMs: START_MS },
    });
    expect(repeated({ call: call(), contactCalls: all(earlier(HOUR_MS)) })).toBeUndefined();
  });

  test('counts the call of the card once, whether it is among the others or not', () => {
    expect(repeated({ call: call(), contactCalls: all(call(), ...two) })).toMatchObject({ calls: 3 });
    expect(repeated({ call: call(), contactCalls: all(call(), earlier(HOUR_MS)) })).toBeUndefined();
  });

  test('is up to now without a call', () => {
    const given = { contactCalls: all(call(), ...two), nowMs: START_MS + HOUR_MS };
    expect(repeated(given)).toMatchObject({ calls: 3, untilMs: START_MS + HOUR_MS });
    expect(repeated({ ...given, nowMs: START_MS + 7 * DAY_MS })).toBeUndefined();
  });

  test.each<[string, Call[]]>([
    ['calls out', two.map((one) => ({ ...one, direction: 'outbound' }))],
    ['calls of more than seven days before', [earlier(HOUR_MS), earlier(7 * DAY_MS)]],
    ['later calls', [earlier(HOUR_MS), earlier(-HOUR_MS)]],
    ['calls that hide who it was', two.map((one) => ({ ...one, phone: 'anonymous' }))],
    ['calls without a time', two.map((one) => ({ ...one, initiatedAtMs: undefined, endedAtMs: undefined }))],
    [
      'legs of one call',
      two.map((one) => ({ ...one, conversationId: '499', initiatedAtMs: START_MS - 1000, endedAtMs: START_MS })),
    ],
  ])('does not count %s', (_, calls) => {
    expect(repeated({ call: call(), contactCalls: all(...calls) })).toBeUndefined();
  });

  test('counts two calls of one conversation when the first was over', () => {
    const calls = two.map((one) => ({ ...one, conversationId: '499' }));
    expect(repeated({ call: call(), contactCalls: all(...calls) })).toMatchObject({ calls: 3 });
  });

  test('says "at least" when not all calls of the seven days are known', () => {
    const since = (completeSinceMs: number, standIn?: StandIn) =>
      repeated({ call: call(), contactCalls: known({ calls: two, completeSinceMs }, standIn) });
    expect(since(START_MS - 7 * DAY_MS)).toMatchObject({ calls: 3, atLeast: false });
    expect(since(START_MS - 7 * DAY_MS + 1)).toMatchObject({ calls: 3, atLeast: true });
    expect(since(Number.POSITIVE_INFINITY)).toMatchObject({ calls: 3, atLeast: true });
    expect(since(ALL, OLD)).toMatchObject({ atLeast: true });
  });

  test('is not said when the calls are not known, or the caller is hidden', () => {
    expect(repeated({ call: call(), contactCalls: absent })).toBeUndefined();
    expect(repeated({ call: call(), contactCalls: unavailable('timed_out', START_MS) })).toBeUndefined();
    expect(repeated({ call: call({ phone: 'anonymous' }), contactCalls: all(...two) })).toBeUndefined();
  });
});

describe('that nobody called back', () => {
  const missed = call({ endedReason: 'missed' });
  const uncalled = (given: Partial<InsightFacts>) => notCalledBack(facts(given));
  const later = (given: Partial<Call>) => earlier(-HOUR_MS / 2, given);
  const insight = { kind: 'not_called_back', calledAtMs: START_MS, asOfMs: START_MS + HOUR_MS };

  test('is said of a missed call that is the last one, with the time until which it is known', () => {
    expect(uncalled({ contactCalls: all(missed) })).toEqual(insight);
    expect(uncalled({ call: missed, contactCalls: all(earlier(DAY_MS, ANSWERED)) })).toEqual(insight);
  });

  test.each(['missed', 'no_answer', 'abandoned', 'declined', 'deflected', 'voicemail', undefined])(
    'is said of one that ended as %s',
    (endedReason) => {
      expect(uncalled({ contactCalls: all(call({ endedReason })) })).toEqual(insight);
    },
  );

  test.each<[string, Call]>([
    ['a call out', later({ direction: 'outbound', ...ANSWERED, initiatedAtMs: START_MS + 60_000 })],
    ['a call out in vain', later({ direction: 'outbound', endedReason: 'no_answer' })],
    ['a call in that was answered', later({ endedReason: 'answered', answeredAtMs: START_MS + HOUR_MS / 2 })],
    ['a call that is going on', later({ state: 'ringing', endedReason: undefined, endedAtMs: undefined })],
    ['a call of which it is not known how it ended', later({ endedReason: 'abducted' })],
  ])('is not said after %s', (_, next) => {
    expect(uncalled({ contactCalls: all(missed, next) })).toBeUndefined();
    expect(uncalled({ call: next, contactCalls: all(missed) })).toBeUndefined();
  });

  test('is said when all calls after it are known, and earlier ones are not', () => {
    const contactCalls = known({ calls: [missed], completeSinceMs: START_MS - 1 });
    expect(uncalled({ contactCalls })).toEqual(insight);
  });

  test('is said again when a later call was missed too', () => {
    const out = earlier(HOUR_MS, { direction: 'outbound' });
    expect(uncalled({ contactCalls: all(out, missed, earlier(2 * HOUR_MS)) })).toEqual(insight);
  });

  const record: FinVoiceCall = {
    ...{ id: '1', status: 'assumed_resolution', userPhoneNumber: undefined, externalCallId: undefined },
    ...{ intercomCallId: 'call-1', conversationId: undefined, summary: undefined, intents: [], transcript: [] },
  };
  test.each<[string, Partial<InsightFacts>]>([
    [
      'when a later call may be left out',
      { contactCalls: known({ calls: [missed], completeSinceMs: Number.POSITIVE_INFINITY }) },
    ],
    [
      'when the call was before all calls are known, however long ago',
      { call: missed, contactCalls: known({ calls: [], completeSinceMs: START_MS }), nowMs: START_MS + 30 * DAY_MS },
    ],
    ['of calls as they were known earlier', { contactCalls: known({ calls: [missed], completeSinceMs: ALL }, OLD) }],
    ['when the calls are not known', { contactCalls: unavailable('timed_out', START_MS), call: missed }],
    ['without calls', { contactCalls: all() }],
    ['of a hidden caller', { contactCalls: all({ ...missed, phone: 'anonymous' }) }],
    [
      'when a call does not say when it was',
      {
        contactCalls: all(missed, earlier(0, { id: 'x', initiatedAtMs: undefined, endedAtMs: undefined })),
      },
    ],
    [
      'of a call with another leg',
      {
        contactCalls: all(missed, call({ id: 'leg', ...ANSWERED, initiatedAtMs: START_MS + 1000 })),
      },
    ],
    ['when Fin resolved the call', { contactCalls: all(missed), finVoice: known([record]) }],
    [
      'when Fin resolved the conversation',
      {
        ...{ call: missed, contactCalls: all(missed), finResolutionState: 'confirmed_resolution' },
      },
    ],
    [
      'while Fin has the conversation',
      {
        contactCalls: all(missed),
        finVoice: known([{ ...record, status: 'in-progress', intercomCallId: undefined, conversationId: '499' }]),
      },
    ],
    ['when it is not known what Fin did', { contactCalls: all(missed), finVoice: unavailable('timed_out', START_MS) }],
  ])('is not said %s', (_, given) => {
    expect(uncalled(given)).toBeUndefined();
  });

  test('is said when Fin gave up, or had another call', () => {
    const contactCalls = all(missed);
    for (const finVoice of [
      [{ ...record, status: 'escalated' }],
      [{ ...record, intercomCallId: 'another', conversationId: 'another' }],
    ]) {
      expect(uncalled({ contactCalls, finVoice: known(finVoice) })).toEqual(insight);
    }
    expect(uncalled({ call: missed, contactCalls, finResolutionState: 'escalated' })).toEqual(insight);
  });
});

test('of any history, an answered call or a call out as the last one means that nothing is open', () => {
  const one = fc.record({
    beforeMs: fc.integer({ min: 1, max: 10 * DAY_MS }),
    direction: fc.constantFrom('inbound', 'outbound'),
    endedReason: fc.constantFrom('missed', 'answered', 'voicemail'),
  });
  const last = fc.constantFrom<Partial<Call>>({ direction: 'outbound' }, ANSWERED);
  fc.assert(
    fc.property(fc.array(one), last, (history, newest) => {
      const calls = history.map(({ beforeMs, ...given }) => earlier(beforeMs, given));
      const given = facts({ contactCalls: all(...calls, call(newest)) });
      expect(notCalledBack(given)).toBeUndefined();
      expect(notCalledBack(facts({ contactCalls: all(...calls, call({ endedReason: 'missed' })) }))).toBeDefined();
    }),
  );
});
