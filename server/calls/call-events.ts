import type { CallEvent, DeclineCause } from '../../canvas/phone/call-log.ts';
import { bodyLines } from './body-lines.ts';
import { readDeflectionReason } from './deflection-reasons.ts';
import { sentence, toCount } from './sentence.ts';

type Kind = CallEvent['kind'];

interface LoggedSentence {
  kind: Kind;
  sentence: string;
  /** Intercom's help page says that a call was answered with the teammate's name, and not how: these are our guess. */
  guessed?: true;
}

/**
 * The sentences of Intercom's call log. A switch to Away just before a call is assigned is logged as a decline too; in
 * which of the two wordings is not said. Source: Intercom Help, call log event types.
 */
export const CALL_SENTENCES: readonly LoggedSentence[] = [
  { kind: 'answered', sentence: 'Call answered by [name].', guessed: true },
  { kind: 'answered', sentence: '[name] answered the call.', guessed: true },
  { kind: 'declined', sentence: 'Call declined by [name] using the Decline button.' },
  { kind: 'declined_unclear', sentence: 'Call declined by [name]' },
  { kind: 'missed', sentence: 'Call missed by [name].' },
  { kind: 'abandoned', sentence: 'Call ended by customer before a teammate answered.' },
  { kind: 'deflected', sentence: 'Call deflected because [reason].' },
  { kind: 'joined', sentence: '[name] joined the call.' },
  { kind: 'claimed', sentence: 'Manual answer requested by [name].' },
  { kind: 'late_assignment', sentence: 'Started assignment after call ended without an assignee.' },
  { kind: 'teammates_away', sentence: 'Teammates away: [N]' },
  { kind: 'teammates_without_phone', sentence: 'Teammates available but with no active phone client: [N]' },
  { kind: 'teammates_available', sentence: 'Teammates available: [N]' },
];

/** What the decline without the button covers, in the order of the help page. */
export const UNCLEAR_DECLINE: readonly DeclineCause[] = ['on_another_call', 'connection_failed'];

/** Longer than any sentence about one teammate or team; what is longer is no sentence of the log. */
const MAX_LINE = 600;

const LONGEST_FIRST = CALL_SENTENCES.map(({ kind, sentence: text }) => ({
  kind,
  ...sentence(text, text.endsWith('[N]') ? 'number' : 'name'),
})).sort((a, b) => b.fixedLength - a.fixedLength);

/**
 * The event that one line of the log tells, undefined for any other line. Where names make several readings possible -
 * somebody may be called "Bo using the Decline button", or "Bo Jr." - the one with a known name is taken, else the one
 * with the longest sentence.
 */
function readCallLine(line: string, isTeammate: (name: string) => boolean = () => false): CallEvent | undefined {
  if (line.length > MAX_LINE) return undefined;
  const readings = LONGEST_FIRST.flatMap(({ kind, read }) => read(line).map((value) => eventOf(kind, value)));
  return readings.find((event) => 'name' in event && isTeammate(event.name)) ?? readings[0];
}

/** The events that a part's body tells, plain or HTML, one on every line; none when any line is something else. */
export function readCallEvents(body: string, isTeammate?: (name: string) => boolean): CallEvent[] {
  if (body.length > MAX_BODY) return [];
  const events = bodyLines(body).map((line) => readCallLine(line, isTeammate));
  return events.every((event) => event !== undefined) ? events : [];
}
const MAX_BODY = 10_000;

function eventOf(kind: Kind, value: string): CallEvent {
  switch (kind) {
    case 'declined_unclear':
      return { kind, name: value, possibleCauses: UNCLEAR_DECLINE };
    case 'deflected':
      return { kind, reason: readDeflectionReason(value) };
    case 'abandoned':
    case 'late_assignment':
      return { kind };
    case 'teammates_away':
    case 'teammates_without_phone':
    case 'teammates_available':
      return { kind, count: toCount(value) };
    default:
      return { kind, name: value };
  }
}
