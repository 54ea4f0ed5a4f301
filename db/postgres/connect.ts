import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { leavesConnectionGood, portFailure, TimeUpError, wasUndoneForOthers } from './failure.ts';

/**
 * How long a store may take for one answer, connecting and trying again included. Below the default deadline of a card:
 * a card that has to say that the database does not answer still comes in time.
 */
const ANSWER_WITHIN_MS = 3_000;
/**
 * The server gives a statement up before this process does: one that is given up here alone, because it waits for a lock,
 * is carried out after all when the lock is free.
 */
const atTheServer = (withinMs: number): number => Math.round(withinMs * 0.8);
/** The server ends what nobody waits for any more. */
const IDLE_IN_TRANSACTION_MS = 5_000;
/** Of one process. PostgreSQL allows 100 for all unless told otherwise. */
const MAX_CONNECTIONS = 10;
const TRIES = 5;

interface AnswerOptions {
  /** Whose rows are written: when there is no such workspace, the failure says so. */
  workspaceId?: string;
  withinMs?: number;
}

interface TransactionOptions extends AnswerOptions {
  /** What is written may be lost when the machine fails: nobody waits for the disk. */
  lightly?: boolean;
}

/** One statement after the other: a connection answers in turn. */
type Work<T> = (db: NodePgDatabase) => Promise<T>;

/** A pool of connections to one database. */
export interface Connections {
  /**
   * One statement, or several of which only the last can have changed anything. Whatever fails becomes
   * `StoreUnavailableError` or `UnknownWorkspaceError`.
   */
  answer<T>(operation: string, work: Work<T>, options?: AnswerOptions): Promise<T>;
  /** The same, for several statements of which all or none take effect. */
  transaction<T>(operation: string, work: Work<T>, options?: TransactionOptions): Promise<T>;
  /** Nobody but `close` waits for it. It may fail: then it was not done, and nobody is told. */
  aside(operation: string, work: Work<unknown>): Promise<void>;
  /** Waits for what is under way. Does nothing the second time. */
  close(): Promise<void>;
}

/** Without this, a connection that fails half way, as without a password, stays open until the server closes it. */
class ClosingClient extends pg.Client {
  override connect(): Promise<pg.Client>;
  override connect(done: (error: Error | null) => void): void;
  override connect(done?: (error: Error | null) => void): Promise<pg.Client> | undefined {
    if (done === undefined) return super.connect();
    super.connect((error: Error | null) => {
      if (error) void this.end();
      done(error);
    });
    return undefined;
  }
}

export interface ConnectOptions {
  /** The server refuses writes. */
  readOnly?: boolean;
  answerWithinMs?: number;
}

/** Connects when there is something to do, and again after the server was away. */
export function connect(
  url: string,
  { readOnly = false, answerWithinMs = ANSWER_WITHIN_MS }: ConnectOptions = {},
): Connections {
  const pool = new pg.Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    Client: ClosingClient,
    connectionTimeoutMillis: answerWithinMs,
    statement_timeout: atTheServer(answerWithinMs),
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    application_name: 'callcard',
    keepAlive: true,
    idleTimeoutMillis: 30_000,
    ...(readOnly && { onConnect: (client) => client.query('SET default_transaction_read_only = on') }),
  });
  // A connection that is lost says so by an event, which would end the process where nobody listens: in the pool, or
  // between two statements. Whoever uses it next is told by the failure of the statement.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));

  const databases = new WeakMap<pg.PoolClient, NodePgDatabase>();
  const databaseOf = (client: pg.PoolClient): NodePgDatabase => {
    const db = databases.get(client) ?? drizzle(client);
    databases.set(client, db);
    return db;
  };

  // When one connection hangs, those that were made before may hang as well: each would cost somebody his answer.
  let outages = 0;
  const madeAfter = new WeakMap<pg.PoolClient, number>();
  async function connection(signal: AbortSignal): Promise<pg.PoolClient> {
    for (;;) {
      const client = await unlessAborted(pool.connect(), signal, (late) => late.release());
      const after = madeAfter.get(client) ?? outages;
      madeAfter.set(client, after);
      if (after === outages) return client;
      client.release(true);
    }
  }

  async function once<T>(work: (client: pg.PoolClient) => Promise<T>, signal: AbortSignal): Promise<T> {
    const client = await connection(signal);
    try {
      const result = await unlessAborted(work(client), signal);
      client.release();
      return result;
    } catch (error) {
      // A connection in an unknown state is closed at once, whatever it still waits for; the server undoes the rest.
      client.release(!leavesConnectionGood(error));
      if (error instanceof TimeUpError) outages += 1;
      throw error;
    }
  }

  async function inTime<T>(
    operation: string,
    work: (client: pg.PoolClient) => Promise<T>,
    { workspaceId, withinMs = answerWithinMs }: AnswerOptions = {},
  ): Promise<T> {
    const timeUp = new AbortController();
    const timer = setTimeout(() => timeUp.abort(new TimeUpError(withinMs)), withinMs);
    try {
      for (let tried = 1; ; tried += 1) {
        try {
          return await once(work, timeUp.signal);
        } catch (error) {
          if (tried === TRIES || timeUp.signal.aborted || !wasUndoneForOthers(error)) throw error;
        }
      }
    } catch (error) {
      throw portFailure(operation, error, workspaceId);
    } finally {
      clearTimeout(timer);
    }
  }

  const asides = new Set<Promise<unknown>>();
  let closed: Promise<void> | undefined;
  return {
    answer: (operation, work, options) => inTime(operation, (client) => work(databaseOf(client)), options),
    transaction: (operation, work, options) =>
      inTime(operation, (client) => inTransaction(client, () => work(databaseOf(client)), options), options),
    aside: (operation, work) => {
      const done = inTime(operation, (client) => work(databaseOf(client))).then(
        () => {},
        () => {},
      );
      asides.add(done);
      return done.finally(() => asides.delete(done));
    },
    close: () => {
      closed ??= Promise.all(asides).then(() => pool.end());
      return closed;
    },
  };
}

/**
 * READ COMMITTED: each statement sees what others have committed before it. What must not happen at the same time takes
 * a lock (`lockFor`), or is a condition of the one statement that writes.
 */
async function inTransaction<T>(
  client: pg.PoolClient,
  work: () => Promise<T>,
  { withinMs, lightly = false }: TransactionOptions = {},
): Promise<T> {
  await client.query(lightly ? 'BEGIN; SET LOCAL synchronous_commit = off' : 'BEGIN');
  try {
    if (withinMs !== undefined) await client.query(`SET LOCAL statement_timeout = ${atTheServer(withinMs)}`);
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    if (leavesConnectionGood(error)) await client.query('ROLLBACK');
    throw error;
  }
}

/** What comes after the abort is not waited for: `late` gets it, failures of it are dropped. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal, late?: (result: T) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    work.then(
      (result) => {
        signal.removeEventListener('abort', onAbort);
        if (signal.aborted) late?.(result);
        else resolve(result);
      },
      (error: unknown) => {
        signal.removeEventListener('abort', onAbort);
        reject(error);
      },
    );
  });
}
