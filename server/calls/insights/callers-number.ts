import { isHiddenCaller } from '../../callers/hidden-caller.ts';
import { type ResolvedNumber, resolveNumber } from '../../callers/resolve-number.ts';
import type { InsightFacts } from './facts.ts';

type Facts = Pick<InsightFacts, 'call' | 'caller' | 'defaultCountry'>;

/** The number that would be called back, as Intercom holds it: of the call, else of the contact. */
function phoneText({ call, caller }: Facts): string | undefined {
  return call?.phone ?? (caller.state === 'known' ? caller.value.phone?.raw : undefined);
}

export function isHidden(facts: Facts): boolean {
  return isHiddenCaller(phoneText(facts));
}

/** The caller's number where there is no doubt about it: one with another reading says nothing of where it rings. */
export function callersNumber(facts: Facts): ResolvedNumber | undefined {
  const number = resolveNumber(phoneText(facts), facts.defaultCountry);
  return number.resolved && number.confidence === 'high' ? number : undefined;
}
