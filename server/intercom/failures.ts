import { type ErrorBody, readErrorBody } from './error-body.ts';
import { IntercomError, type IntercomErrorCode } from './errors.ts';
import { type Answer, effectOf, type Operation, routeOf } from './operation.ts';

/** Codes that mean a dead token, whatever the status. Source: Intercom developer docs, error codes. */
const DEAD_TOKEN_CODES = new Set([
  'unauthorized',
  'token_revoked',
  'token_blocked',
  'token_not_found',
  'token_expired',
  'token_unauthorized',
]);

const NEXT_STEP = {
  intercom_unauthorized: 'Intercom no longer accepts the token of this workspace. Connect the workspace again',
  intercom_forbidden: 'Intercom does not allow this. Check the scopes of the app, the plan and the teammate’s role',
  intercom_not_found: 'Intercom has no such thing. Check the id',
  intercom_conflict: 'Intercom has this already. Read what exists',
  intercom_refused: 'Intercom refuses what was sent. Correct it before sending again',
  intercom_rate_limited: 'Intercom’s rate limit is used up. Try again when the window has ended',
  intercom_down: 'Intercom could not do it. Try again later',
  intercom_unreachable: 'the connection to Intercom failed. Check the network and try again',
  intercom_timed_out: 'Intercom did not answer before the deadline. Try again',
  intercom_bad_answer: 'Intercom’s answer cannot be used',
} as const satisfies Record<IntercomErrorCode, string>;

const RETRYABLE = new Set<IntercomErrorCode>([
  'intercom_rate_limited',
  'intercom_down',
  'intercom_unreachable',
  'intercom_timed_out',
]);

export interface FailureDetails {
  code: IntercomErrorCode;
  operation: Operation<unknown>;
  /** Whether the request may have reached Intercom and been carried out. */
  reached: boolean;
  status?: number | undefined;
  body?: ErrorBody | undefined;
  retryAtMs?: number | undefined;
  detail?: string | undefined;
  cause?: unknown;
}

/** undici keeps the raw bytes of an answer it cannot parse on its error: those stay out of ours. */
function withoutBody(cause: unknown): unknown {
  if (!(cause instanceof Error) || !('data' in cause)) return cause;
  const plain = new Error(cause.message);
  plain.name = cause.name;
  return plain;
}

/** An `IntercomError` whose message names the route, what happened and what to do; no id, no token, no body. */
export function failure(details: FailureDetails): IntercomError {
  const { code, operation, body } = details;
  const about = [
    details.status === undefined ? undefined : `status ${details.status}`,
    body?.code,
    body?.field === undefined ? undefined : `field ${body.field}`,
    body?.scope === undefined ? undefined : `missing scope ${body.scope}`,
    details.detail,
  ].filter((part) => part !== undefined);
  return new IntercomError({
    code,
    message: `${routeOf(operation)}: ${NEXT_STEP[code]}${about.length === 0 ? '' : ` (${about.join(', ')})`}.`,
    status: details.status,
    intercomCode: body?.code,
    requestId: body?.requestId,
    retryable: RETRYABLE.has(code),
    mayHaveHappened: details.reached && effectOf(operation) !== 'none',
    retryAtMs: details.retryAtMs,
    cause: withoutBody(details.cause),
  });
}

function codeFor(status: number, intercomCode: string | undefined): IntercomErrorCode {
  if (status < 400) return 'intercom_bad_answer';
  if (status === 401 || (intercomCode !== undefined && DEAD_TOKEN_CODES.has(intercomCode)))
    return 'intercom_unauthorized';
  // 402 is an unpaid plan.
  if (status === 402 || status === 403) return 'intercom_forbidden';
  if (status === 404 || status === 410) return 'intercom_not_found';
  if (status === 409) return 'intercom_conflict';
  if (status === 429) return 'intercom_rate_limited';
  // 408: Intercom's own time ran out, as with a 504.
  if (status === 408 || status >= 500) return 'intercom_down';
  return 'intercom_refused';
}

/** What an answer outside 2xx means. */
export function failureOf(
  operation: Operation<unknown>,
  answer: Answer,
  token: string,
  retryAtMs: number | undefined,
): IntercomError {
  const body = readErrorBody(answer, token);
  const code = codeFor(answer.status, body.code);
  return failure({
    code,
    operation,
    reached: code === 'intercom_down',
    status: answer.status,
    body,
    retryAtMs: code === 'intercom_rate_limited' ? retryAtMs : undefined,
    detail: answer.status < 400 ? 'a redirect is never followed' : undefined,
  });
}
