import type { Insight } from '../../../canvas/phone/insight.ts';
import { lengthMs, talkMs } from '../call-times.ts';
import type { InsightFacts } from './facts.ts';

const MINUTE_MS = 60_000;

/**
 * The minutes that Intercom Phone bills for this call: begun minutes count whole. A call in counts from its start, with
 * menus, queue and hold; a call out, and one in which the caller waited to be called back, from when both were
 * connected. Only of phone calls that are over, where the times are known. Source: Intercom Help, Intercom Phone FAQs.
 */
export function billableMinutes({ call }: Pick<InsightFacts, 'call'>): Insight | undefined {
  if (call === undefined || call.callType !== 'phone') return undefined;
  const waitedForCallback = /call[_-]?back/i.test(`${call.state} ${call.endedReason ?? ''}`);
  const from = call.direction === 'inbound' && !waitedForCallback ? 'start' : 'answer';
  if (from === 'answer' && call.direction !== 'inbound' && call.direction !== 'outbound') return undefined;
  const billedMs = from === 'start' ? lengthMs(call) : talkMs(call);
  if (billedMs === undefined || billedMs === 0) return undefined;
  return { kind: 'billable_minutes', minutes: Math.ceil(billedMs / MINUTE_MS), from };
}
