/**
 * Absolute dates in the workspace's time zone, as Intercom's review asks of an inbox app: `Jan 8, 2019 at 1:05PM`.
 * Source: Intercom, Inbox best practices.
 */
const formatters = new Map<string, Intl.DateTimeFormat>();
const MAX_ZONES = 500;

function formatterFor(timeZone: string): Intl.DateTimeFormat | undefined {
  const kept = formatters.get(timeZone);
  if (kept !== undefined) return kept;
  try {
    const made = new Intl.DateTimeFormat('en-US', {
      timeZone,
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      hour12: true,
    });
    if (formatters.size < MAX_ZONES) formatters.set(timeZone, made);
    return made;
  } catch {
    return undefined;
  }
}

/** A zone that this machine does not know is shown in UTC, and says so. */
export function dateAndTime(atMs: number, timeZone: string): string {
  if (!Number.isFinite(atMs) || Math.abs(atMs) > 8.64e15) return 'unknown time';
  const zoned = formatterFor(timeZone);
  const formatter = zoned ?? formatterFor('UTC');
  const part = new Map(formatter?.formatToParts(atMs).map(({ type, value }) => [type, value]));
  const of = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? '';
  const time = `${of('hour')}:${of('minute')}${of('dayPeriod')}`;
  return `${of('month')} ${of('day')}, ${of('year')} at ${time}${zoned === undefined ? ' UTC' : ''}`;
}

/** `Jan 8, 2019` */
export function date(atMs: number, timeZone: string): string {
  return dateAndTime(atMs, timeZone).split(' at ', 1).join('');
}

/** `1:05:12PM`: for what happened in the course of a call. */
export function timeOfDay(atMs: number, timeZone: string): string {
  if (!Number.isFinite(atMs) || Math.abs(atMs) > 8.64e15) return 'unknown time';
  const whole = dateAndTime(atMs, timeZone);
  const time = whole.slice(whole.indexOf(' at ') + 4);
  // No zone is ahead of another by a part of a minute any more.
  const seconds = String(Math.floor((((atMs % 60_000) + 60_000) % 60_000) / 1000)).padStart(2, '0');
  return time.replace(/^(\d+:\d+)/, `$1:${seconds}`);
}

/** Whether two times are on one day there. */
export function isSameDay(oneMs: number, otherMs: number, timeZone: string): boolean {
  const dayOf = (atMs: number) => dateAndTime(atMs, timeZone).split(' at ', 1)[0];
  return dayOf(oneMs) === dayOf(otherMs);
}

/** `2 h 5 min`, `2 min 35 s`, `35 s`. */
export function duration(lengthMs: number): string {
  const seconds = Math.max(0, Math.round(lengthMs / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (hours > 0) return `${hours} h ${minutes} min`;
  if (minutes > 0) return `${minutes} min ${seconds % 60} s`;
  return `${seconds} s`;
}
