import type { ResolvedNumber } from '../../callers/resolve-number.ts';
import type { InsightFacts } from './facts.ts';

type Facts = Pick<InsightFacts, 'number'>;

export function isHidden({ number }: Facts): boolean {
  return number?.phone.hidden === true;
}

/**
 * The caller's number where there is no doubt about it: one that hangs on a guessed country, or has another reading, says
 * nothing of where it rings.
 */
export function callersNumber({ number }: Facts): ResolvedNumber | undefined {
  return number?.certain?.confidence === 'high' ? number.certain : undefined;
}
