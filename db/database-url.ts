/** What a `DATABASE_URL` names. */
export type DatabaseAddress =
  /** A file path, or `:memory:`. */
  | { dialect: 'sqlite'; path: string }
  /** As it was given: it may have a password in it. */
  | { dialect: 'postgres'; url: string };

/** A `DATABASE_URL` that names no database. `message` says what is wrong with it, and nothing of what is in it. */
export class DatabaseUrlError extends Error {
  readonly code = 'database_url_invalid';
  constructor(message: string) {
    super(message);
    this.name = 'DatabaseUrlError';
  }
}

const FILE = 'file:';
const POSTGRES = /^postgres(ql)?:\/\//;

/** Reads `file:PATH`, `file::memory:` or `postgres://USER:PASSWORD@HOST:PORT/DATABASE`. Throws `DatabaseUrlError`. */
export function readDatabaseUrl(text: string): DatabaseAddress {
  if (text.startsWith(FILE) && text.length > FILE.length) return { dialect: 'sqlite', path: text.slice(FILE.length) };
  if (!POSTGRES.test(text)) throw new DatabaseUrlError('is not a file: or postgres:// address');
  if (!URL.canParse(text) || !isDecodable(text)) {
    throw new DatabaseUrlError(
      'is not a postgres:// address that can be read (in a password, write characters such as @ / # ? % as %40 %2F %23 %3F %25)',
    );
  }
  if (new URL(text).pathname.length < 2)
    throw new DatabaseUrlError('does not say which database (postgres://host/NAME)');
  return { dialect: 'postgres', url: text };
}

function isDecodable(url: string): boolean {
  try {
    const { username, password, hostname, pathname } = new URL(url);
    for (const part of [username, password, hostname, pathname]) decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

/** The database as people may see it, in messages and tables: a path, or an address without user, password and options. */
export function nameDatabase(text: string): string {
  const address = readDatabaseUrl(text);
  if (address.dialect === 'sqlite') return address.path;
  const { host, pathname } = new URL(address.url);
  return `postgres://${host}${pathname}`;
}
