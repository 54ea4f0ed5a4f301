import type { Caller, Directory, Fact } from '../../../canvas/facts.ts';
import type { CallerNumber } from '../../callers/caller-number.ts';
import type { Call, ConversationPart, FinVoiceCall } from '../../intercom/types.ts';

/** Calls of one contact. */
export interface CallsOfContact {
  calls: readonly Call[];
  /** None that began after this is left out; an infinity where none at all is, or any may be. */
  completeSinceMs: number;
}

/** What the rules are told. A rule that needs a fact which is not known says nothing. */
export interface InsightFacts {
  nowMs: number;
  /** The workspace's (IANA). */
  timeZone: string;
  /** The caller's: on the first card the one that it shows, on the card of a call the one of that call. */
  number: CallerNumber | undefined;
  isPhoneConversation: boolean | undefined;
  caller: Fact<Caller>;
  /** The call that the card is about. */
  call: Call | undefined;
  /** All calls of the contact, in and out, with or without `call`. */
  contactCalls: Fact<CallsOfContact>;
  /** The Fin Voice records of the conversation. */
  finVoice: Fact<readonly FinVoiceCall[]>;
  /** `ai_agent.resolution_state` of the conversation, when Fin took part. */
  finResolutionState: string | undefined;
  /** The parts of the conversation. */
  parts: Fact<readonly ConversationPart[]>;
  directory: Fact<Directory>;
}
