import { newestFirst } from '../calls/call-fact.ts';
import type { Call } from '../intercom/types.ts';
import { areOver } from './trust.ts';

/**
 * How far a call has come; it never goes back. A state that is not known, of a call that nobody answered or ended, may
 * be any of the first.
 */
function stageOf(call: Call): 'begun' | 'answered' | 'over' {
  if (areOver([call])) return 'over';
  return call.answeredAtMs === undefined ? 'begun' : 'answered';
}

const STAGES = ['begun', 'answered', 'over'] as const;

/**
 * One call out of two states of it, in whatever order they were told: calls have no version, but they only go on, and a
 * recording or a transcript that is there stays. Undefined when it cannot be told which of the two is later.
 */
function mergeCall(known: Call, told: Call): Call | undefined {
  const [knownStage, toldStage] = [STAGES.indexOf(stageOf(known)), STAGES.indexOf(stageOf(told))];
  if (knownStage === toldStage && !isSame(known, told)) return undefined;
  return {
    ...(toldStage > knownStage ? told : known),
    hasRecording: known.hasRecording || told.hasRecording,
    hasTranscript: known.hasTranscript || told.hasTranscript,
    transcript: [],
  };
}

function isSame(one: Call, other: Call): boolean {
  return JSON.stringify(steady(one)) === JSON.stringify(steady(other));
}

/** All of a call but what comes after its end. */
function steady(call: Call) {
  return [
    [call.conversationId, call.adminId, call.contactId, call.phone],
    [call.state, call.direction, call.callType, call.endedReason],
    [call.initiatedAtMs, call.answeredAtMs, call.endedAtMs],
  ];
}

/**
 * The calls of a conversation, newest first, once this state of one of them is known; undefined when Intercom has to be
 * asked. A call does not leave its conversation, so one that is missing is new.
 */
export function withCall(calls: readonly Call[], told: Call): Call[] | undefined {
  const known = calls.find(({ id }) => id === told.id);
  const merged = known === undefined ? { ...told, transcript: [] } : mergeCall(known, told);
  return merged && newestFirst([...calls.filter(({ id }) => id !== told.id), merged]);
}
