import { is } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import * as schema from '../../db/schema/sqlite.ts';

/** A table by the names that it has in both databases. */
export interface CopiedTable {
  name: string;
  columns: readonly string[];
  /** Its primary key, in order. */
  key: readonly string[];
}

/** Every table there is, by name; but none comes before one that it refers to. */
export function copiedTables(): CopiedTable[] {
  const configs = Object.values(schema)
    .filter((value) => is(value, SQLiteTable))
    .map((table) => getTableConfig(table))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const ordered: typeof configs = [];
  while (ordered.length < configs.length) {
    const next = configs.find(
      (config) =>
        !ordered.includes(config) &&
        config.foreignKeys.every((key) => {
          const { name } = getTableConfig(key.reference().foreignTable);
          return name === config.name || ordered.some((before) => before.name === name);
        }),
    );
    if (next === undefined)
      throw new Error('Tables refer to each other in a circle: there is no order to copy them in.');
    ordered.push(next);
  }
  return ordered.map(({ name, columns, primaryKeys: [composite] }) => ({
    name,
    columns: columns.map((column) => column.name),
    key: (composite?.columns ?? columns.filter(({ primary }) => primary)).map((column) => column.name),
  }));
}
