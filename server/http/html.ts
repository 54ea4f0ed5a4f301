/** HTML that is safe to put into a page. Only `html` makes it, so a plain string can never pass for markup. */
export interface Html {
  readonly markup: string;
}

type Value = string | number | undefined | Html | readonly Html[];

const made = new WeakSet<object>();

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** For text and for attribute values in quotes. */
function escapeHtml(text: string): string {
  return text.toWellFormed().replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/**
 * Tagged template: what is put in is escaped unless it came from `html` itself, whatever it looks like. `undefined`
 * leaves nothing. Attribute values must be in quotes.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  let markup = parts[0] ?? '';
  for (const [index, value] of values.entries()) markup += render(value) + (parts[index + 1] ?? '');
  const result = Object.freeze({ markup });
  made.add(result);
  return result;
}

function render(value: Value): string {
  if (value === undefined) return '';
  if (typeof value !== 'object') return escapeHtml(String(value));
  if (isList(value)) return value.map(render).join('');
  // Parsed JSON can have the same shape; only what `html` made is trusted.
  return made.has(value) ? value.markup : escapeHtml(value.markup);
}

function isList(value: Html | readonly Html[]): value is readonly Html[] {
  return Array.isArray(value);
}
