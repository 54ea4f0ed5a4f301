import { chmodSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { StoreUnavailableError, UnreadableDatabaseError } from '../../db/errors.ts';
import { openSqliteReadOnly } from '../../db/sqlite/open-read-only.ts';
import { openingAdvice } from '../../db/sqlite/opening-advice.ts';
import { UnusableError } from '../shell/unusable-error.ts';

/** All of it in one step: with pauses in between, each write of Callcard would make it begin again. */
const ALL_PAGES = 0x7fff_ffff;

export interface Backup {
  bytes: number;
  workspaces: number;
}

/**
 * Copies the database file as it is at one moment to `out`, which gets its name when it was checked. Callcard may run
 * and write meanwhile. Throws `StoreUnavailableError`, `UnreadableDatabaseError`, or UnusableError `copy_differs`.
 */
export async function backUp(path: string, out: string): Promise<Backup> {
  // Says by name when there is no database, or not one of Callcard's.
  await (await openSqliteReadOnly(path)).close();
  const unfinished = `${out}.unfinished`;
  try {
    await copyTo(path, unfinished);
    const workspaces = check(unfinished);
    renameSync(unfinished, out);
    return { bytes: statSync(out).size, workspaces };
  } catch (error) {
    if (error instanceof UnusableError || error instanceof UnreadableDatabaseError) throw error;
    throw new StoreUnavailableError(`back up ${path} to ${out}`, error, openingAdvice(error));
  } finally {
    for (const left of ['', '-wal', '-shm', '-journal']) rmSync(unfinished + left, { force: true });
  }
}

async function copyTo(path: string, copy: string): Promise<void> {
  if (existsSync(copy)) rmSync(copy);
  const client = new Database(path, { readonly: true, fileMustExist: true });
  try {
    await client.backup(copy, { progress: () => ALL_PAGES });
    // Names and addresses of people are in it.
    chmodSync(copy, 0o600);
  } finally {
    client.close();
  }
}

/** How many workspaces are in it, once it is known to be whole. */
function check(copy: string): number {
  const client = new Database(copy);
  try {
    const found = client.pragma('integrity_check', { simple: true });
    const lost = client.prepare('PRAGMA foreign_key_check').all();
    if (found !== 'ok' || lost.length > 0) {
      const message = `The copy is damaged (${String(found)}), so it was deleted: the database itself may be damaged too.`;
      throw new UnusableError('copy_differs', message);
    }
    // One file, without others beside it, wherever it is put.
    client.pragma('journal_mode = DELETE');
    return client.prepare<[], number>('SELECT count(*) FROM workspaces').pluck().get() ?? 0;
  } finally {
    client.close();
  }
}
