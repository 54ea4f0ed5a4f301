import type { SearchQuery } from './types.ts';

/** The body of a search, where the cursor of a page belongs. */
export function searchBody(search: SearchQuery): Record<string, unknown> {
  const pagination = {
    ...(search.perPage === undefined ? {} : { per_page: search.perPage }),
    ...(search.cursor === undefined ? {} : { starting_after: search.cursor }),
  };
  return { query: search.query, ...(Object.keys(pagination).length === 0 ? {} : { pagination }) };
}
