import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Access } from './access.ts';
import { ApiProblem, isProblemCode, type ProblemCode, type RequestFault } from './problems.ts';

/** Twice the most that a call's `data` may be, with room for the rest. */
const MAX_BODY_BYTES = 20 * 1024;

/** One answer that is no problem. */
export interface OperationAnswer {
  description: string;
  schema: z.ZodType;
  example: unknown;
}

interface PathParameter<T> {
  schema: z.ZodType<T>;
  description: string;
  example: string;
}

/** What one request of the API is: the route, what is checked and what the OpenAPI document says come from here. */
export interface Operation<Parameters extends object, Body> {
  id: string;
  method: 'GET' | 'POST';
  /** Behind `/api/v1`, with parameters in braces. */
  path: string;
  summary: string;
  description: string;
  parameters: { [Name in keyof Parameters]: PathParameter<Parameters[Name]> };
  body: { schema: z.ZodType<Body>; example: unknown } | undefined;
  answers: Readonly<Record<number, OperationAnswer>>;
  /** Those of its own, besides what any operation may be answered with. */
  problems: readonly ProblemCode[];
}

export interface OperationCall<Parameters, Body> {
  access: Access;
  parameters: Parameters;
  body: Body;
  log: FastifyBaseLogger;
}

export type OperationHandler<Parameters, Body> = (
  call: OperationCall<Parameters, Body>,
) => Promise<{ status: number; content: unknown }>;

/** Adds the route of an operation to a scope in which `accessOf` knows who asks. */
export function serveOperation<Parameters extends object, Body>(
  scope: FastifyInstance,
  operation: Operation<Parameters, Body>,
  accessOf: (request: FastifyRequest) => Access,
  handle: OperationHandler<Parameters, Body>,
): void {
  const { method, path, answers } = operation;
  scope.route({
    method,
    bodyLimit: MAX_BODY_BYTES,
    // It would do all the work and tell nothing.
    exposeHeadRoute: false,
    url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
    handler: async (request, reply) => {
      const access = accessOf(request);
      const { parameters, body } = readRequest(operation, request);
      const { status, content } = await handle({ access, parameters, body, log: request.log });
      const answer = answers[status];
      if (answer === undefined) throw new Error(`${operation.id} has no answer ${status}.`);
      return reply.code(status).header('cache-control', 'no-store').send(answer.schema.parse(content));
    },
  });
}

/** Throws `ApiProblem` with everything that is wrong. */
function readRequest<Parameters extends object, Body>(
  { parameters, body }: Operation<Parameters, Body>,
  request: FastifyRequest,
): { parameters: Parameters; body: Body } {
  const given = request.params as Record<string, unknown>;
  const faults: RequestFault[] = [];
  const read: Partial<Parameters> = {};
  for (const name of Object.keys(parameters) as (keyof Parameters & string)[]) {
    const result = parameters[name].schema.safeParse(given[name]);
    if (result.success) read[name] = result.data;
    else faults.push(...faultsOf('path', result.error, [name]));
  }
  const content = body?.schema.safeParse(request.body);
  if (content?.success === false) faults.push(...faultsOf('body', content.error, []));
  if (faults.length > 0) throw new ApiProblem('invalid_request', { faults });
  return { parameters: read as Parameters, body: content?.data as Body };
}

function faultsOf(where: RequestFault['in'], error: z.ZodError, start: readonly PropertyKey[]): RequestFault[] {
  return error.issues.flatMap((issue): RequestFault[] => {
    const problem: unknown = issue.code === 'custom' ? issue.params?.problem : undefined;
    if (isProblemCode(problem)) throw new ApiProblem(problem);
    const path = [...start, ...issue.path];
    if (issue.code !== 'unrecognized_keys') return [{ in: where, pointer: pointerTo(path), message: issue.message }];
    return issue.keys.map((key) => ({ in: where, pointer: pointerTo([...path, key]), message: 'is not known here' }));
  });
}

/** RFC 6901. */
const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
