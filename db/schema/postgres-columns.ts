import { customType } from 'drizzle-orm/pg-core';

/** A noncharacter: Unicode keeps it for use inside of programs, so that no text from outside should have it. */
const ESCAPE = '\ufdd0';
const ZERO = '\0';

const escaped = (value: string): string => value.replaceAll(ESCAPE, `${ESCAPE}1`).replaceAll(ZERO, `${ESCAPE}0`);
const unescaped = (value: string): string => value.replaceAll(`${ESCAPE}0`, ZERO).replaceAll(`${ESCAPE}1`, ESCAPE);

/**
 * Text that is compared and ordered by its bytes, as SQLite does, whatever the language of the server. PostgreSQL has
 * no character 0, which JSON can bring: it is written as another one, so that such a text comes back as it was.
 */
export const text = customType<{ data: string; driverData: string }>({
  dataType: () => 'text collate "C"',
  toDriver: (value) => (typeof value === 'string' ? escaped(value) : value),
  fromDriver: unescaped,
});

/** A whole number that JavaScript can hold. The driver hands over 64 bits as text. */
export const integer = customType<{ data: number; driverData: string | number }>({
  dataType: () => 'bigint',
  fromDriver: (value) => {
    const number = Number(value);
    if (!Number.isSafeInteger(number))
      throw new RangeError('A number in the database is too large to be read exactly.');
    return number;
  },
});
