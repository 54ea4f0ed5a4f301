const ASCII = /^[\x20-\x7e]*$/;
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;
const DOUBLE_WIDTH =
  /[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

/** Columns of a terminal, or average letters, that the text takes: Chinese, Japanese, Korean and emoji count twice. */
export function columnsOf(text: string): number {
  if (ASCII.test(text)) return text.length;
  let columns = 0;
  for (const character of text) {
    if (NO_WIDTH.test(character)) continue;
    columns += DOUBLE_WIDTH.test(character) ? 2 : 1;
  }
  return columns;
}

/** Lines the text takes when words wrap at `perLine` columns and longer words are broken. At least 1. */
export function countLines(text: string, perLine: number): number {
  let lines = 1;
  let used = 0;
  for (const word of text.split(/\s+/u)) {
    const width = columnsOf(word);
    if (width === 0) continue;
    if (used > 0 && used + 1 + width <= perLine) {
      used += 1 + width;
      continue;
    }
    if (used > 0) lines += 1;
    lines += Math.ceil(width / perLine) - 1;
    used = width % perLine || perLine;
  }
  return lines;
}
