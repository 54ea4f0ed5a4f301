/** The database did not answer. Never to be read as "there is no such row". */
export class StoreUnavailableError extends Error {
  readonly code = 'store_unavailable';
  constructor(operation: string, cause: unknown, advice = 'Check DATABASE_URL and the disk, then try again.') {
    super(`The database did not answer while doing "${operation}". ${advice}`, { cause });
    this.name = 'StoreUnavailableError';
  }
}

/**
 * Something was to be kept for a workspace that Callcard was never installed in, or is not any more. The database works:
 * trying again does not help.
 */
export class UnknownWorkspaceError extends Error {
  readonly code = 'unknown_workspace';
  constructor(operation: string, workspaceId: string, cause?: unknown) {
    super(
      `There is no workspace ${JSON.stringify(workspaceId)} to do "${operation}" for. ` +
        'Install Callcard in it first, or check that DATABASE_URL is the database it was installed in.',
      { cause },
    );
    this.name = 'UnknownWorkspaceError';
  }
}

/** Why a database cannot be read as this code would: `missing` and `in_memory` have nothing to look into. */
export type Unreadable = 'in_memory' | 'missing' | 'new' | 'older' | 'foreign';

const EXPLAINED: Record<Unreadable, (database: string) => string> = {
  in_memory: () =>
    'The database is in the memory of the Callcard that runs: no other process can read it. ' +
    'Set DATABASE_URL=file:./callcard.db and start Callcard again.',
  missing: (database) =>
    `There is no database ${database} yet. Start Callcard once, or let DATABASE_URL name another file.`,
  new: (database) => `The database ${database} is empty. Start Callcard once: it makes the tables.`,
  older: (database) =>
    `The database ${database} is older than this version of Callcard. Start Callcard once: it brings it up.`,
  foreign: (database) =>
    `The database ${database} belongs to another version of Callcard, or to another program. ` +
    'Use the version it belongs to, or let DATABASE_URL name another one.',
};

/** There is, or could be, a database, but not one that this code can read. Nothing was changed. */
export class UnreadableDatabaseError extends Error {
  readonly code = 'database_unreadable';
  readonly why: Unreadable;
  /** `database` as a person may see it: without a password. */
  constructor(database: string, why: Unreadable) {
    super(EXPLAINED[why](database));
    this.name = 'UnreadableDatabaseError';
    this.why = why;
  }
}
