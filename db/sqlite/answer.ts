import Database from 'better-sqlite3';
import { StoreUnavailableError, UnknownWorkspaceError } from '../errors.ts';

/**
 * Runs one synchronous piece of database work as an async answer, so that nothing is thrown before there is a promise.
 * Whatever fails becomes `StoreUnavailableError`; a write for a workspace that was never installed becomes
 * `UnknownWorkspaceError`.
 */
export async function answer<T>(operation: string, work: () => T, workspaceId?: string): Promise<T> {
  try {
    return work();
  } catch (error) {
    if (workspaceId !== undefined && isForeignKeyFailure(error)) {
      throw new UnknownWorkspaceError(operation, workspaceId, error);
    }
    throw new StoreUnavailableError(operation, error);
  }
}

/** The only foreign keys there are lead to `workspaces`. */
function isForeignKeyFailure(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}
