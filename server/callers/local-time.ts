import { zonesOf } from './country-zones.ts';
import type { NumberType, ResolvedNumber } from './resolve-number.ts';

/** Types of numbers that ring where the country is, as far as a number can tell. */
const AT_HOME: ReadonlySet<NumberType> = new Set(['fixed_line', 'mobile', 'fixed_line_or_mobile']);
const HALF_MONTHS = 48;
const HALF_MONTH_MS = (365.25 / 24) * 24 * 60 * 60 * 1000;

const kept = new Map<string, string | undefined>();

/**
 * The time zone (IANA) that a number is at home in, where the number tells it: its country has one time of day. Clocks
 * count, not names: Germany has two zones and one time. Undefined for countries with several times, and for numbers of
 * companies, which ring anywhere. `atMs` says when, as countries change their clocks.
 */
export function zoneOfNumber(
  { country, type }: Pick<ResolvedNumber, 'country' | 'type'>,
  atMs: number,
): string | undefined {
  if (country === undefined || !AT_HOME.has(type)) return undefined;
  const year = new Date(atMs).getUTCFullYear();
  const key = `${country} ${year}`;
  if (!kept.has(key)) kept.set(key, onlyZone(zonesOf(country), Date.UTC(year)));
  return kept.get(key);
}

/** The first of the zones when all of them show the same time for two years. */
function onlyZone([first, ...others]: string[], fromMs: number): string | undefined {
  if (first === undefined) return undefined;
  const clock = clockOf(first, fromMs);
  return others.every((zone) => clockOf(zone, fromMs) === clock) ? first : undefined;
}

function clockOf(timeZone: string, fromMs: number): string {
  const clock = new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return Array.from({ length: HALF_MONTHS }, (_, nth) => clock.format(fromMs + nth * HALF_MONTH_MS)).join();
}
