import { columnsOf } from './kit/text-width.ts';

/**
 * Text that people outside wrote - names, subjects, summaries - made safe for a `text` component, which reads links and
 * bold out of what it is given. A caller whose name is a link must not get one into the inbox.
 */
export function plain(text: string): string {
  return oneLine(text).replaceAll('*', '∗').replaceAll('[', '(').replaceAll(']', ')');
}

/** White space of any kind becomes single spaces; control characters go. */
function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * At most `columns` wide (Chinese, Japanese, Korean and emoji count twice), never half a character, with an ellipsis
 * where something was cut.
 */
export function clip(text: string, columns: number): string {
  // No script needs more than a few code units a column; what is far beyond is not worth measuring.
  const line = oneLine(text.length > columns * 20 ? text.slice(0, columns * 20) : text);
  if (columnsOf(line) <= columns) return line;
  let kept = '';
  let width = 0;
  for (const { segment } of graphemes.segment(line)) {
    width += columnsOf(segment);
    if (width > columns - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Bold within a `text` component. */
export const bold = (text: string): string => `**${plain(text)}**`;

/** A link within a `text` component. `url` is ours; its brackets are encoded all the same. */
export const link = (label: string, url: string): string =>
  `[${plain(label)}](${url.replaceAll('(', '%28').replaceAll(')', '%29')})`;
