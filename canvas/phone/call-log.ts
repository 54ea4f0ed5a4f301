/** What Intercom Phone did with a call, as its log and its call record tell it. */

/** Somebody of the team: as the log names them, as the directory knows them, or both. */
export interface Who {
  name: string | undefined;
  teammateId: string | undefined;
}

/** Why a call was not put into the queue. */
export type DeflectionReason =
  | { id: 'queue_full'; maxCalls: number }
  | { id: 'no_teammates_available' }
  | { id: 'workspace_out_of_office' }
  | { id: 'team_out_of_office'; teamName: string }
  | { id: 'hold_timeout_exceeded'; minutes: number }
  /** A reason that Callcard does not know, as Intercom wrote it. */
  | { id: 'other'; text: string };

/** What an unclear decline may have been: Intercom writes one sentence for both. */
export type DeclineCause = 'on_another_call' | 'connection_failed';

/** One sentence of Intercom's call log. */
export type CallEvent =
  /** The click on Answer, which is logged even when no connection comes of it. */
  | { kind: 'answered'; name: string }
  /** With the Decline button. */
  | { kind: 'declined'; name: string }
  | { kind: 'declined_unclear'; name: string; possibleCauses: readonly DeclineCause[] }
  | { kind: 'missed'; name: string }
  /** A supervisor joined a call that was going on. */
  | { kind: 'joined'; name: string }
  /** Taken from the shared pool before it was assigned. */
  | { kind: 'claimed'; name: string }
  /** The caller hung up, waiting or while it rang. */
  | { kind: 'abandoned' }
  /** Intercom looked for a teammate when the caller had already gone. */
  | { kind: 'late_assignment' }
  | { kind: 'deflected'; reason: DeflectionReason }
  /** How many of the team were what, when the call came in. */
  | { kind: 'teammates_away' | 'teammates_without_phone' | 'teammates_available'; count: number };

/** What the call record tells besides: when it began, when somebody was connected, when and why it ended. */
export type CallMilestone = { kind: 'started' } | { kind: 'connected' } | { kind: 'ended'; reason: string | undefined };

export interface TimelineEvent {
  atMs: number | undefined;
  event: CallEvent | CallMilestone;
  /** Who did it, where somebody of the team did. */
  who: Who | undefined;
}

export type CallOutcome =
  | 'running'
  | 'answered'
  | 'transferred'
  | 'voicemail'
  | 'missed'
  | 'abandoned'
  | 'declined_with_button'
  /** Declined without the button: busy or not connected. */
  | 'declined_unclear'
  /** Declined, and nobody said how. */
  | 'declined'
  | 'deflected'
  | 'busy'
  | 'cancelled'
  | 'failed'
  | 'not_answered'
  /** Intercom gave a reason that Callcard does not know, or none that tells. */
  | 'unknown';

/** How a call ended, where that is known. */
export type Ending = Exclude<CallOutcome, 'running' | 'unknown'>;

/** How a call ended, put together from its record and its log. */
export interface CallEnding {
  outcome: CallOutcome;
  /** Who talked, or who missed or declined it at the end. */
  who: Who | undefined;
  /** From the start to the answer; to the end where nobody answered. */
  waitMs: number | undefined;
  /** From the answer to the end. */
  talkMs: number | undefined;
  /** Only of `deflected`. */
  reason: DeflectionReason | undefined;
  /** Only of `declined_unclear`. */
  possibleCauses: readonly DeclineCause[];
  /** Outbound calls that a voicemail took count as answered: Intercom cannot tell them apart. */
  maybeVoicemail: boolean;
  /** Teammates it rang for in vain before it ended as it did, in order. */
  passedBy: Who[];
  /** Supervisors who joined. */
  joined: Who[];
  /** Intercom's own word for the end. */
  said: string | undefined;
}
