/** Rows of text as CSV (RFC 4180): commas, CRLF, quotes where they are needed. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/;

function quoted(cell: string): string {
  return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** CSV that breaks off or goes wrong. Rows are counted from 1, as spreadsheets do. */
export class CsvError extends Error {
  /** The whole rows in front of the broken one. */
  readonly rowsBefore: string[][];
  constructor(rowsBefore: string[][], problem: string) {
    super(`Row ${rowsBefore.length + 1} ${problem}`);
    this.name = 'CsvError';
    this.rowsBefore = rowsBefore;
  }
}

/**
 * The rows of a CSV text, whose lines may end in any way. An empty line is a row of one empty cell.
 *
 * @throws CsvError
 */
export function readCsv(text: string, separator = ','): string[][] {
  const plain = new RegExp(`[^${separator}\r\n]*`, 'y');
  const rows: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const cells: string[] = [];
    do {
      if (cells.length > 0) at += 1;
      const cell = text[at] === '"' ? readQuoted(text, at, rows) : readPlain(plain, text, at);
      at = cell.end;
      cells.push(cell.text);
    } while (text[at] === separator);
    if (at < text.length && text[at] !== '\r' && text[at] !== '\n') {
      throw new CsvError(rows, 'has text behind a cell in quotes.');
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    rows.push(cells);
  }
  return rows;
}

function readPlain(plain: RegExp, text: string, start: number): { text: string; end: number } {
  plain.lastIndex = start;
  const [cell = ''] = plain.exec(text) ?? [];
  return { text: cell, end: start + cell.length };
}

function readQuoted(text: string, start: number, rowsBefore: string[][]): { text: string; end: number } {
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) throw new CsvError(rowsBefore, 'has a cell whose quotes are not closed.');
    if (text[quote + 1] !== '"') return { text: text.slice(start + 1, quote).replaceAll('""', '"'), end: quote + 1 };
    from = quote + 2;
  }
}
