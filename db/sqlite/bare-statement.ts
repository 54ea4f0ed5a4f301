import type Database from 'better-sqlite3';
import { type Column, is, Param, Placeholder, type SQL, sql } from 'drizzle-orm';

type Values = object;

/** A statement without drizzle around it: rows come as SQLite names their columns. */
export interface BareStatement<Row> {
  get(values: Values): Row | undefined;
  all(values: Values): Row[];
  /** How many rows it changed. */
  run(values: Values): number;
}

/**
 * The same statement as `query.prepare()` makes, but executed by the driver itself: half the time of one whose rows
 * drizzle maps. For what is executed with every card and every notification. Values have to be such as SQLite takes.
 * Prepared when it is first executed, as `onFirstUse` does.
 */
export function bareStatement<Row = never>(
  client: Database.Database,
  query: { toSQL(): { sql: string; params: unknown[] } },
): BareStatement<Row> {
  let statement: Executable | undefined;
  const prepared = () => {
    statement ??= prepare(client, query.toSQL());
    return statement;
  };
  return {
    get: (values) => prepared().get(values) as Row | undefined,
    all: (values) => prepared().all(values) as Row[],
    run: (values) => prepared().run(values),
  };
}

type Executable = BareStatement<unknown>;

function prepare(client: Database.Database, { sql, params }: { sql: string; params: unknown[] }): Executable {
  const statement = client.prepare(preparedOnce(sql, params.length));
  const named = params.map((param) => placeholderOf(param)?.name);
  const bind = (values: Values) =>
    params.map((param, nth) => {
      const name = named[nth];
      return name === undefined ? param : (values as Record<string, unknown>)[name];
    });
  return {
    get: (values) => statement.get(bind(values)),
    all: (values) => statement.all(bind(values)),
    run: (values) => statement.run(bind(values)).changes,
  };
}

/**
 * Where there is an ORDER BY or a LIMIT, SQLite plans by the values it is given, and so prepares the statement anew each
 * time that it is given some: that takes longer than to execute it. It does not look behind a unary plus.
 */
function preparedOnce(sql: string, valueCount: number): string {
  // With question marks that stand for themselves it stays as it is.
  const isPlain = sql.split('?').length - 1 === valueCount;
  return isPlain && /\b(?:order by|limit)\b/i.test(sql) ? sql.replaceAll('?', '+?') : sql;
}

/** What is given with each execution: by itself in a condition, wrapped with its column in what is inserted. */
function placeholderOf(param: unknown): Placeholder | undefined {
  const inner = is(param, Param) ? param.value : param;
  return is(inner, Placeholder) ? inner : undefined;
}

/** Columns under the names that the schema gives them, for a bare statement whose rows are to have those. */
export function named<Columns extends Record<string, Column>>(
  columns: Columns,
): { [Name in keyof Columns]: SQL.Aliased<unknown> } {
  const aliased = Object.entries(columns).map(([name, column]) => [name, sql`${column}`.as(name)]);
  return Object.fromEntries(aliased) as { [Name in keyof Columns]: SQL.Aliased<unknown> };
}
