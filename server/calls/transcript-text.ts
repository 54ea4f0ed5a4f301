import type { TranscriptLine } from '../intercom/types.ts';

/** A transcript to read or to keep, a line a saying: `[00:00:03] Teammate 1: Hello`. */
export function transcriptText(lines: readonly TranscriptLine[]): string {
  return lines
    .map(({ atMs, speaker, text }) => {
      const time = atMs === undefined ? '' : `[${clock(atMs)}] `;
      const who = speaker === undefined ? '' : `${oneLine(speaker)}: `;
      return `${time}${who}${oneLine(text)}\n`;
    })
    .join('');
}

function clock(atMs: number): string {
  const seconds = Math.floor(atMs / 1000);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
