/** As the API writes times; null where there is none. */
export const isoTime = (atMs: number | undefined): string | null =>
  atMs === undefined ? null : new Date(atMs).toISOString();
