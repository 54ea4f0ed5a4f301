import type { Insight } from '../../../canvas/phone/insight.ts';
import { restrictionOf } from '../outbound-restrictions.ts';
import { callersNumber } from './callers-number.ts';
import type { InsightFacts } from './facts.ts';

/** Calling this number back may be restricted by default. A prefix that two places share is told of the number's own. */
export function restrictedDestination(facts: Pick<InsightFacts, 'number'>): Insight | undefined {
  const number = callersNumber(facts);
  const found = number && restrictionOf(number.e164);
  if (number === undefined || found === undefined) return undefined;
  const { destination, prefix, basis } = found;
  const { country } = number;
  const isOneOf = destination.type === 'countries' && country !== undefined && destination.countries.includes(country);
  return {
    kind: 'restricted_destination',
    destination: isOneOf ? { type: 'countries', countries: [country] } : destination,
    prefix,
    basis,
  };
}
