import type { Description, Schema } from './description.ts';

/** A key that stands somewhere in a body although the description names no such key there. */
export interface UnnamedKey {
  pointer: string;
  value: unknown;
}

const REF = '#/components/schemas/';

/** The schema and all that it refers to or is a choice of, without what lies inside them. */
function layersOf(schema: Schema, schemas: Record<string, Schema>, seen = new Set<Schema>()): Schema[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const named = schema.$ref?.startsWith(REF) ? schemas[schema.$ref.slice(REF.length)] : undefined;
  const further = [named, ...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return [schema, ...further.flatMap((each) => (each === undefined ? [] : layersOf(each, schemas, seen)))];
}

/**
 * JSON Schema lets through every key that a schema does not mention: a misspelt one, or one that was made up. This
 * walks a body along its schema and lists those. Objects of which no key is described may hold anything.
 */
export function unnamedKeys(description: Description, root: Schema, body: unknown): UnnamedKey[] {
  const { schemas } = description.components;
  const walk = (candidates: readonly Schema[], value: unknown, pointer: string): UnnamedKey[] => {
    const layers = candidates.flatMap((schema) => layersOf(schema, schemas));
    if (Array.isArray(value)) {
      const items = layers.flatMap<Schema>((layer) => layer.items ?? []);
      return value.flatMap((item) => walk(items, item, `${pointer}/*`));
    }
    if (typeof value !== 'object' || value === null) return [];
    const isOpen = layers.every(({ properties }) => properties === undefined);
    const others = layers.flatMap<Schema>(({ additionalProperties: each }) => (typeof each === 'object' ? each : []));
    return Object.entries(value).flatMap(([key, inner]) => {
      const at = `${pointer}/${key}`;
      const named = layers.flatMap<Schema>(({ properties = {} }) =>
        Object.hasOwn(properties, key) ? (properties[key] ?? []) : [],
      );
      const described = named.length > 0 ? named : others;
      if (described.length === 0) return isOpen ? [] : [{ pointer: at, value: inner }];
      return walk(described, inner, at);
    });
  };
  return walk([root], body, '');
}
