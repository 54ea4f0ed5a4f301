import fc from 'fast-check';
import type {
  CallEnding,
  CallEvent,
  CallMilestone,
  CallOutcome,
  TimelineEvent,
  Who,
} from '../../canvas/phone/call-log.ts';
import type { Insight } from '../../canvas/phone/insight.ts';
import type { CallLinks, HandedCallFact } from '../../canvas/phone/phone-facts.ts';

const words = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', '*', '[', ']', '(', ')', '\n', '😀', '漢'),
  maxLength: 60,
});
const id = fc.string({ minLength: 1, maxLength: 20 });
const atMs = fc.integer({ min: 0, max: 4_000_000_000_000 });
const lengthMs = fc.integer({ min: 0, max: 100_000_000 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const who: fc.Arbitrary<Who> = fc.record({ name: maybe(words), teammateId: maybe(id) });

const event: fc.Arbitrary<CallEvent | CallMilestone> = fc.oneof(
  fc.constantFrom<CallEvent | CallMilestone>(
    { kind: 'abandoned' },
    { kind: 'late_assignment' },
    { kind: 'started' },
    { kind: 'connected' },
    { kind: 'teammates_away', count: 12 },
    { kind: 'deflected', reason: { id: 'queue_full', maxCalls: 10 } },
    { kind: 'declined_unclear', name: 'x', possibleCauses: ['on_another_call', 'connection_failed'] },
  ),
  words.map((reason): CallMilestone => ({ kind: 'ended', reason })),
  words.map((text): CallEvent => ({ kind: 'deflected', reason: { id: 'other', text } })),
  fc
    .tuple(fc.constantFrom('answered', 'declined', 'missed', 'joined', 'claimed'), words)
    .map(([kind, name]) => ({ kind, name }) as CallEvent),
);

export const timeline: fc.Arbitrary<TimelineEvent[]> = fc.array(
  fc.record({ atMs: maybe(atMs), event, who: maybe(who) }),
  { maxLength: 80 },
);

const OUTCOMES: CallOutcome[] = [
  ...(['running', 'answered', 'transferred', 'voicemail', 'missed', 'abandoned', 'declined_with_button'] as const),
  ...(['declined_unclear', 'declined', 'deflected', 'busy', 'cancelled', 'failed', 'not_answered', 'unknown'] as const),
];

export const outcome = fc.constantFrom(...OUTCOMES);

export const ending: fc.Arbitrary<CallEnding> = fc.record({
  outcome,
  who: maybe(who),
  waitMs: maybe(lengthMs),
  talkMs: maybe(lengthMs),
  reason: maybe(words.map((text) => ({ id: 'other' as const, text }))),
  possibleCauses: fc.constantFrom([], ['on_another_call' as const]),
  maybeVoicemail: fc.boolean(),
  passedBy: fc.array(who, { maxLength: 6 }),
  joined: fc.array(who, { maxLength: 4 }),
  said: maybe(words),
});

export const insight: fc.Arbitrary<Insight> = fc.oneof(
  fc.record({ kind: fc.constant('not_called_back' as const), calledAtMs: atMs, asOfMs: atMs }),
  fc.record({ kind: fc.constant('repeat_caller' as const), calls: fc.nat(999), atLeast: fc.boolean(), untilMs: atMs }),
  fc.constantFrom<Insight>(
    { kind: 'hidden_number' },
    { kind: 'restricted_destination', ...restricted('documented') },
    { kind: 'restricted_destination', ...restricted('uncertain') },
    { kind: 'billable_minutes', minutes: 3, from: 'start' },
  ),
  fc.record({ kind: fc.constant('outside_daytime' as const), fromMs: atMs, untilMs: atMs }),
  fc.record({ kind: fc.constant('fin_resolution' as const), resolutionState: words }),
  fc.record({ kind: fc.constant('took_over' as const), who, how: fc.constant('replied' as const), atMs: maybe(atMs) }),
);
export const insights = fc.array(insight, { maxLength: 6 });

function restricted(basis: 'documented' | 'uncertain') {
  return { destination: { type: 'countries', countries: ['VC', 'MP'] }, prefix: '+1784', basis } as const;
}

export const handed: fc.Arbitrary<HandedCallFact> = fc.record({
  externalCallId: id,
  source: fc.oneof(fc.constantFrom('aws_connect', 'five9'), words),
  state: fc.oneof(fc.constantFrom('accepted', 'registered', 'matched', 'ended', 'failed', 'toString'), words),
  acceptedAtMs: atMs,
  registeredAtMs: maybe(atMs),
  endedAtMs: maybe(atMs),
  askedAtMs: maybe(atMs),
  wasTaken: fc.boolean(),
  finVoiceId: maybe(id),
});

export const LINKS: CallLinks = {
  recording: 'https://callcard.test/calls/sealed/recording',
  transcriptText: 'https://callcard.test/calls/sealed/transcript.txt',
  transcriptJson: 'https://callcard.test/calls/sealed/transcript.json',
};
