/** The words of a text that may be Intercom's small HTML, on one line. Plain text stays as it is. */
export function stripHtml(html: string): string {
  return (
    html
      // Without `<` inside, as a text of nothing but `<` would take the square of its length.
      .replace(/<[^<>]*>/g, ' ')
      .replace(/&(nbsp|amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity)
      .replace(/\s+/g, ' ')
      .trim()
  );
}

const ENTITIES: Record<string, string> = {
  '&nbsp;': ' ',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
