import type { Insight } from '../../../canvas/phone/insight.ts';
import type { InsightFacts } from './facts.ts';

/** What became of Fin's work on the conversation. The value is Intercom's, old, new or unknown; the card has its words. */
export function finResolution({ finResolutionState }: Pick<InsightFacts, 'finResolutionState'>): Insight | undefined {
  const resolutionState = finResolutionState?.trim() ?? '';
  return resolutionState === '' ? undefined : { kind: 'fin_resolution', resolutionState };
}
