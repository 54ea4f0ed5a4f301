/** The database did not answer. Never to be read as "there is no such row". */
export class StoreUnavailableError extends Error {
  readonly code = 'store_unavailable';
  constructor(operation: string, cause: unknown, advice = 'Check DATABASE_URL and the disk, then try again.') {
    super(`The database did not answer while doing "${operation}". ${advice}`, { cause });
    this.name = 'StoreUnavailableError';
  }
}

/**
 * Something was to be kept for a workspace that Callcard was never installed in. The database works: trying again
 * does not help.
 */
export class UnknownWorkspaceError extends Error {
  readonly code = 'unknown_workspace';
  constructor(operation: string, workspaceId: string, cause: unknown) {
    super(
      `There is no workspace ${JSON.stringify(workspaceId)} to do "${operation}" for. ` +
        'Install Callcard in it first, or check that DATABASE_URL is the database it was installed in.',
      { cause },
    );
    this.name = 'UnknownWorkspaceError';
  }
}
