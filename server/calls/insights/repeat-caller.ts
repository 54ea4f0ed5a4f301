import type { Insight } from '../../../canvas/phone/insight.ts';
import { isHiddenCaller } from '../../callers/hidden-caller.ts';
import { startOf } from '../parts-of-call.ts';
import { callsInOrder, withoutLegs } from './calls-in-order.ts';
import type { InsightFacts } from './facts.ts';

const WINDOW_MS = 7 * 24 * 60 * 60 * 1000;
const FEWEST_CALLS = 3;

/**
 * The contact called at least three times in the seven days up to this call, itself included; without a call, up to now.
 * What it says stays true when the card is looked at later. Hidden callers are not counted: they may be anybody.
 */
export function repeatCaller({
  contactCalls,
  call,
  nowMs,
}: Pick<InsightFacts, 'contactCalls' | 'call' | 'nowMs'>): Insight | undefined {
  if (contactCalls.state !== 'known' || isHiddenCaller(call?.phone)) return undefined;
  const untilMs = (call && startOf(call)) ?? nowMs;
  const all = [...contactCalls.value.calls, ...(call === undefined ? [] : [call])];
  const sinceMs = untilMs - WINDOW_MS;
  const calls = withoutLegs(callsInOrder(all.filter(isFromCaller))).filter(
    ({ startMs }) => startMs <= untilMs && startMs > sinceMs,
  ).length;
  if (calls < FEWEST_CALLS) return undefined;
  const atLeast = contactCalls.value.completeSinceMs > sinceMs || contactCalls.standIn !== undefined;
  return { kind: 'repeat_caller', calls, atLeast, untilMs };
}

const isFromCaller = ({ direction, phone }: { direction: string; phone: string | undefined }) =>
  direction === 'inbound' && !isHiddenCaller(phone);
