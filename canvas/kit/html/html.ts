/** Text that is safe to put between tags. Only this file makes it, so a plain string cannot slip into the markup. */
export type Html = string & { readonly safe: unique symbol };

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // A page may not hold a NUL at all; this is what browsers put in its place.
  '\0': '\ufffd',
};

export const escapeHtml = (text: string): Html => text.replace(/[&<>"'\0]/g, (found) => ENTITIES[found] ?? '') as Html;

export const join = (parts: readonly Html[]): Html => parts.join('') as Html;

export const NOTHING = '' as Html;

/** `true` writes the bare attribute, `undefined` and `false` leave it out. Names are ours, values are escaped. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

const VOID_TAGS: ReadonlySet<string> = new Set(['img', 'input', 'hr']);

export function tag(name: string, attributes: Attributes, ...children: readonly Html[]): Html {
  let open = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    open += value === true ? ` ${key}` : ` ${key}="${escapeHtml(String(value))}"`;
  }
  return (VOID_TAGS.has(name) ? `${open}>` : `${open}>${join(children)}</${name}>`) as Html;
}

/** Class names, the absent ones left out. */
export const classes = (...names: readonly (string | false | undefined)[]): string =>
  names.filter((name) => typeof name === 'string').join(' ');
