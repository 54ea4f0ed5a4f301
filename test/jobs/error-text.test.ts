import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { StoreUnavailableError } from '../../db/errors.ts';
import { IntercomError } from '../../server/intercom/errors.ts';
import { errorOrigin, errorText } from '../../server/jobs/error-text.ts';
import { PermanentFailure } from '../../server/jobs/handler.ts';

/** Something about a person that no name of an error has in it. */
const personal = fc.string({ minLength: 1, maxLength: 40 }).map((text) => `Jo Vance +14155550100 ${text}`);

test('of a foreign error only its name and code are kept, whatever its message quotes', () => {
  fc.assert(
    fc.property(personal, (text) => {
      const kept = [
        new Error(text),
        new TypeError(text, { cause: new Error(text) }),
        Object.assign(new Error('broken'), { name: text, code: text }),
        Object.assign(new Error(text), { code: 'ECONNRESET' }),
        text,
        { message: text },
      ].map(errorText);
      expect(kept.join('\n')).not.toContain('Vance');
      expect(kept[3]).toBe('Error ECONNRESET');
    }),
  );
});

test('what a parser quotes of a payload is not kept', () => {
  const parse = (text: string) => {
    try {
      return JSON.parse(text);
    } catch (error) {
      return errorText(error) + errorOrigin(error).join();
    }
  };
  expect(parse('Jo Vance')).toMatch(/^SyntaxError/);
  expect(parse('Jo Vance')).not.toContain('Vance');
  expect(errorText(z.object({ name: z.number() }).safeParse({ name: 'Jo Vance' }).error)).not.toContain('Vance');
});

test('where a foreign error comes from is told without its message', () => {
  const error = new Error('Jo Vance\n    at Jo (/home/vance.ts:1:1)\nmore of Jo Vance');
  const origin = errorOrigin(error);
  expect(origin[0]).toMatch(/^at .*error-text\.test\.ts:\d+:\d+\)?$/);
  expect(origin.join()).not.toMatch(/vance/i);
  expect(origin.length).toBeLessThanOrEqual(5);
});

test('of our own errors the message is kept, which says what to do next, and never more than 300 characters', () => {
  expect(errorText(new PermanentFailure('The contact is gone.'))).toBe('PermanentFailure: The contact is gone.');
  const failed = new IntercomError({
    code: 'intercom_down',
    message: 'GET /contacts/{id}: down',
    retryable: true,
    mayHaveHappened: false,
  });
  expect(errorText(failed)).toBe('IntercomError: GET /contacts/{id}: down');
  expect(errorText(new StoreUnavailableError('claim jobs', new Error('Jo Vance')))).not.toContain('Vance');
  fc.assert(
    fc.property(fc.string({ maxLength: 2_000 }), (text) => errorText(new PermanentFailure(text)).length <= 300),
  );
});
