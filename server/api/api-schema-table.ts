import { type Html, html } from '../http/html.ts';
import type { Json } from './openapi.ts';

/** A schema of the document as a list of its properties. */
export function schemaTable(name: string, schema: Json): Html {
  return html`
<h3 id="schema-${name}">${name}</h3>
<p>${textOf(schema.description)}</p>
${propertyList(schema)}`;
}

function propertyList(schema: Json): Html | undefined {
  const properties = Object.entries(recordOf(schema.properties));
  if (properties.length === 0) return undefined;
  const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
  return html`<dl class="terms">${properties.map(([name, property]) => {
    const inner = recordOf(property);
    const optional = required.includes(name) ? '' : ', optional';
    return html`
<dt><code>${name}</code></dt>
<dd>${typeOf(inner)}${optional}. ${textOf(inner.description)}${propertyList(inner)}${propertyList(recordOf(inner.items))}</dd>`;
  })}
</dl>`;
}

/** In words: `string or null`, `list of Caller`. */
function typeOf(schema: Json): string {
  const { $ref: reference, anyOf, type, items, enum: words, format } = schema;
  if (typeof reference === 'string') return reference.slice(reference.lastIndexOf('/') + 1);
  if (Array.isArray(anyOf)) return anyOf.map((one) => typeOf(recordOf(one))).join(' or ');
  if (Array.isArray(words)) return words.map((word) => `"${word}"`).join(' or ');
  if (Array.isArray(type)) return type.join(' or ');
  if (type === 'array') return `list of ${typeOf(recordOf(items))}`;
  if (typeof format === 'string') return format;
  return textOf(type);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const recordOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
