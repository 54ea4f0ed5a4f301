import { z } from 'zod';
import type { Operation } from './operation.ts';
import { COMMON_PROBLEMS, OPERATIONS } from './operations.ts';
import { PROBLEMS, type ProblemCode, type RequestFault } from './problems.ts';
import { problemSchema } from './schemas/problem.ts';
import { schemaMeta } from './schemas/registry.ts';

export type Json = Record<string, unknown>;

interface Content {
  'application/json': { schema: Json; example?: unknown; examples?: Json };
}

/** What the document says of one operation. */
export interface DescribedOperation {
  operationId: string;
  summary: string;
  description: string;
  parameters: { name: string; in: 'path'; required: true; description: string; schema: Json; example: string }[];
  requestBody?: { required: true; content: Content };
  responses: Record<string, { description: string; headers?: Json; content: Content }>;
}

/** What is needed of an operation that does not depend on its types. */
type AnyOperation = Pick<
  Operation<object, unknown>,
  'id' | 'method' | 'path' | 'summary' | 'description' | 'body' | 'answers' | 'problems'
> & { parameters: Record<string, { schema: z.ZodType; description: string; example: string }> };

/** Of the API, not of Callcard: it changes when a program that uses the API would have to. */
const API_VERSION = '1.0.0';
export const API_PATH = '/api/v1';
const KEY_SCHEME = 'apiKey';

/** The description of the API, OpenAPI 3.1, from the schemas that check its requests and write its answers. */
export function openApiDocument(publicUrl: string) {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Callcard API',
      version: API_VERSION,
      description:
        'Who is calling, for dialers, and calls that outside phone systems hand to Fin Voice. ' +
        'A key belongs to one workspace of Intercom’s, and everything is about that workspace.',
    },
    servers: [{ url: publicUrl }],
    security: [{ [KEY_SCHEME]: [] }],
    paths: paths(),
    components: {
      securitySchemes: {
        [KEY_SCHEME]: { type: 'http', scheme: 'bearer', description: 'An API key: Authorization: Bearer cck_...' },
      },
      schemas: schemas(),
    },
  };
}

export type OpenApiDocument = ReturnType<typeof openApiDocument>;

function paths(): Record<string, Record<string, DescribedOperation>> {
  const all: Record<string, Record<string, DescribedOperation>> = {};
  for (const operation of OPERATIONS as readonly AnyOperation[]) {
    const path = API_PATH + operation.path;
    all[path] = { ...all[path], [operation.method.toLowerCase()]: described(operation) };
  }
  return all;
}

function described({
  id,
  summary,
  description,
  parameters,
  body,
  answers,
  problems,
}: AnyOperation): DescribedOperation {
  return {
    operationId: id,
    summary,
    description,
    parameters: Object.entries(parameters).map(([name, { schema, description: what, example }]) => ({
      ...{ name, in: 'path', required: true, description: what, schema: schemaOf(schema), example },
    })),
    ...(body && {
      requestBody: { required: true, content: jsonContent(schemaOf(body.schema), body.example) },
    }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, answer]) => [
          status,
          { description: answer.description, content: jsonContent(schemaOf(answer.schema), answer.example) },
        ]),
      ),
      ...problemAnswers([...problems, ...COMMON_PROBLEMS], body === undefined ? PATH_FAULT : BODY_FAULT),
    },
  };
}

/** One answer for each status, with an example of each problem that it may stand for. */
function problemAnswers(codes: readonly ProblemCode[], fault: RequestFault): DescribedOperation['responses'] {
  const byStatus = Map.groupBy(codes, (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      String(status),
      {
        description: ofStatus.map((code) => `${code}: ${PROBLEMS[code].message}`).join('\n\n'),
        ...(HEADERS[status] && { headers: HEADERS[status] }),
        content: {
          'application/json': {
            schema: schemaOf(problemSchema),
            examples: Object.fromEntries(ofStatus.map((code) => [code, { value: problemExample(code, fault) }])),
          },
        },
      },
    ]),
  );
}

const SECONDS = { description: 'After how many seconds to try again.', schema: { type: 'integer' } };
const HEADERS: Readonly<Record<number, Json>> = {
  401: { 'WWW-Authenticate': { description: 'As RFC 6750 says.', schema: { type: 'string' } } },
  429: { 'Retry-After': SECONDS },
  503: { 'Retry-After': SECONDS },
};

const PATH_FAULT: RequestFault = { in: 'path', pointer: '/e164', message: 'is not a number of any country' };
const BODY_FAULT: RequestFault = { in: 'body', pointer: '/data', message: 'is larger than 8192 bytes of JSON' };

function problemExample(code: ProblemCode, fault: RequestFault): z.output<typeof problemSchema> {
  const { message, next } = PROBLEMS[code];
  const problems = code === 'invalid_request' ? { problems: [fault] } : {};
  return problemSchema.parse({ error: { code, message, next, requestId: 'req-2a', ...problems } });
}

const jsonContent = (schema: Json, example: unknown): Content => ({ 'application/json': { schema, example } });

const referenceTo = (id: string): string => `#/components/schemas/${id}`;

/** As they are sent, not as they are read here; an answer may get more properties with any version. */
const SENT = {
  io: 'input',
  metadata: schemaMeta,
  override({ jsonSchema }: { jsonSchema: Json }): void {
    // The format says it, and nobody can read the pattern.
    if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
  },
} as const;

function schemaOf(schema: z.ZodType): Json {
  const { id } = schemaMeta.get(schema) ?? {};
  if (id !== undefined) return { $ref: referenceTo(id) };
  return withoutIdentity(z.toJSONSchema(schema, SENT));
}

function schemas(): Record<string, Json> {
  const all = z.toJSONSchema(schemaMeta, { ...SENT, uri: referenceTo }).schemas;
  return Object.fromEntries(Object.entries(all).map(([id, schema]) => [id, withoutIdentity(schema)]));
}

/** In the document a schema is named by where it is. */
function withoutIdentity(schema: object): Json {
  const { $schema: _dialect, $id: _uri, id: _name, ...rest } = schema as Json;
  return rest;
}
