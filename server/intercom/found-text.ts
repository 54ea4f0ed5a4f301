/**
 * Intercom leaves the shape of transcript items and intents open: these find the text in whatever comes.
 */
import { asRecord } from './as-record.ts';

/** The value at the first of `keys` that holds something. */
export function firstOf(value: unknown, keys: readonly string[]): unknown {
  const object = asRecord(value);
  if (object === undefined) return undefined;
  const key = keys.find((name) => Object.hasOwn(object, name) && object[name] !== null && object[name] !== '');
  return key === undefined ? undefined : object[key];
}

/** Text or a number as text; of an object, what stands at the first of `keys`, one level deep. */
export function textAt(value: unknown, keys: readonly string[]): string | undefined {
  const inner = asRecord(value) === undefined ? value : firstOf(value, keys);
  if (typeof inner === 'number') return String(inner);
  if (typeof inner !== 'string') return undefined;
  const text = inner.trim();
  return text === '' ? undefined : text;
}

const INTENT_KEYS = ['intent', 'name', 'title', 'label', 'text', 'description', 'value', 'topic', 'type'];

/** The text of an intent; undefined when there is none to show. */
export function readIntent(intent: unknown): string | undefined {
  return textAt(intent, INTENT_KEYS) ?? textAt(firstOf(intent, INTENT_KEYS), INTENT_KEYS);
}
