import type { Insight } from '../../../canvas/phone/insight.ts';
import { billableMinutes } from './billable-minutes.ts';
import { callerDaytime } from './caller-daytime.ts';
import type { InsightFacts } from './facts.ts';
import { finResolution } from './fin-resolution.ts';
import { hiddenNumber } from './hidden-number.ts';
import { noEmail } from './no-email.ts';
import { notCalledBack } from './not-called-back.ts';
import { repeatCaller } from './repeat-caller.ts';
import { restrictedDestination } from './restricted-destination.ts';
import { tookOver } from './took-over.ts';

const RULES: readonly ((facts: InsightFacts) => Insight | undefined)[] = [
  notCalledBack,
  repeatCaller,
  hiddenNumber,
  noEmail,
  restrictedDestination,
  callerDaytime,
  finResolution,
  tookOver,
  billableMinutes,
];

/** The lower, the sooner it is told: what asks for something to be done, what stands in its way, what is good to know. */
const PLACE: Record<Insight['kind'], number> = {
  not_called_back: 1,
  repeat_caller: 2,
  hidden_number: 3,
  no_email: 4,
  restricted_destination: 5,
  outside_daytime: 6,
  took_over: 7,
  fin_resolution: 8,
  daytime: 9,
  billable_minutes: 10,
};

/** Everything that is true of these facts, the most important first. */
export function insightsOf(facts: InsightFacts): Insight[] {
  return RULES.flatMap((rule) => rule(facts) ?? []).sort((a, b) => PLACE[a.kind] - PLACE[b.kind]);
}

/** The `count` most important ones, without kinds that the card tells elsewhere. */
export function topInsights(
  insights: readonly Insight[],
  count: number,
  toldElsewhere: readonly Insight['kind'][] = [],
): Insight[] {
  return insights.filter(({ kind }) => !toldElsewhere.includes(kind)).slice(0, Math.max(0, count));
}
