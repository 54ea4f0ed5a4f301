import type { CallFact, Directory, Fact, FinVoiceFact, Place, TranscriptLine } from '../facts.ts';
import type { CallEnding, TimelineEvent } from './call-log.ts';
import type { Insight } from './insight.ts';

/** A call that a phone system outside Intercom handed to Fin Voice. */
export interface HandedCallFact {
  /** The phone system's own id. */
  externalCallId: string;
  /** `aws_connect`, `five9`, `zoom_phone`. */
  source: string;
  /** `accepted`, `registered`, `matched`, `ended` or `failed`. */
  state: string;
  acceptedAtMs: number;
  registeredAtMs: number | undefined;
  endedAtMs: number | undefined;
  /** When Intercom was last asked what became of it. */
  askedAtMs: number | undefined;
  /** Fin took the call, as far as Intercom told. */
  wasTaken: boolean;
  /** Intercom's id of the record, once it has one. */
  finVoiceId: string | undefined;
}

/** Callcard's own addresses about one call; they work for teammates of the workspace and do not expire. */
export interface CallLinks {
  recording: string;
  transcriptText: string;
  transcriptJson: string;
}

/** One call. */
export interface CallFacts {
  place: Place;
  /** Where the call is. */
  conversationId: string | undefined;
  call: Fact<CallFact>;
  /** Undefined where the call is not known. */
  ending: CallEnding | undefined;
  /** What happened, oldest first. Absent: the call is in no conversation, and so has no log. */
  timeline: Fact<TimelineEvent[]>;
  insights: readonly Insight[];
  /** Why the transcript that the call says it has is not among its lines; undefined when there is nothing to miss. */
  transcript: Fact<TranscriptLine[]> | undefined;
  links: CallLinks;
  directory: Fact<Directory>;
}

/** The calls of a conversation, and those of its contact. */
export interface CallsFacts {
  place: Place;
  /** Newest first. */
  calls: Fact<CallFact[]>;
  /** Those of the contact's other conversations, newest first. Absent: there is no contact. */
  otherCalls: Fact<CallFact[]>;
  /** Whether all other calls are among them, as far as Intercom can be asked. */
  areAllOthers: boolean;
  directory: Fact<Directory>;
}

/** What Fin did with one call. */
export interface FinVoiceFacts {
  place: Place;
  /** What was asked for: a record of Intercom's, or a call that was handed over and may have none yet. */
  wanted: { finVoiceId: string } | { externalCallId: string };
  record: Fact<FinVoiceFact>;
  /** How the call was handed to Fin through Callcard; undefined when it was not, or that cannot be told. */
  handed: HandedCallFact | undefined;
  /** Who took over from Fin. Absent: nobody did, or there was no need. */
  tookOver: Fact<Insight>;
  directory: Fact<Directory>;
}
