const LETTER = /^\p{L}/u;

/**
 * A cell that no spreadsheet calculates or changes. Texts that begin with = + - @ would be formulas, and digits would be
 * numbers: +33762043575 would lose its plus, 0762043575 its zero, and an id such as 65e1 would be a large number. All
 * that does not begin with a letter therefore gets an apostrophe in front.
 */
export function guard(text: string): string {
  return text === '' || LETTER.test(text) ? text : `'${text}`;
}

/** What was guarded. Some spreadsheets take the apostrophe away: without it, the cell means the same. */
export function unguard(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell;
}
