import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { StoreUnavailableError, UnknownWorkspaceError } from '../errors.ts';

/**
 * How long an answer waits for another process that writes. Intercom waits 5 s for the answer to a notification, and a
 * card has 4 s for everything: half of that is left for Intercom's own answers.
 */
const PATIENCE_MS = 2_000;
/** What may be lost waits at most this long. */
export const LIGHT_PATIENCE_MS = 50;
const LONGEST_PAUSE_MS = 50;

interface AnswerOptions {
  /** Whose rows are written: when there is no such workspace, the failure says so. */
  workspaceId?: string;
  patienceMs?: number;
}

/**
 * Runs one synchronous piece of database work as an async answer, so that nothing is thrown before there is a promise.
 * When another process holds the file, the work is tried again for a while: between the tries everybody else in this
 * process goes on, which SQLite's own waiting would not let them. So the work must be one transaction, or reads before
 * one. Whatever fails becomes `StoreUnavailableError`; a write for a workspace that was never installed becomes
 * `UnknownWorkspaceError`.
 */
export async function answer<T>(
  operation: string,
  work: () => T,
  { workspaceId, patienceMs = PATIENCE_MS }: AnswerOptions = {},
): Promise<T> {
  let giveUpAtMs: number | undefined;
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return work();
    } catch (error) {
      if (workspaceId !== undefined && isForeignKeyFailure(error)) {
        throw new UnknownWorkspaceError(operation, workspaceId, error);
      }
      giveUpAtMs ??= performance.now() + patienceMs;
      if (!isHeldByOthers(error) || performance.now() >= giveUpAtMs) throw unavailable(operation, error);
    }
    await sleep(pauseMs);
  }
}

/** The only foreign keys there are lead to `workspaces`. */
function isForeignKeyFailure(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}

/** Nothing was done then: the transaction did not begin, or what it did was undone. */
function isHeldByOthers(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

function unavailable(operation: string, error: unknown): StoreUnavailableError {
  if (isHeldByOthers(error)) {
    const advice = 'Another process keeps the file locked: let it finish, or end it.';
    return new StoreUnavailableError(operation, error, advice);
  }
  return new StoreUnavailableError(operation, error);
}
