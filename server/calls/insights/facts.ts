import type { Caller, Directory, Fact } from '../../../canvas/facts.ts';
import type { Call, ConversationPart, FinVoiceCall } from '../../intercom/types.ts';

/** Calls of one contact. `complete`: none that began in the last seven days, or after the oldest of these, is left out. */
export interface CallsOfContact {
  calls: readonly Call[];
  complete: boolean;
}

/** What the rules are told. A rule that needs a fact which is not known says nothing. */
export interface InsightFacts {
  nowMs: number;
  /** The workspace's (IANA). */
  timeZone: string;
  /** What the workspace's numbers without a country code are read in (ISO 3166-1 alpha-2). */
  defaultCountry: string | undefined;
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
