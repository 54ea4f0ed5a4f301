import type { CallersNumber, NumberSharing } from './caller-facts.ts';
import type { CallOutcome } from './phone/call-log.ts';
import type { Insight } from './phone/insight.ts';
import type { HandedCallFact } from './phone/phone-facts.ts';

/**
 * What the cards are made of. Facts are gathered elsewhere; here is only their shape, so that a card can be drawn, and
 * tested, from plain values.
 */

export type UnavailableWhy =
  | 'timed_out'
  | 'rate_limited'
  | 'intercom_down'
  | 'forbidden'
  | 'disconnected'
  | 'bad_answer';

/** A value that was known earlier stands in: as of when it was so, and why it is not known now. */
export interface StandIn {
  asOfMs: number;
  why: UnavailableWhy;
}

/** "Not there" and "cannot tell" are different results: `absent` is certain, `unavailable` is not knowing. */
export type Fact<T> =
  | { state: 'known'; value: T; standIn?: StandIn }
  | { state: 'absent' }
  | { state: 'unavailable'; why: UnavailableWhy; asOfMs: number };

export const known = <T>(value: T, standIn?: StandIn): Fact<T> =>
  standIn === undefined ? { state: 'known', value } : { state: 'known', value, standIn };
export const absent = { state: 'absent' } as const;
export const unavailable = (why: UnavailableWhy, asOfMs: number) => ({ state: 'unavailable', why, asOfMs }) as const;

/** The same fact in other words. */
export const mapFact = <T, U>(fact: Fact<T>, map: (value: T) => U): Fact<U> =>
  fact.state === 'known' ? { ...fact, value: map(fact.value) } : fact;

/** Whether any of them could not be told. */
export const isUnknown = (...facts: Fact<unknown>[]): boolean => facts.some((fact) => fact.state === 'unavailable');

/** The workspace as a card needs it. */
export interface Place {
  workspaceId: string;
  region: 'us' | 'eu' | 'au';
  timeZone: string;
}

export interface PhoneNumber {
  /** As Intercom holds it. */
  raw: string;
  /** `+1 415 555 0100`; undefined when the number cannot be read. */
  international: string | undefined;
  /** ISO 3166-1 alpha-2. */
  countryCode: string | undefined;
  /** The caller withheld the number: `raw` is a word for that, or digits that stand for it. */
  hidden?: true;
  /** It was read in a country that was only guessed. */
  guessed?: true;
}

export interface Caller {
  contactId: string | undefined;
  /** `user`, `lead`, or what Intercom says. */
  role: string | undefined;
  name: string | undefined;
  email: string | undefined;
  phone: PhoneNumber | undefined;
  /** The contact that the conversation names was merged into this one. */
  merged: boolean;
  /** Why the contact could not be read, when this is only what came with the request: then what is missing may exist. */
  unread: UnavailableWhy | 'gone' | undefined;
}

export interface CompanyFact {
  name: string | undefined;
  plan: string | undefined;
  monthlySpend: number | undefined;
}

export interface ConversationHead {
  id: string;
  state: string;
  /** `phone_call`, `email`, ...; undefined where Intercom did not say. */
  sourceType?: string | undefined;
  subject: string | undefined;
  updatedAtMs: number | undefined;
  teammateId: string | undefined;
  teamId: string | undefined;
}

export interface TranscriptLine {
  atMs: number | undefined;
  speaker: string | undefined;
  text: string;
}

export interface CallFact {
  id: string;
  direction: string;
  state: string;
  endedReason: string | undefined;
  /** How it ended; by the record alone, where the log was not read. */
  outcome: CallOutcome;
  phone: PhoneNumber | undefined;
  teammateId: string | undefined;
  initiatedAtMs: number | undefined;
  answeredAtMs: number | undefined;
  endedAtMs: number | undefined;
  hasRecording: boolean;
  hasTranscript: boolean;
  transcript: TranscriptLine[];
}

export interface FinVoiceFact {
  id: string;
  status: string;
  summary: string | undefined;
  intents: string[];
  callId: string | undefined;
  transcript: TranscriptLine[];
}

/** Names by id, and who is away. */
export interface Directory {
  teammates: ReadonlyMap<string, TeammateFact>;
  teams: ReadonlyMap<string, TeamFact>;
}

export interface TeammateFact {
  id: string;
  name: string;
  away: boolean;
  /** Away, and replies go back to the team. */
  reassigning: boolean;
  hasInboxSeat: boolean;
}

export interface TeamFact {
  id: string;
  name: string;
}

export interface TagFact {
  id: string;
  name: string;
}

/** The first card. */
export interface HomeFacts {
  place: Place;
  /** Whether the conversation came in by phone; undefined when nobody said. */
  isPhoneConversation: boolean | undefined;
  caller: Fact<Caller>;
  /** The number of whoever is calling; undefined where no call and no contact tells one. */
  number?: CallersNumber | undefined;
  /** Who has that number; absent where nobody can be looked up by it, undefined when Callcard cannot tell. */
  callers?: Fact<NumberSharing> | undefined;
  companies: Fact<CompanyFact[]>;
  /** The contact's other conversations, newest first. */
  otherConversations: Fact<ConversationHead[]>;
  /** The calls of this conversation, newest first. */
  calls: Fact<CallFact[]>;
  finVoice: Fact<FinVoiceFact[]>;
  /** Calls from this caller that were handed to Fin and that Fin has not taken, newest first. */
  handed: Fact<HandedCallFact[]>;
  /** Replies reach nobody, for want of an email address. */
  hasNoEmail: boolean;
  /** What is worth knowing and not told elsewhere on the card, the most important first. */
  insights: readonly Insight[];
  /** How many other conversations of the contact came in by phone, as far as that is known. */
  otherPhoneConversations: number;
  directory: Fact<Directory>;
}

export type TagTarget = 'conversation' | 'contact';

export interface TagFacts {
  place: Place;
  target: TagTarget;
  /** Whether there is a contact to tag at all. */
  hasContact: boolean;
  /** The tags on the target now. */
  attached: Fact<TagFact[]>;
  all: Fact<TagFact[]>;
  /** Ids, most recently used first. */
  recentIds: string[];
}

export interface AssignFacts {
  place: Place;
  /** The teammate who looks at the card. */
  viewerId: string | undefined;
  assignee: Fact<{ teammateId: string | undefined; teamId: string | undefined }>;
  teammates: Fact<TeammateFact[]>;
  teams: Fact<TeamFact[]>;
}

export interface NoteFacts {
  viewerName: string | undefined;
}

export interface HistoryFacts {
  place: Place;
  conversations: Fact<ConversationHead[]>;
  directory: Fact<Directory>;
}
