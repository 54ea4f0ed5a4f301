import type { Issue } from './issue.ts';
import type { Json, JsonObject } from './json.ts';
import { child } from './pointer.ts';

export type Location = 'inbox' | 'messenger';

/** What a check needs to know beyond the value: where the canvas is shown, and the ids seen so far with their pointers. */
export interface CheckContext {
  location: Location;
  ids: Map<string, string>;
  add: (issue: Issue) => void;
}

/** A value by kind and size. Never its content, which may be a customer's. */
export function describe(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return value === '' ? 'an empty string' : `a string of ${value.length} characters`;
  return `the ${typeof value} ${value}`;
}

/** A name, an id or an enum value, cut to what fits in a message. */
export const quote = (name: string): string => JSON.stringify(name.length > 40 ? `${name.slice(0, 40)}...` : name);

export function wrongType(context: CheckContext, pointer: string, expected: string, value: Json): void {
  const got = describe(value);
  context.add({ pointer, code: 'wrong_type', message: `Send ${expected} here; this is ${got}.`, expected, got });
}

export function missing(context: CheckContext, pointer: string, owner: string, key: string, why: string): void {
  const message = `Add ${key} to this ${owner}: ${why}.`;
  context.add({ pointer, code: 'missing_property', message, expected: `a property ${key}`, got: `no ${key}` });
}

/** One issue for each property of `owner` that `known` does not name. */
export function checkUnknown(
  context: CheckContext,
  owner: Record<string, unknown>,
  pointer: string,
  name: string,
  known: readonly string[],
): void {
  const expected = `only ${known.join(', ')}`;
  for (const key of Object.keys(owner)) {
    if (known.includes(key)) continue;
    const message = `Remove this property: ${name} takes ${expected}.`;
    context.add({ pointer: child(pointer, key), code: 'unknown_property', message, expected, got: quote(key) });
  }
}

/** The `type` of an object when it is a string; when not, that is an issue. */
export function readType(
  context: CheckContext,
  owner: JsonObject,
  pointer: string,
  types: readonly string[],
): string | undefined {
  const expected = types.length === 1 ? `the type ${types[0]}` : `a type, one of ${types.join(', ')}`;
  if (typeof owner.type === 'string') return owner.type;
  if (owner.type !== undefined) wrongType(context, child(pointer, 'type'), expected, owner.type);
  else {
    const message = `Add ${expected}.`;
    context.add({ pointer, code: 'missing_property', message, expected, got: 'no type' });
  }
  return undefined;
}
