import Database from 'better-sqlite3';

/** What to do when a database file cannot be opened, by SQLite's result code (sqlite.org/rescode.html). */
export function openingAdvice(error: unknown): string | undefined {
  const code = error instanceof Database.SqliteError ? error.code : '';
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) {
    return 'The file is not a SQLite database, or it is damaged. Let DATABASE_URL name another file, or restore this one from a backup.';
  }
  if (/^SQLITE_(CANTOPEN|READONLY|PERM|AUTH)/.test(code)) {
    return 'DATABASE_URL must name a file, not a folder, and Callcard must be allowed to write the file and its folder.';
  }
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) {
    return 'Another process holds the database. End it, or wait until it has started, then try again.';
  }
  if (/^SQLITE_FULL/.test(code)) return 'The disk is full. Make room, then try again.';
  return undefined;
}
