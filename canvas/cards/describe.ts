import { dateAndTime, duration } from '../dates.ts';
import type { CallFact, Directory, Fact, FinVoiceFact, Place, TranscriptLine } from '../facts.ts';
import { type Component, text } from '../kit/components.ts';
import { LIMITS } from '../kit/limits.ts';
import type { Texts } from '../texts/en.ts';
import { bold, clip, plain } from '../words.ts';

/** A table of known words; what it does not know is shown as it came. */
export function wordFor(table: Record<string, string>, value: string): string {
  return Object.hasOwn(table, value) ? (table[value] ?? value) : clip(value, 40);
}

function directionWords(call: CallFact, texts: Texts): string {
  return Object.hasOwn(texts.call.directions, call.direction)
    ? wordFor(texts.call.directions, call.direction)
    : texts.call.otherDirection(clip(call.direction, 20));
}

/** How the call ended; while it runs, or when nobody knows, what Intercom says. */
function outcomeOf(call: CallFact, texts: Texts): string {
  const { outcome, endedReason } = call;
  if (outcome !== 'running' && outcome !== 'unknown') return texts.call.endings[outcome];
  return endedReason === undefined ? stateWords(call, texts) : clip(endedReason, 40);
}

export function stateWords(call: CallFact, texts: Texts): string {
  return wordFor(texts.call.states, call.state);
}

export function callTitle(call: CallFact, texts: Texts): string {
  const ending = outcomeOf(call, texts);
  const direction = directionWords(call, texts);
  return ending === '' ? direction : texts.call.title(direction, ending);
}

/** Between answer and end; undefined while it runs, or when nobody answered, which a voicemail is not. */
function talkTimeMs(call: CallFact): number | undefined {
  if (call.outcome === 'voicemail') return undefined;
  if (call.answeredAtMs === undefined || call.endedAtMs === undefined) return undefined;
  return Math.max(0, call.endedAtMs - call.answeredAtMs);
}

export function talkTimeWords(call: CallFact): string | undefined {
  const lengthMs = talkTimeMs(call);
  return lengthMs === undefined ? undefined : duration(lengthMs);
}

export function statusWords(record: FinVoiceFact, texts: Texts): string {
  return wordFor(texts.fin.statuses, record.status);
}

export function when(atMs: number | undefined, place: Place): string | undefined {
  return atMs === undefined ? undefined : dateAndTime(atMs, place.timeZone);
}

/** A teammate's name; their id when the directory could not be read or does not know them. */
export function teammateName(id: string, directory: Fact<Directory>, texts: Texts): string {
  const name = directory.state === 'known' ? directory.value.teammates.get(id)?.name : undefined;
  return clip(name ?? texts.assign.teammateId(id), 40);
}

export function ownerName(
  owner: { teammateId: string | undefined; teamId: string | undefined },
  directory: Fact<Directory>,
  texts: Texts,
): string | undefined {
  if (owner.teammateId !== undefined) return teammateName(owner.teammateId, directory, texts);
  if (owner.teamId === undefined) return undefined;
  const name = directory.state === 'known' ? directory.value.teams.get(owner.teamId)?.name : undefined;
  return clip(name ?? texts.assign.teamId(owner.teamId), 40);
}

/** Joins what is there with a middle dot. */
export function joined(...parts: (string | undefined | false)[]): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== '').join(' · ');
}

/**
 * A list item's second line: `second` moves up when there is no `first`, and an empty line is not sent at all. A `tight`
 * one keeps to what fits on one line of the sidebar.
 */
export function lines(first: string, second: string, tight = false): { subtitle?: string; tertiary_text?: string } {
  if (tight) {
    const one = [first, second].filter(Boolean).join(' • ');
    return one === '' ? {} : { subtitle: clip(one, LIMITS.sidebar.charactersPerLine) };
  }
  if (first === '' && second === '') return {};
  if (first === '' || second === '') return { subtitle: first || second };
  return { subtitle: first, tertiary_text: second };
}

export function unavailableText(section: string, fact: { why: keyof Texts['unavailable'] }, texts: Texts): Component {
  return text(texts.unavailableSection(section, texts.unavailable[fact.why]), { style: 'muted' });
}

/** As many lines as fit: `limit` of them, each cut to a readable length. */
export function transcriptLines(lines: readonly TranscriptLine[], limit: number): Component[] {
  return lines.slice(0, limit).map((line) => {
    const words = plain(clip(line.text, 300));
    const speaker = line.speaker === undefined ? '' : `${bold(clip(line.speaker, 40))}: `;
    return text(`${speaker}${words}`);
  });
}
