import type { ContactSearch } from './types.ts';

/** The body of a search, where the cursor of a page belongs. Only contacts can be sorted. */
export function searchBody(search: ContactSearch): Record<string, unknown> {
  const pagination = {
    ...(search.perPage === undefined ? {} : { per_page: search.perPage }),
    ...(search.cursor === undefined ? {} : { starting_after: search.cursor }),
  };
  return {
    query: search.query,
    ...(search.sort === undefined ? {} : { sort: search.sort }),
    ...(Object.keys(pagination).length === 0 ? {} : { pagination }),
  };
}
