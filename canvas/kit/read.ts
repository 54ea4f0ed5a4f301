import { copyJson, isObject, type Json, type JsonObject } from './json.ts';
import { LIMITS } from './limits.ts';

/**
 * Reading a canvas that may be wrong: what renderers use, so that a mistake shows up in the picture instead of as a crash.
 * Whoever wants to know what is wrong asks `validateCanvas`.
 */

/** The components of a canvas as plain data, one object each; what is no object becomes an empty one. */
export function readComponents(canvas: unknown): JsonObject[] {
  const copy = copyJson(
    () => canvas,
    '',
    LIMITS.renderUnits,
    () => {},
  );
  const content = isObject(copy) ? copy.content : undefined;
  return readObjects(isObject(content) ? content.components : undefined);
}

export const readObjects = (value: Json | undefined): JsonObject[] =>
  Array.isArray(value) ? value.map((each) => (isObject(each) ? each : {})) : [];

/** Strings as they are, numbers and booleans in words, everything else empty. */
export function readText(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

export const readNumber = (value: Json | undefined): number =>
  typeof value === 'number' && value > 0 ? Math.round(value) : 0;

/** The line shown in place of a component that Canvas Kit does not have. */
export const unsupported = (component: JsonObject): string =>
  `Unsupported component ${readText(component.type) || 'without a type'}`;

export const isChosen = (component: JsonObject, option: JsonObject): boolean =>
  typeof option.id === 'string' &&
  (Array.isArray(component.value) ? component.value.includes(option.id) : component.value === option.id);
