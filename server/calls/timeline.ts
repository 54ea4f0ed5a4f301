import type { Directory } from '../../canvas/facts.ts';
import type { CallMilestone, TimelineEvent } from '../../canvas/phone/call-log.ts';
import type { Call, ConversationPart } from '../intercom/types.ts';
import { readCallEvents } from './call-events.ts';
import { isLogged } from './is-logged.ts';
import { type Names, namesOf } from './names.ts';
import { inOrder, partsOfCall } from './parts-of-call.ts';

/**
 * What happened with a call, oldest first: the entries of Intercom's call log among the conversation's parts, and what
 * the call's record tells besides. `otherCalls` are those of the same conversation, whose entries are left out; without
 * a call every entry of the conversation is told.
 */
export function callTimeline(
  parts: readonly ConversationPart[],
  call: Call | undefined,
  directory?: Directory,
  otherCalls: readonly Call[] = [],
): TimelineEvent[] {
  const names = namesOf(directory);
  const own = call === undefined ? inOrder(parts) : partsOfCall(parts, call, otherCalls);
  const logged = own.filter(isLogged).flatMap((part) => eventsOf(part, names));
  return call === undefined ? logged : withMilestones(logged, call);
}

function eventsOf({ body, createdAtMs }: ConversationPart, names: Names): TimelineEvent[] {
  if (body === undefined) return [];
  return readCallEvents(body, names.has).map((event) => ({
    atMs: createdAtMs,
    event,
    who: 'name' in event ? names.whoIs(event.name) : undefined,
  }));
}

/** A click on Answer this near to the connection is the one that made it. */
const SAME_ANSWER_MS = 60_000;

function withMilestones(logged: readonly TimelineEvent[], call: Call): TimelineEvent[] {
  const { initiatedAtMs, answeredAtMs, endedAtMs, adminId } = call;
  const who = adminId === undefined ? undefined : { name: undefined, teammateId: adminId };
  const milestones: TimelineEvent[] = [];
  const add = (atMs: number | undefined, event: CallMilestone, by?: TimelineEvent['who']) => {
    if (atMs !== undefined) milestones.push({ atMs, event, who: by });
  };
  add(initiatedAtMs, { kind: 'started' });
  if (!logged.some((entry) => isAnswerOf(entry, call))) add(answeredAtMs, { kind: 'connected' }, who);
  add(endedAtMs, { kind: 'ended', reason: call.endedReason });
  return milestones.reduce(inserted, [...logged]);
}

function isAnswerOf({ event, atMs, who }: TimelineEvent, { answeredAtMs, adminId }: Call): boolean {
  if (event.kind !== 'answered' || answeredAtMs === undefined) return false;
  const sameTeammate = who?.teammateId === undefined || adminId === undefined || who.teammateId === adminId;
  return sameTeammate && (atMs === undefined || Math.abs(atMs - answeredAtMs) <= SAME_ANSWER_MS);
}

/** At its time among the others: a start before what happened in the same second, all else behind it. */
function inserted(events: readonly TimelineEvent[], milestone: TimelineEvent): TimelineEvent[] {
  const atMs = milestone.atMs ?? 0;
  const isLater = (otherMs: number) => (milestone.event.kind === 'started' ? otherMs >= atMs : otherMs > atMs);
  const index = events.findIndex((other) => other.atMs !== undefined && isLater(other.atMs));
  return index < 0 ? [...events, milestone] : events.toSpliced(index, 0, milestone);
}
