const ASCII_ONLY = /^[\x20-\x7e]*$/;
/** Marks of direction, zero-width characters, soft hyphens, accents, the frame of a keycap emoji. */
const INVISIBLE = /[\p{Cf}\p{M}]/gu;
const FOREIGN_DIGIT = /(?![0-9])\p{Nd}/gu;
const DIGIT = /^\p{Nd}$/u;
const DASH = /[\p{Pd}−⁓∼〜ー·・]/gu;
const SPACE = /[\p{Zs}\t]/gu;

/** A phone text in the characters of a plain keyboard: digits of any script, wide forms, dashes and spaces of all kinds. */
export function plainCharacters(text: string): string {
  if (ASCII_ONLY.test(text)) return text;
  return text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(FOREIGN_DIGIT, digitOf)
    .replace(DASH, '-')
    .replace(SPACE, ' ');
}

/** Unicode keeps the ten digits of a script together and in order, so that a digit tells its value by where it is. */
function digitOf(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (DIGIT.test(String.fromCodePoint(point - before - 1))) before += 1;
  // Two scripts may follow each other.
  return String(before % 10);
}
