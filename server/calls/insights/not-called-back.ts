import type { CallOutcome } from '../../../canvas/phone/call-log.ts';
import { isWithFin } from '../../../canvas/phone/fin-statuses.ts';
import type { Insight } from '../../../canvas/phone/insight.ts';
import { isHiddenCaller } from '../../callers/hidden-caller.ts';
import type { Call } from '../../intercom/types.ts';
import { callEnding } from '../call-ending.ts';
import { callsInOrder, withoutLegs } from './calls-in-order.ts';
import type { InsightFacts } from './facts.ts';

type Facts = Pick<InsightFacts, 'contactCalls' | 'call' | 'caller' | 'finVoice' | 'finResolutionState' | 'nowMs'>;

const NOT_ANSWERED = new Set<CallOutcome>([
  ...(['missed', 'abandoned', 'voicemail', 'deflected', 'not_answered'] as const),
  ...(['declined', 'declined_with_button', 'declined_unclear', 'busy', 'cancelled', 'failed'] as const),
]);

/**
 * The contact's newest call came in and nobody answered it: neither has anybody called out since, even in vain, nor did a
 * later call of theirs come through. Says nothing unless all calls since then are known as of now, and what became of it.
 */
export function notCalledBack(facts: Facts): Insight | undefined {
  const { contactCalls, call, nowMs } = facts;
  if (contactCalls.state !== 'known' || contactCalls.standIn !== undefined) return undefined;
  const all = [...contactCalls.value.calls, ...(call === undefined ? [] : [call])];
  const ordered = callsInOrder(all);
  const isTimed = new Set(ordered.map((one) => one.call.id));
  const [newest] = withoutLegs(ordered);
  if (newest === undefined || newest.startMs <= contactCalls.value.completeSinceMs) return undefined;
  if (all.some(({ id }) => !isTimed.has(id))) return undefined;
  const missed = newest.call;
  const hasLegs = ordered.some((one) => one.call !== missed && one.startMs >= newest.startMs);
  const isMissed = missed.direction === 'inbound' && NOT_ANSWERED.has(callEnding(missed, []).outcome);
  if (hasLegs || !isMissed || isHiddenCaller(missed.phone) || mayBeWithFin(missed, facts)) return undefined;
  return { kind: 'not_called_back', calledAtMs: newest.startMs, asOfMs: nowMs };
}

function mayBeWithFin(missed: Call, { finVoice, finResolutionState, call }: Facts): boolean {
  if (finVoice.state === 'unavailable') return true;
  const records = finVoice.state === 'known' ? finVoice.value : [];
  const isOurs = missed.id === call?.id || isSame(missed.conversationId, call?.conversationId);
  return (
    (isOurs && isWithFin(finResolutionState)) ||
    records.some(
      ({ status, intercomCallId, conversationId }) =>
        isWithFin(status) && (intercomCallId === missed.id || isSame(conversationId, missed.conversationId)),
    )
  );
}

const isSame = (id: string | undefined, other: string | undefined) => id !== undefined && id === other;
