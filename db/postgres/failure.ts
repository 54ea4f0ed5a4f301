import { DrizzleQueryError } from 'drizzle-orm';
import pg from 'pg';
import { StoreUnavailableError, UnknownWorkspaceError } from '../errors.ts';

/** What PostgreSQL said, without the rows and parameters that its errors and drizzle's quote: those are people's data. */
class PostgresFailure extends Error {
  /** SQLSTATE of the server (postgresql.org/docs/current/errcodes-appendix.html), or the code of Node or OpenSSL. */
  readonly code: string | undefined;
  constructor(error: unknown) {
    const { message, code } = reasonOf(error);
    super(message);
    this.name = 'PostgresFailure';
    this.code = code;
  }
}

/** The database did not answer in time. */
export class TimeUpError extends Error {
  readonly code = 'time_up';
  constructor(withinMs: number) {
    super(`no answer within ${withinMs} ms`);
    this.name = 'TimeUpError';
  }
}

/** Of several addresses that were tried, the first one's reason stands for all: the error around them has no text. */
function reasonOf(error: unknown): { message: string; code: string | undefined } {
  const [first] = error instanceof AggregateError ? error.errors : [];
  const reason: unknown = first ?? error;
  const code = reason instanceof Error && 'code' in reason && typeof reason.code === 'string' ? reason.code : undefined;
  return { message: reason instanceof Error ? reason.message : String(reason), code };
}

/** What the driver threw, below what drizzle puts around it. */
function driverError(error: unknown): unknown {
  return error instanceof DrizzleQueryError && error.cause !== undefined ? error.cause : error;
}

/** Whether the server refused one statement and the connection is as good as before. */
export function leavesConnectionGood(error: unknown): boolean {
  const reason = driverError(error);
  return reason instanceof pg.DatabaseError && reason.severity === 'ERROR';
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';

/** Whether the server undid everything because of somebody else's work at the same time: it may be done again. */
export function wasUndoneForOthers(error: unknown): boolean {
  const reason = driverError(error);
  return reason instanceof pg.DatabaseError && (reason.code === SERIALIZATION_FAILURE || reason.code === DEADLOCK);
}

const FOREIGN_KEY_VIOLATION = '23503';

/** The failure as ports tell it. The only foreign keys there are lead to `workspaces`. */
export function portFailure(operation: string, error: unknown, workspaceId?: string): Error {
  const reason = driverError(error);
  const failure = new PostgresFailure(reason);
  if (workspaceId !== undefined && failure.code === FOREIGN_KEY_VIOLATION) {
    return new UnknownWorkspaceError(operation, workspaceId, failure);
  }
  return new StoreUnavailableError(operation, failure, adviceFor(failure));
}

const ADVICE: readonly (readonly [codes: RegExp, advice: string])[] = [
  [
    /^(ECONNREFUSED|ECONNRESET|ENOENT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/,
    'Start PostgreSQL, or let DATABASE_URL name the host and port where it listens.',
  ],
  [/^28/, 'PostgreSQL refuses the user or the password of DATABASE_URL: correct them, or its pg_hba.conf.'],
  [/^3D000$/, 'There is no such database: make it with createdb, or let DATABASE_URL name another one.'],
  [/^42501$/, 'The user of DATABASE_URL may not do this: make it the owner of the database.'],
  [/^53300$/, 'PostgreSQL has no connection left: raise its max_connections, or run fewer instances.'],
  [/^53/, 'PostgreSQL has no room left: look at its disk, its memory and its log.'],
  [/^25006$/, 'This PostgreSQL only reads, as a standby does: let DATABASE_URL name the one that writes.'],
  [/^55P03$/, 'Somebody else is at work in it: stop every Callcard and try again.'],
  [/^57014$/, 'Something took too long: look into pg_stat_activity for what holds a lock, and try again.'],
  [/^57P0/, 'PostgreSQL is starting, stopping or was restarted: try again in a moment.'],
  [
    /CERT|SIGNATURE|ERR_TLS/,
    'The certificate of PostgreSQL is not trusted: name its authority with sslrootcert in DATABASE_URL.',
  ],
];

function adviceFor({ code, message }: PostgresFailure): string {
  // The driver's own complaints, as of a server without TLS, have no code; nothing of what is kept is in them.
  const said = code === undefined ? `${message.replace(/\.$/, '')}. ` : '';
  const known = ADVICE.find(([codes]) => codes.test(code ?? ''))?.[1];
  return said + (known ?? 'Check DATABASE_URL and that PostgreSQL answers, then try again.');
}
