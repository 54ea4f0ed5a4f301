import type { CallEnding, CallOutcome, TimelineEvent, Who } from '../../canvas/phone/call-log.ts';
import { endingSaid, isOver, isRunning } from '../../canvas/phone/call-states.ts';
import type { Call } from '../intercom/types.ts';
import { talkMs, waitMs } from './call-times.ts';

/** What is said of a call that somebody answered before it ended so. */
const AFTER_ANSWER = new Set<CallOutcome>(['answered', 'transferred', 'cancelled', 'failed']);
/** Reasons that the log knows better. */
const LOG_KNOWS = new Set<CallOutcome>(['missed', 'abandoned', 'declined', 'deflected', 'not_answered']);

type Ended = { outcome: CallOutcome; by: TimelineEvent | undefined };

/**
 * How a call ended, from its record and its timeline. The record decides whether somebody answered, as the log has
 * clicks on Answer that no connection came of; the log decides why nobody did. Contradictory times tell no length.
 */
export function callEnding(call: Call, timeline: readonly TimelineEvent[]): CallEnding {
  const { outcome, by } = ended(call, timeline);
  const talked = outcome === 'answered' || outcome === 'transferred';
  const event = by?.event;
  return {
    outcome,
    who: talked || outcome === 'running' ? answeredBy(call, timeline) : by?.who,
    waitMs: waitMs(call),
    talkMs: talked ? talkMs(call) : undefined,
    reason: event?.kind === 'deflected' ? event.reason : undefined,
    possibleCauses: event?.kind === 'declined_unclear' ? event.possibleCauses : [],
    maybeVoicemail: talked && call.direction === 'outbound',
    passedBy: whoOf(timeline, (one) => one !== by && TURNS.has(one.event.kind)),
    joined: whoOf(timeline, ({ event: { kind } }) => kind === 'joined'),
    said: call.endedReason,
  };
}

function ended(call: Call, timeline: readonly TimelineEvent[]): Ended {
  if (isRunning(call)) return { outcome: 'running', by: undefined };
  const said = endingSaid(call.endedReason);
  if (call.answeredAtMs !== undefined && (said === undefined || AFTER_ANSWER.has(said))) {
    return { outcome: said === 'transferred' ? said : 'answered', by: undefined };
  }
  if (said !== undefined && !LOG_KNOWS.has(said)) return { outcome: said, by: undefined };
  const end =
    lastOf(ENDS, timeline) ?? (said !== undefined && ENDS_CALL.has(said) ? undefined : lastOf(TURNS, timeline));
  if (end !== undefined) return end;
  if (said !== undefined) return { outcome: said, by: undefined };
  return { outcome: isOver(call) && call.endedReason === undefined ? 'not_answered' : 'unknown', by: undefined };
}

type Kinds = ReadonlyMap<TimelineEvent['event']['kind'], CallOutcome>;
const ENDS: Kinds = new Map([
  ['deflected', 'deflected'],
  ['abandoned', 'abandoned'],
  ['late_assignment', 'abandoned'],
]);
/** These end only one teammate's turn: the caller may have gone on waiting. */
const TURNS: Kinds = new Map([
  ['missed', 'missed'],
  ['declined', 'declined_with_button'],
  ['declined_unclear', 'declined_unclear'],
]);
const ENDS_CALL = new Set(ENDS.values());

function lastOf(kinds: Kinds, timeline: readonly TimelineEvent[]): Ended | undefined {
  const by = timeline.findLast(({ event }) => kinds.has(event.kind));
  const outcome = by && kinds.get(by.event.kind);
  return outcome === undefined ? undefined : { outcome, by };
}

function whoOf(timeline: readonly TimelineEvent[], isMeant: (one: TimelineEvent) => boolean): Who[] {
  return timeline.filter(isMeant).flatMap(({ who }) => who ?? []);
}

/** The record names the teammate of the call; where it does not, the last who clicked Answer. */
function answeredBy({ adminId, answeredAtMs }: Call, timeline: readonly TimelineEvent[]): Who | undefined {
  const clicks = whoOf(timeline, ({ event: { kind } }) => kind === 'answered');
  if (adminId === undefined) return clicks.at(-1);
  if (answeredAtMs === undefined && clicks.length === 0) return undefined;
  return clicks.find(({ teammateId }) => teammateId === adminId) ?? { name: undefined, teammateId: adminId };
}
