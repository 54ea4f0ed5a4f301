import type { TranscriptLine } from '../facts.ts';
import { button, type Component, submit, text } from '../kit/components.ts';
import type { Texts } from '../texts/en.ts';
import { bold } from '../words.ts';
import { transcriptLines } from './describe.ts';

/** How much of a transcript is shown at first, and at most: an Intercom canvas holds 64 KB. */
const FIRST_LINES = 8;
const MOST_LINES = 60;

/** What was said, its first lines unless all are asked for with the button `moreId`. */
export function transcript(
  lines: readonly TranscriptLine[],
  { whole, moreId }: { whole: boolean; moreId: string },
  texts: Texts,
): Component[] {
  if (lines.length === 0) return [];
  const limit = whole ? MOST_LINES : FIRST_LINES;
  const more = Math.min(lines.length, MOST_LINES) - limit;
  return [
    text(bold(texts.call.transcriptHeading), { bottom_margin: 'none' }),
    ...transcriptLines(lines, limit),
    ...(more > 0
      ? [button({ id: moreId, label: texts.call.transcriptMore(more), style: 'link', action: submit() })]
      : []),
    ...(whole && lines.length > MOST_LINES ? [text(texts.call.transcriptCut, { style: 'muted' })] : []),
  ];
}
