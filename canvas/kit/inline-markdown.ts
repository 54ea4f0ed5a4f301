/** A run of text with one look. `href` is as written: whoever draws it decides whether it may be a link. */
export interface Span {
  text: string;
  bold: boolean;
  href?: string;
}

// Every repeat stops at the next bracket, parenthesis or star, so the time is linear whatever a customer typed.
// A url may hold one level of parentheses, as Wikipedia's do.
const LINK_OR_BOLD = /\[([^[\]]+)\]\(((?:[^()\s]|\([^()\s]*\))+)\)|\*\*([^*]+)\*\*/gu;

/** Reads the two marks a Canvas Kit text knows, `[label](url)` and `**bold**`, also one inside the other. */
export function parseInline(text: string, outer: { bold: boolean; href?: string } = { bold: false }): Span[] {
  const spans: Span[] = [];
  const plain = (part: string) => {
    if (part !== '') spans.push({ text: part, ...outer });
  };
  let end = 0;
  for (const match of text.matchAll(LINK_OR_BOLD)) {
    const [whole, label, href, strong] = match;
    plain(text.slice(end, match.index));
    end = match.index + whole.length;
    let inner: Span[] | undefined;
    if (strong !== undefined && !outer.bold) inner = parseInline(strong, { ...outer, bold: true });
    else if (label !== undefined && href !== undefined && outer.href === undefined)
      inner = parseInline(label, { ...outer, href });
    if (inner === undefined) plain(whole);
    else for (const span of inner) spans.push(span);
  }
  plain(text.slice(end));
  return spans;
}

/** What is left to read when the marks are gone. */
export const plainText = (text: string): string =>
  parseInline(text)
    .map((span) => span.text)
    .join('');
