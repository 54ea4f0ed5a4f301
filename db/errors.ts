/** The database did not answer. Never to be read as "there is no such row". */
export class StoreUnavailableError extends Error {
  readonly code = 'store_unavailable';
  constructor(operation: string, cause: unknown) {
    super(`The database did not answer while doing "${operation}". Check DATABASE_URL and the disk, then try again.`, {
      cause,
    });
    this.name = 'StoreUnavailableError';
  }
}
