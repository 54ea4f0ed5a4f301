import { type CallState, isOver } from '../../canvas/phone/call-states.ts';
import { isFinDone } from '../../canvas/phone/fin-statuses.ts';
import type { FactKind, KeptFact } from '../../db/mirror-ports.ts';
import type { FinVoiceCall } from '../intercom/types.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A notification that agreed with a read proves for this long that notifications arrive. */
const EVIDENCE_MS = HOUR_MS;
/** What may change at any moment without a notification: a call that goes on, what Fin does with it. */
const MOVING_MS = 5_000;

/** A notification tells when it changes. But one may be lost, above all that something is gone: a week is the most. */
const TOLD = 7 * 24 * HOUR_MS;

/**
 * How long each kind of fact is believed while notifications demonstrably arrive, by what Intercom's topics tell.
 * Source: Intercom, webhook topics.
 */
const BELIEVED_MS: Readonly<Record<FactKind, number>> = {
  // contact.*: created, updated, email updated, signed up, merged, archived, deleted.
  contact: TOLD,
  // company.contact.attached and .detached.
  companies: TOLD,
  // company.updated and .deleted; but a company is first heard of in an answer, so its place is made after it was read.
  company: HOUR_MS,
  // contact.*.tag.created and .deleted.
  contact_tags: TOLD,
  // conversation.* tells what cards take from it: whose it is, where it came from, its state and its assignee.
  conversation: TOLD,
  conversations: TOLD,
  // call.*, for calls that ended: see `callsLastMs`.
  calls: TOLD,
  // Nothing tells of Fin Voice, but a record does not change any more once it ended: see `finVoiceLastsMs`.
  fin_voice: TOLD,
  // Only what notifications told.
  deletions: TOLD,
  // admin.* tells who joins, leaves or goes away, but not when somebody gets another name.
  teammates: HOUR_MS,
  // No topic tells of these.
  teams: 10 * MINUTE_MS,
  tags: 10 * MINUTE_MS,
};

export interface TrustTimes {
  nowMs: number;
  /** When a notification last said the same as a read; undefined: never, or one was missed since. */
  agreedAtMs: number | undefined;
  /** The longest that anything is believed without evidence; 0: nothing is. */
  factFreshMs: number;
  /** The longest that anything is believed. */
  keepMs: number;
}

/**
 * Until when a kept fact stands in for asking Intercom, if no notification agrees anew; a time that is over if it does
 * not. `lastsMs`: how long what it says can be true, where that depends on what it says. A fact from the future, after the
 * clock was set back, has an age that nobody knows.
 */
export function trustedUntilMs(
  fact: Pick<KeptFact, 'kind' | 'value' | 'learnedAtMs'> | undefined,
  times: TrustTimes,
  lastsMs = TOLD,
): number {
  if (fact?.value === undefined || fact.learnedAtMs > times.nowMs) return Number.NEGATIVE_INFINITY;
  const { agreedAtMs, factFreshMs, keepMs } = times;
  const believedMs = Math.min(BELIEVED_MS[fact.kind], lastsMs, keepMs);
  const unprovenUntilMs = fact.learnedAtMs + Math.min(believedMs, factFreshMs);
  if (agreedAtMs === undefined || !hasEvidence(times)) return unprovenUntilMs;
  return Math.max(unprovenUntilMs, Math.min(fact.learnedAtMs + believedMs, agreedAtMs + EVIDENCE_MS + 1));
}

/** Whether notifications demonstrably arrive. A time in the future proves nothing. */
export function hasEvidence({ nowMs, agreedAtMs }: Pick<TrustTimes, 'nowMs' | 'agreedAtMs'>): boolean {
  return agreedAtMs !== undefined && agreedAtMs <= nowMs && nowMs - agreedAtMs <= EVIDENCE_MS;
}

/** Whether all calls are certainly over. */
export function areOver(calls: readonly CallState[]): boolean {
  return calls.every(isOver);
}

/** `call.ended` tells when a call is over, but not of one that was abandoned in routing. */
export function callsLastMs(calls: readonly CallState[]): number {
  return areOver(calls) ? TOLD : MOVING_MS;
}

/**
 * Whether Fin is certainly done with all of them; with none, whether none can come any more: while a call goes on, the
 * first may. An unknown status may be any.
 */
export function finIsDone(
  records: readonly Pick<FinVoiceCall, 'status'>[],
  { callsAreOver }: { callsAreOver: boolean },
): boolean {
  return records.length === 0 ? callsAreOver : records.every(({ status }) => isFinDone(status));
}

/** The summary may come after the end. */
export function finVoiceLastsMs(
  records: readonly Pick<FinVoiceCall, 'status' | 'summary'>[],
  calls: { callsAreOver: boolean },
): number {
  if (!finIsDone(records, calls)) return MOVING_MS;
  return records.every(({ summary }) => summary !== undefined) ? TOLD : MINUTE_MS;
}
