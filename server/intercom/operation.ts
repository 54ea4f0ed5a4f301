import type { IncomingHttpHeaders } from 'undici/types/header.js';
import type { z } from 'zod';
import { IntercomError } from './errors.ts';

/** A whole answer: headers have lower-case names, `text` is the body as UTF-8. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/**
 * What sending twice does. `none`: it only reads. `repeatable`: it changes something, and twice is the same as once.
 * `once`: twice may change something twice, and Intercom has no idempotency keys.
 */
export type Effect = 'none' | 'repeatable' | 'once';

/** One request to Intercom, before it belongs to a workspace. */
export interface Operation<T> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** A template such as `/contacts/{id}`: this, never the filled path, is what logs and messages show. */
  path: string;
  /** What fills the template; encoded here and nowhere else. */
  ids?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  body?: unknown;
  accept?: string;
  /** A POST that only reads: a search. */
  reads?: true;
  /** Tells answers outside 2xx that mean something to `read` instead of failing the call. */
  alsoAnswers?: (answer: Answer) => boolean;
  /** Takes an answer apart; whatever it throws makes the answer a bad one. */
  read: (answer: Answer) => T;
}

export function effectOf(operation: Operation<unknown>): Effect {
  if (operation.method === 'GET' || operation.reads) return 'none';
  return operation.method === 'POST' ? 'once' : 'repeatable';
}

/** `GET /contacts/{id}`: names the operation without saying whose data it touched. */
export function routeOf(operation: Operation<unknown>): string {
  return `${operation.method} ${operation.path}`;
}

/** Reads a JSON body with a schema from the wire files. */
export function json<T>(schema: z.ZodType<T>): (answer: Answer) => T {
  return (answer) => schema.parse(JSON.parse(answer.text));
}

export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

function refuse(operation: Operation<unknown>, problem: string, cause?: unknown): IntercomError {
  return new IntercomError({
    code: 'intercom_refused',
    message: `${routeOf(operation)}: ${problem}. Nothing was sent.`,
    retryable: false,
    mayHaveHappened: false,
    cause,
  });
}

/**
 * The path and query to ask for. Throws `IntercomError` (`intercom_refused`) for an id that would change which resource
 * is meant: an empty one turns a thing into its list, and `..` climbs to another resource.
 */
export function pathOf(operation: Operation<unknown>): string {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const id = operation.ids?.[name] ?? '';
    if (id === '' || id === '.' || id === '..' || !id.isWellFormed()) {
      throw refuse(operation, `the ${name} cannot stand in a path`);
    }
    return encodeURIComponent(id);
  });
  const query = new URLSearchParams(operation.query).toString();
  return query === '' ? path : `${path}?${query}`;
}

/** The JSON body, if there is one. Throws `IntercomError` (`intercom_refused`) for what JSON cannot hold. */
export function bodyOf(operation: Operation<unknown>): string | undefined {
  if (operation.body === undefined) return undefined;
  try {
    return JSON.stringify(operation.body);
  } catch (error) {
    throw refuse(operation, 'the body cannot be written as JSON', error);
  }
}
