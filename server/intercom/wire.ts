/**
 * The pieces that Intercom's answers are read with. Unknown keys are dropped; an optional field of an unexpected type
 * counts as left out, so that it costs only itself. Source: Intercom's OpenAPI description, version 2.16.
 */
import { z } from 'zod';

/*
 * Each piece is one function, not a chain of schemas: notifications are read with these too, and a chain of three costs
 * three times as much for each of a conversation's twenty fields.
 */

/** Empty text says as little as none. */
export const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** What a string or number names; undefined for what can be no id. A number too large to be exact names another thing. */
export function idIn(value: unknown): string | undefined {
  if (typeof value === 'string') return textIn(value);
  return Number.isSafeInteger(value) ? String(value) : undefined;
}

/** The schema of what a function reads; undefined: it cannot be read. */
export function readBy<T>(read: (value: unknown) => T | undefined, message = 'cannot be read'): z.ZodType<T> {
  return z.transform((value: unknown, context): T => {
    const found = read(value);
    if (found !== undefined) return found;
    context.addIssue({ code: 'custom', message, input: value });
    return z.NEVER;
  });
}

/** The other way round: undefined for what the schema does not take. */
const readerOf =
  <T>(schema: z.ZodType<T>) =>
  (value: unknown): T | undefined => {
    const read = schema.safeParse(value);
    return read.success ? read.data : undefined;
  };

/** An id comes as a string or a number. */
export const id = readBy(idIn, 'is no id');

/** What may be missing, null or of a type we do not know. */
export function maybe<T>(schema: z.ZodType<T>) {
  const read = readerOf(schema);
  return z.transform((value: unknown) => (value === undefined || value === null ? undefined : read(value)));
}

export const maybeId = z.transform(idIn);
/** Nobody is written as 0 or null. */
export const assigneeIdIn = (value: unknown): string | undefined =>
  value === 0 || value === '0' ? undefined : idIn(value);
export const maybeText = z.transform(textIn);
export const maybeCount = z.transform((value: unknown) =>
  Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : undefined,
);
/** True only when Intercom says so. */
export const flag = z.transform((value: unknown) => value === true);
/** A word from an open set, kept as it comes. */
export const wordIn = (value: unknown): string => textIn(value) ?? 'unknown';
export const word = z.transform(wordIn);

const MAX_TIME_MS = 8.64e15;

function toMs(seconds: number): number | undefined {
  const ms = Math.round(seconds * 1000);
  return ms >= 0 && ms <= MAX_TIME_MS ? ms : undefined;
}

/** Unix seconds, to milliseconds. */
export const secondsIn = (value: unknown): number | undefined => (typeof value === 'number' ? toMs(value) : undefined);
export const maybeSeconds = z.transform(secondsIn);

function parseTime(value: string): number | undefined {
  if (/^\d{1,13}$/.test(value)) return toMs(Number(value));
  // Without an offset the machine's own time zone would decide.
  const hasTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value);
  const hasOffset = /(?:Z|UTC|GMT|[+-]\d\d:?\d\d)$/i.test(value);
  const ms = Date.parse(hasTime && !hasOffset ? `${value.replace(' ', 'T')}Z` : value);
  return Number.isNaN(ms) ? undefined : ms;
}

/** Calls write times as ISO 8601 or as Unix seconds. */
export function timeIn(value: unknown): number | undefined {
  if (typeof value === 'number') return toMs(value);
  return typeof value === 'string' ? parseTime(value) : undefined;
}

export const maybeTime = z.transform(timeIn);

/** Of a list inside a thing what can be read. */
export const listIn = <T>(items: unknown, read: (item: unknown) => T | undefined): T[] =>
  Array.isArray(items) ? items.flatMap((item) => read(item) ?? []) : [];

/** A list inside a thing: items that cannot be read are left out, and a missing list is an empty one. */
export function embedded<T>(schema: z.ZodType<T>) {
  const read = readerOf(schema);
  return z.transform((items: unknown) => listIn(items, read));
}

/**
 * A list that was asked for. One bad item does not cost the others; but a list of which nothing can be read is refused,
 * because an empty one would claim that there is nothing.
 */
export function asked<T>(schema: z.ZodType<T>) {
  const readOne = readerOf(schema);
  return z.array(z.unknown()).transform((items, context) => {
    const read = listIn(items, readOne);
    if (items.length > 0 && read.length === 0) {
      context.addIssue({ code: 'custom', message: `none of ${items.length} items can be read` });
      return z.NEVER;
    }
    return read;
  });
}

/** How a list answer tells that there is more. */
export const paging = {
  total_count: maybeCount,
  pages: maybe(z.object({ next: maybe(z.object({ starting_after: maybeText })) })),
};

/** The page that `items` are, from the keys of `paging`. */
export function pageOf<T>(
  items: T[],
  list: {
    total_count?: number | undefined;
    pages?: { next?: { starting_after?: string | undefined } | undefined } | undefined;
  },
) {
  return { items, nextCursor: list.pages?.next?.starting_after, totalCount: list.total_count };
}
