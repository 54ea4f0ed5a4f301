import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DatabaseUrlError, nameDatabase, readDatabaseUrl } from '../../db/database-url.ts';
import { anyCharacter } from '../any-character.ts';

describe('a DATABASE_URL', () => {
  test.each([
    ['file:./callcard.db', { dialect: 'sqlite', path: './callcard.db' }],
    ['file:/var/lib/call card.db', { dialect: 'sqlite', path: '/var/lib/call card.db' }],
    ['file::memory:', { dialect: 'sqlite', path: ':memory:' }],
    ['postgres://localhost/callcard', { dialect: 'postgres', url: 'postgres://localhost/callcard' }],
    ['postgresql:///callcard?host=/run', { dialect: 'postgres', url: 'postgresql:///callcard?host=/run' }],
  ])('%s names its database', (text, address) => {
    expect(readDatabaseUrl(text)).toStrictEqual(address);
  });

  test.each([
    ['./callcard.db', 'a path', './callcard.db'],
    ['postgres://ada:secret@db:6432/callcard?sslmode=verify-full&password=secret', '', 'postgres://db:6432/callcard'],
  ])('%s is shown without what is not for everybody', (text, _what, shown) => {
    expect(nameDatabase(text.startsWith('postgres') ? text : `file:${text}`)).toBe(shown);
  });

  test('of any text is read or refused, and a refusal has nothing of it in it', () => {
    const secret = 'Zu-Zu-Zu';
    const part = fc.constantFrom(
      'postgres://',
      'postgresql:',
      'file:',
      '@',
      ':',
      '/',
      '#',
      '?',
      '%',
      '[',
      'host',
      ' ',
      secret,
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        try {
          readDatabaseUrl(parts.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(DatabaseUrlError);
          expect(String(error)).not.toContain(secret);
        }
      }),
    );
  });

  test('shows no password, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, minLength: 1 }), (password) => {
        fc.pre(password.isWellFormed());
        const url = `postgres://ada:${encodeURIComponent(password)}@host/name`;
        expect(readDatabaseUrl(url)).toMatchObject({ url });
        expect(nameDatabase(url)).toBe('postgres://host/name');
      }),
    );
  });
});
