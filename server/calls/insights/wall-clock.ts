const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const MAX_ZONES = 500;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const kept = formatters.get(timeZone);
  if (kept !== undefined) return kept;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  if (formatters.size < MAX_ZONES) formatters.set(timeZone, made);
  return made;
}

/** How far the clocks of a zone (IANA) are ahead of UTC at a time, in milliseconds; undefined for what is no zone. */
export function aheadOfUtcMs(timeZone: string, atMs: number): number | undefined {
  try {
    const parts = new Map(
      formatterFor(timeZone)
        .formatToParts(atMs)
        .map(({ type, value }) => [type, Number(value)]),
    );
    const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    const shownMs = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
    return shownMs - Math.floor(atMs / 1000) * 1000;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** When the clocks of a zone show a full hour of the day that it is there at `atMs`, or some days after it. */
export function atHour(timeZone: string, atMs: number, hour: number, daysLater = 0): number | undefined {
  const aheadMs = aheadOfUtcMs(timeZone, atMs);
  if (aheadMs === undefined) return undefined;
  const midnight = Math.floor((atMs + aheadMs) / DAY_MS) * DAY_MS;
  const shownMs = midnight + daysLater * DAY_MS + hour * HOUR_MS;
  // Clocks may have been changed since: what they are ahead is asked for where the hour comes to be.
  const thenMs = aheadOfUtcMs(timeZone, shownMs - aheadMs) ?? aheadMs;
  return shownMs - thenMs;
}
