/**
 * Component ids are commands: `tag:add:81` says what a click means, and comes back as `component_id`. This is the one
 * place that writes and reads them. They pass through a browser, so whatever is read is a wish, never a permission.
 */
export interface Command {
  /** The view the command belongs to: `tag`, `note`, `assign`, `call`, ... */
  card: string;
  /** What to do there; undefined just opens it. */
  verb: string | undefined;
  /** On what. */
  key: string | undefined;
}

const MAX_LENGTH = 512;

/** `writeId('tag', 'add', '81')` is `tag:add:81`. A part may hold any text; a lone surrogate becomes U+FFFD. */
export function writeId(card: string, verb?: string, key?: string): string {
  return [card, verb, key]
    .filter((part) => part !== undefined)
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join(':');
}

/** The inverse of `writeId`; undefined for whatever `writeId` cannot have written. */
export function readId(id: string): Command | undefined {
  if (id.length === 0 || id.length > MAX_LENGTH) return undefined;
  const parts = id.split(':');
  if (parts.length > 3) return undefined;
  try {
    const [card, verb, key] = parts.map(decodeURIComponent);
    return card === undefined || card === '' ? undefined : { card, verb, key };
  } catch {
    return undefined;
  }
}
