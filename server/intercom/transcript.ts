import { firstOf, textAt } from './found-text.ts';
import type { TranscriptLine } from './types.ts';

/** `00:03` or `00:00:03.250`, to milliseconds. */
function clockMs(text: string): number | undefined {
  const match = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0'));
}

function unquote(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"') ? trimmed.slice(1, -1).trim() : trimmed;
}

function readTextLine(raw: string): TranscriptLine | undefined {
  const stamped = /^\s*\[([\d:.,]{4,16})\](.*)$/s.exec(raw);
  const atMs = stamped?.[1] === undefined ? undefined : clockMs(stamped[1]);
  const rest = (atMs === undefined ? raw : (stamped?.[2] ?? '')).trim();
  // Only with a time or a quotation mark behind it is a word before a colon surely a speaker.
  const spoken = /^([^":]{1,80}):\s*(.*)$/s.exec(rest);
  const speaks = spoken?.[2] !== undefined && (atMs !== undefined || spoken[2].startsWith('"'));
  const speaker = speaks ? spoken?.[1]?.trim() : undefined;
  const text = unquote(speaks ? (spoken?.[2] ?? '') : rest);
  return text === '' ? undefined : { atMs, speaker: speaker === '' ? undefined : speaker, text };
}

/** Joins a quotation that goes on over several lines. */
function textLines(text: string): string[] {
  const lines: string[] = [];
  let open = false;
  for (const line of text.split(/\r?\n/)) {
    const last = lines.length - 1;
    if (open && !line.startsWith('[')) lines[last] = `${lines[last]}\n${line}`;
    else {
      lines.push(line);
      open = /^[^"]*:\s*"/.test(line);
    }
    if (open && line.trimEnd().endsWith('"') && !/:\s*"$/.test(line)) open = false;
  }
  return lines;
}

const TEXT_KEYS = ['text', 'body', 'content', 'message', 'transcript', 'utterance', 'value'];
const SPEAKER_KEYS = ['speaker', 'speaker_name', 'name', 'role', 'author', 'participant', 'from', 'type'];
const CLOCK_KEYS = ['timestamp', 'time', 'start_time', 'start', 'offset', 'at'];
const MS_KEYS = ['start_ms', 'start_time_ms', 'offset_ms', 'time_ms', 'timestamp_ms'];
const SECONDS_KEYS = ['start_seconds', 'offset_seconds', 'time_seconds'];
const LIST_KEYS = ['transcript', 'lines', 'items', 'segments', 'data'];

function quantity(value: unknown, factor: number): number | undefined {
  if (typeof value !== 'number') return undefined;
  const ms = Math.round(value * factor);
  return ms >= 0 && Number.isSafeInteger(ms) ? ms : undefined;
}

/** A bare number has no unit: only a clock or a key that names the unit is believed. */
function itemMs(item: unknown): number | undefined {
  const clock = firstOf(item, CLOCK_KEYS);
  return (
    (typeof clock === 'string' ? clockMs(clock) : undefined) ??
    quantity(firstOf(item, MS_KEYS), 1) ??
    quantity(firstOf(item, SECONDS_KEYS), 1000)
  );
}

function readItem(item: unknown): TranscriptLine | undefined {
  if (typeof item === 'string') return readTextLine(item);
  const text = textAt(item, TEXT_KEYS) ?? textAt(firstOf(item, TEXT_KEYS), TEXT_KEYS);
  if (text === undefined) return undefined;
  const speaker = textAt(item, SPEAKER_KEYS.slice(0, -1)) ?? textAt(firstOf(item, SPEAKER_KEYS), SPEAKER_KEYS);
  return { atMs: itemMs(item), speaker, text: unquote(text) };
}

/** The lines of a transcript that came as JSON, whose items Intercom does not describe. Never throws. */
export function readTranscriptItems(items: unknown): TranscriptLine[] {
  const list = Array.isArray(items) ? items : firstOf(items, LIST_KEYS);
  if (typeof list === 'string') return readTranscriptText(list);
  if (!Array.isArray(list)) return [];
  return list.flatMap((item) => readItem(item) ?? []);
}

/**
 * The lines of a transcript: text such as `[00:00:03] Teammate 1: "Hello"`, or JSON, which Intercom answers too (`[{}]`
 * for a call without one). Never throws.
 */
export function readTranscriptText(text: string): TranscriptLine[] {
  if (/^\s*[[{]/.test(text)) {
    try {
      return readTranscriptItems(JSON.parse(text));
    } catch {
      // A line of text starts with a bracket too.
    }
  }
  return textLines(text).flatMap((line) => readTextLine(line) ?? []);
}
