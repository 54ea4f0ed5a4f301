import type { Insight } from '../../../canvas/phone/insight.ts';
import { isHidden } from './callers-number.ts';
import type { InsightFacts } from './facts.ts';

/**
 * A caller who withholds the number cannot be called back, and Intercom's "Request a callback" does not work for them.
 * Source: Intercom Help, Intercom Phone FAQs.
 */
export function hiddenNumber(facts: Pick<InsightFacts, 'number'>): Insight | undefined {
  return isHidden(facts) ? { kind: 'hidden_number' } : undefined;
}
