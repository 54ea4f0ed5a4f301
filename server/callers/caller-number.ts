import type { CallersNumber } from '../../canvas/caller-facts.ts';
import type { Call } from '../intercom/types.ts';
import { certainNumber, phoneNumberOf, readPhone } from './phone-number.ts';
import type { ReadingCountry } from './reading-country.ts';
import type { ResolvedNumber } from './resolve-number.ts';

/** A caller's number, and what may be made of it. */
export interface CallerNumber extends CallersNumber {
  /** `lookUp` is the number, and not only what its text may mean. */
  isExact: boolean;
  /** Undefined where it hangs on a guessed country, or the text had to be mended. */
  certain: ResolvedNumber | undefined;
}

/**
 * The number of whoever is on the other side of a conversation: of the newest call that came in, else of the contact;
 * where no call came in and the contact has none, the one that was called. Undefined where none of them tells one: another
 * call may have been somebody else's. The newest call comes first.
 */
export function callerNumber(
  { calls, contactPhone }: { calls: readonly Call[]; contactPhone: string | undefined },
  country: ReadingCountry,
): CallerNumber | undefined {
  const incoming = calls.find(({ direction }) => direction !== 'outbound');
  const outgoing =
    incoming === undefined ? calls.find(({ phone }) => phone !== undefined && phone.trim() !== '') : undefined;
  return (
    readCallerNumber(incoming?.phone, 'call', country) ??
    readCallerNumber(contactPhone, 'contact', country) ??
    readCallerNumber(outgoing?.phone, 'call', country)
  );
}

/** Undefined for no text. */
export function readCallerNumber(
  raw: string | undefined,
  from: CallersNumber['from'],
  country: ReadingCountry,
): CallerNumber | undefined {
  const read = readPhone(raw, country);
  if (read === undefined) return undefined;
  const { number } = read;
  const shown = { phone: phoneNumberOf(read), from, certain: certainNumber(read) };
  if (number.resolved) return { ...shown, e164: number.e164, lookUp: number.e164, isExact: true };
  const [candidate, ...more] = number.candidates;
  // Where it may mean two numbers, who has one of them need not be who is meant.
  const lookUp = more.length === 0 ? candidate : undefined;
  return { ...shown, e164: undefined, lookUp, isExact: number.reason === 'not_in_use' };
}
