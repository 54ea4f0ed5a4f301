import type { CallOutcome } from '../../../canvas/phone/call-log.ts';
import type { Insight } from '../../../canvas/phone/insight.ts';
import { isHiddenCaller } from '../../callers/hidden-caller.ts';
import type { Call } from '../../intercom/types.ts';
import { callEnding } from '../call-ending.ts';
import { callsInOrder, withoutLegs } from './calls-in-order.ts';
import type { InsightFacts } from './facts.ts';

type Facts = Pick<
  InsightFacts,
  'contactCalls' | 'call' | 'caller' | 'defaultCountry' | 'finVoice' | 'finResolutionState' | 'nowMs'
>;

const NOT_ANSWERED = new Set<CallOutcome>([
  ...(['missed', 'abandoned', 'voicemail', 'deflected', 'not_answered'] as const),
  ...(['declined', 'declined_with_button', 'declined_unclear', 'busy', 'cancelled', 'failed'] as const),
]);
/** Fin looks after the caller, or has done so. */
const WITH_FIN = new Set(['registered', 'in-progress', 'in_progress', 'assumed_resolution', 'confirmed_resolution']);

/**
 * The contact's newest call came in and nobody answered it: neither has anybody called out since, even in vain, nor did a
 * later call of theirs come through. Says nothing unless all calls are known as of now, and what became of the newest.
 */
export function notCalledBack(facts: Facts): Insight | undefined {
  const { contactCalls, call, nowMs } = facts;
  if (contactCalls.state !== 'known' || contactCalls.standIn !== undefined || !contactCalls.value.complete) {
    return undefined;
  }
  const all = [...contactCalls.value.calls, ...(call === undefined ? [] : [call])];
  const ordered = callsInOrder(all);
  const isTimed = new Set(ordered.map((one) => one.call.id));
  const [newest] = withoutLegs(ordered);
  if (newest === undefined || all.some(({ id }) => !isTimed.has(id))) return undefined;
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
    (isOurs && WITH_FIN.has(finResolutionState ?? '')) ||
    records.some(
      ({ status, intercomCallId, conversationId }) =>
        WITH_FIN.has(status) && (intercomCallId === missed.id || isSame(conversationId, missed.conversationId)),
    )
  );
}

const isSame = (id: string | undefined, other: string | undefined) => id !== undefined && id === other;
