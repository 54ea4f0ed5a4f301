/**
 * The pieces that Intercom's answers are read with. Unknown keys are dropped; an optional field of an unexpected type
 * counts as left out, so that it costs only itself. Source: Intercom's OpenAPI description, version 2.16.
 */
import { z } from 'zod';
import { isFilled } from './is-filled.ts';

/** An id comes as a string or a number; a number too large to be exact would name another thing and is refused. */
export const id = z.union([z.string().refine(isFilled), z.int()]).transform(String);

/** What may be missing, null or of a type we do not know. */
export function maybe<T>(schema: z.ZodType<T>) {
  return schema
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? undefined);
}

export const maybeId = maybe(id);
/** Nobody is written as 0 or null. */
export const maybeAssigneeId = maybeId.transform((value) => (value === '0' ? undefined : value));
/** Empty text says as little as none. */
export const maybeText = maybe(z.string()).transform((value) => (value === '' ? undefined : value));
export const maybeCount = maybe(z.int().min(0));
/** True only when Intercom says so. */
export const flag = maybe(z.boolean()).transform((value) => value === true);
/** A word from an open set, kept as it comes. */
export const word = maybeText.transform((value) => value ?? 'unknown');

const MAX_TIME_MS = 8.64e15;

function toMs(seconds: number): number | undefined {
  const ms = Math.round(seconds * 1000);
  return ms >= 0 && ms <= MAX_TIME_MS ? ms : undefined;
}

/** Unix seconds, to milliseconds. */
export const maybeSeconds = maybe(z.number()).transform((value) => (value === undefined ? undefined : toMs(value)));

function parseTime(value: string): number | undefined {
  if (/^\d{1,13}$/.test(value)) return toMs(Number(value));
  // Without an offset the machine's own time zone would decide.
  const hasTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value);
  const hasOffset = /(?:Z|UTC|GMT|[+-]\d\d:?\d\d)$/i.test(value);
  const ms = Date.parse(hasTime && !hasOffset ? `${value.replace(' ', 'T')}Z` : value);
  return Number.isNaN(ms) ? undefined : ms;
}

/** Calls write times as ISO 8601 or as Unix seconds. */
export const maybeTime = maybe(z.union([z.string(), z.number()])).transform((value) => {
  if (value === undefined) return undefined;
  return typeof value === 'number' ? toMs(value) : parseTime(value);
});

function readable<T>(schema: z.ZodType<T>, items: readonly unknown[]): T[] {
  return items.flatMap((item) => {
    const parsed = schema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
}

/** A list inside a thing: items that cannot be read are left out, and a missing list is an empty one. */
export function embedded<T>(schema: z.ZodType<T>) {
  return maybe(z.array(z.unknown())).transform((items) => readable(schema, items ?? []));
}

/**
 * A list that was asked for. One bad item does not cost the others; but a list of which nothing can be read is refused,
 * because an empty one would claim that there is nothing.
 */
export function asked<T>(schema: z.ZodType<T>) {
  return z.array(z.unknown()).transform((items, context) => {
    const read = readable(schema, items);
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
