import fc from 'fast-check';
import type {
  AssignFacts,
  Caller,
  CallFact,
  ConversationHead,
  Directory,
  Fact,
  FinVoiceFact,
  HomeFacts,
  Place,
  TagFact,
  TagFacts,
} from '../../canvas/facts.ts';
import { anyCharacter } from '../any-character.ts';
import { handed, insights, outcome } from './arbitrary-phone.ts';

/** Facts of every kind, the ugly ones included: huge texts, markup, emoji, unknown states, nonsense times. */

const NASTY = [
  '[x](https://evil.test)',
  '**bold**',
  '<script>alert(1)</script>',
  'a'.repeat(5_000),
  '👩‍👩‍👧‍👦'.repeat(80),
  '\u202Eabc',
  '\n\n\t',
  'ż'.repeat(300),
];
const words = fc.oneof(
  { weight: 3, arbitrary: fc.string({ minLength: 1, maxLength: 60 }) },
  fc.constantFrom(...NASTY),
  fc.string({ unit: anyCharacter, minLength: 1 }),
);
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const id = fc.oneof(fc.stringMatching(/^[0-9a-f]{1,24}$/), fc.string({ minLength: 1, maxLength: 30 }));
const ids = fc.uniqueArray(id, { maxLength: 30 });
const atMs = fc.oneof(fc.integer({ min: 0, max: 4_102_444_800_000 }), fc.constantFrom(0, -1, Number.MAX_SAFE_INTEGER));

const standIn = fc.record({
  why: fc.constantFrom(
    ...(['timed_out', 'rate_limited', 'intercom_down', 'forbidden', 'disconnected', 'bad_answer'] as const),
  ),
  asOfMs: atMs,
});
const unavailable = standIn.map((why) => ({ state: 'unavailable' as const, ...why }));
export const fact = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Fact<T>> =>
  fc.oneof(
    { weight: 4, arbitrary: value.map((known) => ({ state: 'known' as const, value: known })) },
    { weight: 2, arbitrary: fc.record({ state: fc.constant('known' as const), value, standIn }) },
    fc.constant({ state: 'absent' as const }),
    unavailable,
  );

export const place: fc.Arbitrary<Place> = fc.record({
  workspaceId: fc.stringMatching(/^[a-z0-9]{1,12}$/),
  region: fc.constantFrom('us', 'eu', 'au'),
  timeZone: fc.constantFrom('America/New_York', 'Europe/Paris', 'Asia/Kathmandu', 'UTC', 'Nowhere/Land', ''),
});

const phone = maybe(
  fc.record({
    raw: words,
    international: maybe(fc.constant('+1 415 555 0100')),
    countryCode: maybe(fc.constantFrom('US', 'FR', 'VG')),
  }),
);

const caller: fc.Arbitrary<Caller> = fc.record({
  contactId: maybe(id),
  role: maybe(fc.oneof(fc.constantFrom('user', 'lead', 'constructor'), words)),
  name: maybe(words),
  email: maybe(words),
  phone,
  merged: fc.boolean(),
  unread: maybe(fc.constantFrom('timed_out', 'rate_limited', 'intercom_down', 'forbidden', 'bad_answer', 'gone')),
});

const uniqueById = <T extends { id: string }>(one: fc.Arbitrary<T>, maxLength: number) =>
  fc.uniqueArray(one, { selector: ({ id: key }) => key, maxLength });

export const heads: fc.Arbitrary<ConversationHead[]> = uniqueById(
  fc.record({
    id,
    state: fc.oneof(fc.constantFrom('open', 'closed', 'snoozed'), words),
    subject: maybe(words),
    updatedAtMs: maybe(atMs),
    teammateId: maybe(id),
    teamId: maybe(id),
  }),
  25,
);

export const transcript = fc.array(fc.record({ atMs: maybe(atMs), speaker: maybe(words), text: words }), {
  maxLength: 80,
});

export const call: fc.Arbitrary<CallFact> = fc.record({
  id,
  direction: fc.oneof(fc.constantFrom('inbound', 'outbound', ''), words),
  state: fc.oneof(fc.constantFrom('completed', 'in-progress', 'ringing'), words),
  endedReason: maybe(fc.oneof(fc.constantFrom('answered', 'missed', 'voicemail'), words)),
  outcome,
  phone,
  teammateId: maybe(id),
  initiatedAtMs: maybe(atMs),
  answeredAtMs: maybe(atMs),
  endedAtMs: maybe(atMs),
  hasRecording: fc.boolean(),
  hasTranscript: fc.boolean(),
  transcript,
});
export const calls = uniqueById(call, 50);

export const finVoice: fc.Arbitrary<FinVoiceFact> = fc.record({
  id,
  status: fc.oneof(fc.constantFrom('registered', 'in-progress', 'escalated', 'toString'), words),
  summary: maybe(words),
  intents: fc.array(words, { maxLength: 8 }),
  callId: maybe(id),
  transcript,
});

export const directory: fc.Arbitrary<Directory> = ids.map((all) => ({
  teammates: new Map(
    all.map((one) => [one, { id: one, name: `Name ${one}`, away: false, reassigning: false, hasInboxSeat: true }]),
  ),
  teams: new Map(all.map((one) => [one, { id: one, name: `Team ${one}` }])),
}));

export const homeFacts: fc.Arbitrary<HomeFacts> = fc.record({
  place,
  isPhoneConversation: maybe(fc.boolean()),
  caller: fact(caller),
  companies: fact(
    fc.array(fc.record({ name: maybe(words), plan: maybe(words), monthlySpend: maybe(fc.double({ noNaN: true })) }), {
      maxLength: 4,
    }),
  ),
  otherConversations: fact(heads),
  calls: fact(calls),
  finVoice: fact(uniqueById(finVoice, 5)),
  handed: fact(fc.uniqueArray(handed, { selector: (one) => one.externalCallId, maxLength: 3 })),
  hasNoEmail: fc.boolean(),
  insights,
  otherPhoneConversations: fc.nat(200),
  directory: fact(directory),
});

const tag: fc.Arbitrary<TagFact> = fc.record({ id, name: words });
export const tagFacts: fc.Arbitrary<TagFacts> = fc.record({
  place,
  target: fc.constantFrom('conversation', 'contact'),
  hasContact: fc.boolean(),
  attached: fact(uniqueById(tag, 25)),
  all: fact(uniqueById(tag, 60)),
  recentIds: ids,
});

export const assignFacts: fc.Arbitrary<AssignFacts> = fc.record({
  place,
  viewerId: maybe(id),
  assignee: fact(fc.record({ teammateId: maybe(id), teamId: maybe(id) })),
  teammates: fact(
    uniqueById(
      fc.record({ id, name: words, away: fc.boolean(), reassigning: fc.boolean(), hasInboxSeat: fc.boolean() }),
      60,
    ),
  ),
  teams: fact(uniqueById(fc.record({ id, name: words }), 20)),
});

export const query = fc.oneof(fc.constant(''), words);
export const pageNumber = fc.integer({ min: 1, max: 12 });
