import { type Column, type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';

/**
 * Statements that are prepared once for each connection and kept as long as it. The server keeps them too, by their
 * names, which have to differ within a connection.
 */
export function keptStatements<Statements extends object>(
  prepare: (db: NodePgDatabase) => Statements,
): (db: NodePgDatabase) => Statements {
  const kept = new WeakMap<NodePgDatabase, Statements>();
  return (db) => {
    const statements = kept.get(db) ?? prepare(db);
    kept.set(db, statements);
    return statements;
  };
}

/** A value that is given with each execution and written as the column writes it, which a bare placeholder is not. */
export const given = (column: Column, name: string): SQL => sql`${sql.param(sql.placeholder(name), column)}`;

/** `lockFor('clicks', 'a')` of the same words are taken in turn, each until the end of its transaction. */
export async function lockFor(db: NodePgDatabase, ...words: string[]): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${JSON.stringify(words)}, 0))`);
}
