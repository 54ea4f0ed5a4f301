import type { Ending } from './call-log.ts';

/** As much of a call's record as tells whether it goes on. */
export interface CallState {
  state: string;
  endedAtMs: number | undefined;
  endedReason: string | undefined;
}

/** Intercom does not list the states of a call: these have been seen, or are what other phone systems say. */
const RUNNING: ReadonlySet<string> = new Set([
  ...['initiated', 'queued', 'ringing', 'in-progress', 'in_progress', 'active', 'on_hold'],
]);
const OVER: ReadonlySet<string> = new Set(['completed', 'ended']);

/** Its state says that it goes on, and nothing that it is over. An unknown state says neither. */
export function isRunning({ state, endedAtMs, endedReason }: CallState): boolean {
  return endedAtMs === undefined && endedReason === undefined && RUNNING.has(state);
}

/** It is certainly over. An unknown state, without an end, may be any. */
export function isOver({ state, endedAtMs, endedReason }: CallState): boolean {
  return endedAtMs !== undefined || endedReason !== undefined || OVER.has(state);
}

/** Nor does it list the reasons for an end. */
const ENDINGS: ReadonlyMap<string, Ending> = new Map([
  ['answered', 'answered'],
  ['transferred', 'transferred'],
  ['voicemail', 'voicemail'],
  ['missed', 'missed'],
  ['abandoned', 'abandoned'],
  ['declined', 'declined'],
  ['rejected', 'declined'],
  ['deflected', 'deflected'],
  ['busy', 'busy'],
  ['cancelled', 'cancelled'],
  ['canceled', 'cancelled'],
  ['failed', 'failed'],
  ['no_answer', 'not_answered'],
  ['unanswered', 'not_answered'],
]);

/** What Intercom's reason for the end of a call means; undefined where it is not known, or tells nothing. */
export function endingSaid(endedReason: string | undefined): Ending | undefined {
  return ENDINGS.get(endedReason?.toLowerCase().replace(/[- ]/g, '_') ?? '');
}
