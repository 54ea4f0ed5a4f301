import type { IssueCode } from './issue.ts';
import { LIMITS } from './limits.ts';
import { child } from './pointer.ts';

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export interface JsonProblem {
  pointer: string;
  code: Extract<IssueCode, 'not_json' | 'unreadable' | 'cycle' | 'too_deep' | 'too_large'>;
  got: string;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** True for `{}`, for objects without a prototype and for plain objects of another realm. May throw on a hostile proxy. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Copies any value to plain JSON data, reading every property once, and never throws: whoever works on the copy needs no
 * guard against getters, proxies, cycles or depth. What is `undefined` is left out, as JSON.stringify does; what cannot be
 * JSON is reported and becomes null.
 *
 * `maxUnits` bounds the work: one unit a value and one a character. Each takes at least a byte of JSON, so a value that
 * runs out of units is certainly longer than that many bytes. That is reported once, at `pointer`.
 */
export function copyJson(
  read: () => unknown,
  pointer: string,
  maxUnits: number,
  report: (problem: JsonProblem) => void,
): Json | undefined {
  let units = maxUnits;
  const ancestors = new Set<object>();

  const spend = (amount: number): boolean => {
    if (units < 0) return false;
    units -= amount;
    if (units < 0) report({ pointer, code: 'too_large', got: `more than ${maxUnits} bytes` });
    return units >= 0;
  };

  const refuse = (at: string, code: JsonProblem['code'], got: string): null => {
    report({ pointer: at, code, got });
    return null;
  };

  const copyArray = (source: readonly unknown[], at: string): Json => {
    const copied: Json[] = [];
    for (let index = 0; index < source.length && units >= 0; index += 1) {
      // A hole has no place of its own to point at, so the array as a whole is at fault.
      if (!Object.hasOwn(source, index)) return refuse(at, 'not_json', `an array with a hole at ${index}`);
      const place = child(at, index);
      const member = copy(() => source[index], place);
      copied.push(member === undefined ? refuse(place, 'not_json', 'undefined in an array') : member);
    }
    return copied;
  };

  const copyObject = (source: Record<string, unknown>, at: string): JsonObject => {
    // Without a prototype a key named __proto__ is a key like any other.
    const copied: JsonObject = Object.create(null);
    for (const key of Object.keys(source)) {
      if (units < 0) break;
      const member = copy(() => source[key], child(at, key));
      if (member !== undefined && spend(key.length)) copied[key] = member;
    }
    return copied;
  };

  const copy = (readValue: () => unknown, at: string): Json | undefined => {
    try {
      const value = readValue();
      if (value === undefined) return undefined;
      if (!spend(1)) return null;
      if (value === null || typeof value === 'boolean') return value;
      if (typeof value === 'string') return spend(value.length) ? value : null;
      if (typeof value === 'number') return Number.isFinite(value) ? value : refuse(at, 'not_json', `${value}`);
      if (typeof value !== 'object') return refuse(at, 'not_json', `a value of type ${typeof value}`);
      if (ancestors.has(value)) return refuse(at, 'cycle', 'an object that contains itself');
      if (ancestors.size >= LIMITS.nestingDepth)
        return refuse(at, 'too_deep', `more than ${LIMITS.nestingDepth} levels`);
      const isArray = Array.isArray(value);
      if (!isArray && !isPlainObject(value)) return refuse(at, 'not_json', 'an instance of a class');
      ancestors.add(value);
      try {
        return isArray ? copyArray(value, at) : copyObject(value, at);
      } finally {
        ancestors.delete(value);
      }
    } catch {
      // A getter or a proxy trap threw. What it threw says nothing that helps, and may itself be hostile to print.
      return refuse(at, 'unreadable', 'a property that throws when read');
    }
  };

  return copy(read, pointer);
}

/** UTF-8 bytes of the value's JSON, as it goes over the wire. */
export const jsonBytes = (value: Json): number => new TextEncoder().encode(JSON.stringify(value)).length;
