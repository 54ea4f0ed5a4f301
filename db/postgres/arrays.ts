import { type Column, type SQL, sql } from 'drizzle-orm';

/** Any number of values in one parameter, each written as the column writes it; for `unnest` and `any`. */
export const givenAll = (column: Column, name: string): SQL => {
  const type = sql.raw(column.getSQLType() === 'bigint' ? 'bigint[]' : 'text[]');
  const encoder = {
    mapToDriverValue: (values: unknown) =>
      Array.isArray(values) ? values.map((value) => column.mapToDriverValue(value)) : values,
  };
  return sql`${sql.param(sql.placeholder(name), encoder)}::${type}`;
};
