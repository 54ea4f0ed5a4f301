import type { Directory, Fact, PhoneNumber, Place } from './facts.ts';

/** The number that somebody called from, or is known by. */
export interface CallersNumber {
  phone: PhoneNumber;
  /** E.164; only of a number in use, so that it may be written into a contact. */
  e164: string | undefined;
  /** E.164 to look people up by, and for nothing else; undefined where it is withheld, cannot be read or may mean two. */
  lookUp: string | undefined;
  /** From a call of the conversation, or from its contact. */
  from: 'call' | 'contact';
}

/** Who a number turned out to be, as a teammate said. */
export interface CallerAnswerFact {
  contactId: string;
  name: string | undefined;
  teammateId: string;
  atMs: number;
}

/** How many have the caller's number. */
export interface NumberSharing {
  count: number;
  /** Others, without the contact of the conversation, who may have it: their phone may mean another one, or cannot be read now. */
  possible: number;
  /** There are more than were counted. */
  more: boolean;
  /** The contact of the conversation is one of those who have it. */
  includesContact: boolean;
  /** Leads and one user. */
  isDuplicate: boolean;
  answer: CallerAnswerFact | undefined;
}

/** Somebody who may be calling. */
export interface Candidate {
  contactId: string;
  /** `user`, `lead`, or what Intercom says. */
  role: string;
  /** They have the number; else their phone may mean it or another one. */
  exact: boolean;
  name: string | undefined;
  email: string | undefined;
  /** Undefined also where it is not known. */
  company: string | undefined;
  lastSeenAtMs: number | undefined;
  hasOpenConversation: boolean;
  /** The contact of the conversation. */
  isHere: boolean;
}

/** Who is calling, of all who have the number. */
export interface WhoFacts {
  place: Place;
  /** Undefined: no call and no contact tells one. */
  number: CallersNumber | undefined;
  /** The likeliest first; absent where there is no number to look for, undefined when Callcard cannot tell. */
  candidates: Fact<Candidate[]> | undefined;
  more: boolean;
  /** So many more may have the number, but could not be read. */
  unread: number;
  /** Leads that may be merged, all into one user. */
  duplicates: { leadId: string; userId: string }[];
  answer: CallerAnswerFact | undefined;
  directory: Fact<Directory>;
}

/** Two who may be one person. */
export interface MergeFacts {
  place: Place;
  lead: Fact<MergeSide>;
  user: Fact<MergeSide>;
  /** They are what they were when the merge was offered: a lead and a user with one number, which no other user may have. Undefined
   * when Callcard's own records cannot tell. */
  isPossible: Fact<boolean> | undefined;
}

export interface MergeSide {
  contactId: string;
  name: string | undefined;
  email: string | undefined;
  phone: PhoneNumber | undefined;
  lastSeenAtMs: number | undefined;
}
