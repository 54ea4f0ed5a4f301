/** The tags of Intercom's small HTML. Anything else in angle brackets may be part of a name. */
const BLOCK_TAG = /<\/?(?:p|div|br|li|ul|ol|h[1-6])(?:\s[^<>]*)?\/?>/gi;
const INLINE_TAG = /<\/?(?:b|strong|i|em|u|s|span|a|code)(?:\s[^<>]*)?>/gi;
/** What ends a line in Unicode's own way. */
const LINE_END = '\u2028';
const ENTITY = /&(?:(nbsp|amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\da-f]{1,6}));/gi;
const NAMED: Record<string, string> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The lines of a part's body, plain or HTML, each with single spaces; empty ones are left out. In HTML its paragraphs and
 * breaks make lines, in plain text its line ends do.
 */
export function bodyLines(body: string): string[] {
  const marked = body.replace(BLOCK_TAG, LINE_END);
  const plain = marked.replace(INLINE_TAG, '');
  const isHtml = plain !== body;
  return plain
    .split(isHtml ? LINE_END : /[\r\n\u2028\u2029]/)
    .map((line) => line.replace(ENTITY, decoded).replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}

function decoded(entity: string, name?: string, decimal?: string, hex?: string): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? entity;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : entity;
}
