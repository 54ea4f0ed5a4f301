import type { FastifyReply, FastifyRequest } from 'fastify';
import { StoreUnavailableError } from '../../db/errors.ts';
import { tellOf, toldOf } from '../http/wide-line.ts';
import { ApiProblem, PROBLEMS, type ProblemCode } from './problems.ts';
import { problemSchema } from './schemas/problem.ts';

/** Seconds: an outage that is over sooner is not worth another request. */
const RETRY_AFTER: Partial<Record<ProblemCode, number>> = { store_unavailable: 5, caller_unavailable: 2 };

/** Of what fastify refuses by itself. */
const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'invalid_json',
  404: 'not_found',
  413: 'too_large',
  415: 'unsupported_media_type',
};

/** That Intercom does not answer is no fault of Callcard's. */
const LEVEL: Partial<Record<ProblemCode, 'warn'>> = { caller_unavailable: 'warn' };

/** The one place that turns what was thrown into an answer of the API. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = error instanceof ApiProblem ? error : new ApiProblem(codeOf(error), { cause: error });
  const { code, status, faults } = problem;
  if (status >= 500) request.log[LEVEL[code] ?? 'error']({ err: problem.cause ?? problem }, 'request failed');
  tellOf(request, { ...toldOf(request), problem: code });
  const retryAfter = problem.retryAfter ?? RETRY_AFTER[code];
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  if (status === 401) reply.header('www-authenticate', challenge(code));
  const { message, next } = PROBLEMS[code];
  const body = problemSchema.parse({
    error: { code, message, next, requestId: request.id, problems: faults },
  });
  return reply.code(status).header('cache-control', 'no-store').send(body);
}

function codeOf(error: unknown): ProblemCode {
  if (error instanceof StoreUnavailableError) return 'store_unavailable';
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  return BY_STATUS[status] ?? (status >= 400 && status < 500 ? 'invalid_request' : 'internal');
}

/** Source: RFC 6750, section 3. */
function challenge(code: ProblemCode): string {
  const realm = 'Bearer realm="Callcard"';
  return code === 'key_missing' ? realm : `${realm}, error="invalid_token"`;
}
