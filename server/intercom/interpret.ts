import { z } from 'zod';
import type { IntercomError } from './errors.ts';
import { failure, failureOf } from './failures.ts';
import { type Answer, headerOf, type Operation } from './operation.ts';
import { plainWord } from './plain-word.ts';
import type { Exchange } from './send.ts';

export type Outcome<T> = { ok: true; value: T } | { ok: false; error: IntercomError };

function read<T>(operation: Operation<T>, answer: Answer, token: string): Outcome<T> {
  try {
    return { ok: true, value: operation.read(answer) };
  } catch (error) {
    const reached = true;
    // The message of JSON.parse quotes the body; zod's names only the place and the type.
    const cause = error instanceof z.ZodError ? error : undefined;
    const detail = cause === undefined ? 'it is not what this route answers' : 'it has the wrong shape';
    const requestId = readRequestId(answer, token);
    const body = { code: undefined, field: undefined, scope: undefined, requestId };
    return {
      ok: false,
      error: failure({ code: 'intercom_bad_answer', operation, reached, status: answer.status, body, detail, cause }),
    };
  }
}

/** The id Intercom gave the request. */
export function readRequestId(answer: Pick<Answer, 'headers'>, token: string): string | undefined {
  return plainWord(headerOf(answer.headers, 'x-request-id'), token);
}

function unanswered(operation: Operation<unknown>, exchange: Exchange & { kind: 'unanswered' }): IntercomError {
  const { error: cause, sent: reached } = exchange;
  if (exchange.aborted) return failure({ code: 'intercom_timed_out', operation, reached, cause });
  // undici refused to write the request at all: a header or a path that HTTP does not allow.
  const invalid = cause instanceof Error && 'code' in cause && cause.code === 'UND_ERR_INVALID_ARG';
  return failure({ code: invalid ? 'intercom_refused' : 'intercom_unreachable', operation, reached, cause });
}

/**
 * Turns what came back into the operation's result or an `IntercomError`. Pure.
 * @param retryAtMs when the rate-limit window ends, for a 429
 */
export function interpret<T>(
  operation: Operation<T>,
  exchange: Exchange,
  token: string,
  retryAtMs: number | undefined,
): Outcome<T> {
  if (exchange.kind === 'unanswered') return { ok: false, error: unanswered(operation, exchange) };
  const { status, headers, text, bodyTrouble, error: cause } = exchange;
  const answer: Answer = { status, headers, text };
  if (operation.alsoAnswers?.(answer)) return read(operation, answer, token);
  // The status alone tells enough, even when the page behind it was cut off or too large.
  if (status < 200 || status > 299) return { ok: false, error: failureOf(operation, answer, token, retryAtMs) };
  if (bodyTrouble === undefined) return read(operation, answer, token);
  const code = (
    { aborted: 'intercom_timed_out', broken: 'intercom_unreachable', 'too-large': 'intercom_bad_answer' } as const
  )[bodyTrouble];
  const detail = bodyTrouble === 'too-large' ? 'it is too large' : undefined;
  return { ok: false, error: failure({ code, operation, reached: true, status, detail, cause }) };
}
