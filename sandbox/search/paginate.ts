import { z } from 'zod';
import { readBody } from '../rest/read-body.ts';
import { RestError } from '../rest/rest-error.ts';

const wholeNumber = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,6}$/, 'is not a whole number')
    .transform(Number),
]);

/** A page as asked for: in the query of a list, in `pagination` of a search. */
export interface PageRequest {
  perPage: number;
  startingAfter: string | undefined;
}

/** Reads `per_page` and `starting_after`; refuses a size outside 1 to `maximum`. */
export function readPageRequest(source: unknown, limits: { usual: number; maximum: number }): PageRequest {
  const schema = z.object({
    per_page: wholeNumber
      .refine((size) => size >= 1 && size <= limits.maximum, `must be between 1 and ${limits.maximum}`)
      .nullish(),
    starting_after: z.string().nullish(),
  });
  const page = readBody(schema, source);
  return { perPage: page.per_page ?? limits.usual, startingAfter: page.starting_after ?? undefined };
}

/**
 * One page of a list by Intercom's cursor: `starting_after` is opaque and stands for the last item of the page before.
 * An unreadable or stale cursor is refused with 400 `client_error`.
 */
export function paginate<T extends { id: string }>(
  items: readonly T[],
  page: PageRequest,
): { items: T[]; pages: object } {
  const start = page.startingAfter === undefined ? 0 : positionAfter(items, page.startingAfter);
  const shown = items.slice(start, start + page.perPage);
  const last = shown.at(-1);
  const more = last !== undefined && start + shown.length < items.length;
  return {
    items: shown,
    pages: {
      type: 'pages',
      page: Math.floor(start / page.perPage) + 1,
      per_page: page.perPage,
      total_pages: Math.ceil(items.length / page.perPage),
      ...(more ? { next: { per_page: page.perPage, starting_after: encodeCursor(last.id) } } : {}),
    },
  };
}

function encodeCursor(id: string): string {
  return Buffer.from(JSON.stringify([id])).toString('base64');
}

/** Undefined unless it is a cursor exactly as it was given out. */
function decodeCursor(cursor: string): string | undefined {
  try {
    const [id]: unknown[] = JSON.parse(Buffer.from(cursor, 'base64').toString());
    return typeof id === 'string' && encodeCursor(id) === cursor ? id : undefined;
  } catch {
    return undefined;
  }
}

function positionAfter(items: readonly { id: string }[], cursor: string): number {
  const id = decodeCursor(cursor);
  const index = id === undefined ? -1 : items.findIndex((item) => item.id === id);
  if (index < 0) throw new RestError(400, 'client_error', 'Starting After is invalid', { field: 'starting_after' });
  return index + 1;
}

/** The page-numbered list of `GET /calls`. */
export function paginateByNumber<T>(
  items: readonly T[],
  query: unknown,
  maximum: number,
): { items: T[]; pages: object } {
  const schema = z.object({
    page: wholeNumber.refine((page) => page >= 1, 'must be at least 1').default(1),
    per_page: wholeNumber
      .refine((size) => size >= 1 && size <= maximum, `must be between 1 and ${maximum}`)
      .default(maximum),
  });
  const { page, per_page: perPage } = readBody(schema, query);
  return {
    items: items.slice((page - 1) * perPage, page * perPage),
    pages: { type: 'pages', page, per_page: perPage, total_pages: Math.ceil(items.length / perPage) },
  };
}
