import type { CallersNumber } from '../../canvas/caller-facts.ts';
import type { Call } from '../intercom/types.ts';
import { readPhoneNumber } from './phone-number.ts';
import type { ReadingCountry } from './reading-country.ts';
import { resolveNumber } from './resolve-number.ts';

/**
 * The number of whoever is on the other side of a conversation: of the newest call that came in, else of the contact,
 * else the one that was called. Undefined where none of them tells one.
 */
export function callerNumber(
  { calls, contactPhone }: { calls: readonly Call[]; contactPhone: string | undefined },
  country: ReadingCountry,
): CallersNumber | undefined {
  const withNumber = calls.filter(({ phone }) => phone !== undefined && phone.trim() !== '');
  const incoming = withNumber.find(({ direction }) => direction !== 'outbound');
  const ofContact = contactPhone === undefined || contactPhone.trim() === '' ? undefined : contactPhone;
  if (incoming?.phone !== undefined) return described(incoming.phone, 'call', country);
  if (ofContact !== undefined) return described(ofContact, 'contact', country);
  const [outgoing] = withNumber;
  return outgoing?.phone === undefined ? undefined : described(outgoing.phone, 'call', country);
}

function described(raw: string, from: CallersNumber['from'], reading: ReadingCountry): CallersNumber | undefined {
  const { country, isGuess } = reading;
  const phone = readPhoneNumber(raw, country, { isGuess });
  const number = resolveNumber(raw, country);
  if (phone === undefined) return undefined;
  if (number.resolved) return { phone, e164: number.e164, from, lookUp: number.e164 };
  const [candidate, ...more] = number.candidates;
  // Where it may mean two numbers, who has one of them need not be who is meant.
  return { phone, e164: undefined, from, lookUp: more.length === 0 ? candidate : undefined };
}
