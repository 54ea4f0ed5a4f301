import type { HandedCallStore } from './caller-ports.ts';

type Fields = Parameters<HandedCallStore['update']>[1];
export type HandedCallField = keyof Fields;

/** What can be changed of a call, and whether a call may be without it. */
const MAY_BE_MISSING: Record<HandedCallField, boolean> = {
  state: false,
  registeredAtMs: true,
  finVoiceId: true,
  status: true,
  conversationId: true,
  intercomCallId: true,
  askedAtMs: true,
  askedCount: false,
  endedAtMs: true,
  lastError: true,
};
const FIELDS = Object.keys(MAY_BE_MISSING) as HandedCallField[];

/** The same of each field that can be changed. */
export function handedCallFields<T>(of: (field: HandedCallField) => T): Record<HandedCallField, T> {
  return Object.fromEntries(FIELDS.map((field) => [field, of(field)])) as Record<HandedCallField, T>;
}

/**
 * For a statement that knows each field by its name, and whether it was given by `has_` before it: 1 or 0. To give a
 * field as undefined that a call is never without is not to give it.
 */
export function handedCallValues(fields: Fields): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of FIELDS) {
    const isGiven = field in fields && (fields[field] !== undefined || MAY_BE_MISSING[field]);
    values[field] = fields[field] ?? null;
    values[`has_${field}`] = isGiven ? 1 : 0;
  }
  return values;
}
