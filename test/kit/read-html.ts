export interface ReadHtml {
  /** Element names in document order. */
  tags: string[];
  /** What stands between two tags, entities resolved. */
  texts: string[];
  attributes: { tag: string; name: string; value: string }[];
}

const TAG = /^<([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>']*")?)*)>|^<\/([a-z][a-z0-9]*)>/;
const ATTRIBUTE = / ([a-z-]+)(?:="([^"<>']*)")?/g;
const VOID_TAGS = ['img', 'input', 'hr'];
const ENTITY = /&(amp|lt|gt|quot|#39);/g;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function decode(text: string): string {
  if (text.replace(ENTITY, '').includes('&')) throw new Error(`a bare & in ${JSON.stringify(text)}`);
  return text.replace(ENTITY, (_whole, name: string) => ENTITIES[name] ?? '');
}

/**
 * Reads HTML far more strictly than a browser: every tag is opened and closed in order, every attribute is quoted, and no
 * `<`, `>`, quote or bare `&` is left in a text or value. Whatever breaks out of its place makes it throw.
 */
export function readHtml(html: string): ReadHtml {
  const read: ReadHtml = { tags: [], texts: [], attributes: [] };
  const open: string[] = [];
  let rest = html;
  while (rest !== '') {
    const next = rest.indexOf('<');
    const text = next === -1 ? rest : rest.slice(0, next);
    if (/[>"'\0]/.test(text)) throw new Error(`an unescaped character in ${JSON.stringify(text)}`);
    if (text !== '') read.texts.push(decode(text));
    rest = rest.slice(text.length);
    if (rest === '') break;
    const found = TAG.exec(rest);
    if (found === null) throw new Error(`not a tag: ${rest.slice(0, 80)}`);
    const [whole, name, attributes, closed] = found;
    rest = rest.slice(whole.length);
    if (closed !== undefined) {
      if (open.pop() !== closed) throw new Error(`</${closed}> closes nothing`);
    } else if (name !== undefined) {
      read.tags.push(name);
      if (!VOID_TAGS.includes(name)) open.push(name);
      for (const [, attribute = '', value = ''] of (attributes ?? '').matchAll(ATTRIBUTE))
        read.attributes.push({ tag: name, name: attribute, value: decode(value) });
    }
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(', ')}`);
  return read;
}
