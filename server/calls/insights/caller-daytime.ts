import { isRunning } from '../../../canvas/phone/call-states.ts';
import type { Insight } from '../../../canvas/phone/insight.ts';
import { zoneOfNumber } from '../../callers/local-time.ts';
import { callersNumber } from './callers-number.ts';
import type { InsightFacts } from './facts.ts';
import { aheadOfUtcMs, atHour } from './wall-clock.ts';

/** When a call is welcome, by the caller's clock. */
const FROM_HOUR = 9;
const UNTIL_HOUR = 18;

/**
 * When it is daytime for the caller: where the number tells the zone, and its clocks are not the workspace's. A card
 * stands still, so it is told as two moments, which stay true, and not as the time it is there. The moments are the
 * daytime that it is now, or the next one.
 */
export function callerDaytime(
  facts: Pick<InsightFacts, 'call' | 'number' | 'nowMs' | 'timeZone'>,
): Insight | undefined {
  const { call, nowMs, timeZone } = facts;
  if (call !== undefined && isRunning(call)) return undefined;
  const number = callersNumber(facts);
  const zone = number && zoneOfNumber(number, nowMs);
  if (zone === undefined) return undefined;
  const untilMs = nextAfter(nowMs, zone, UNTIL_HOUR);
  if (untilMs === undefined) return undefined;
  const fromMs = atHour(zone, untilMs, FROM_HOUR);
  if (fromMs === undefined || isSameClock(zone, timeZone, [nowMs, fromMs, untilMs])) return undefined;
  return nowMs < fromMs ? { kind: 'outside_daytime', fromMs, untilMs } : { kind: 'daytime', untilMs };
}

function nextAfter(nowMs: number, zone: string, hour: number): number | undefined {
  return [0, 1].map((days) => atHour(zone, nowMs, hour, days)).find((atMs) => atMs !== undefined && atMs > nowMs);
}

/** Dates on cards are in UTC where the workspace's zone is not known. */
function isSameClock(zone: string, other: string, times: readonly number[]): boolean {
  return times.every((atMs) => aheadOfUtcMs(zone, atMs) === (aheadOfUtcMs(other, atMs) ?? 0));
}
