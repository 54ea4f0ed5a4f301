import { Ajv2020 } from 'ajv/dist/2020.js';
import fastify from 'fastify';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openApiDocument } from '../../server/api/openapi.ts';
import { OPERATIONS } from '../../server/api/operations.ts';
import { PROBLEMS } from '../../server/api/problems.ts';
import { registerApi } from '../../server/api/routes.ts';
import { openApiRoom } from './api-room.ts';

const document = openApiDocument('https://callcard.test');
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);

// One for all schemas: each would first compile the schema of schemas.
const ajv = new Ajv2020({ strict: true, strictTypes: false, validateFormats: false, allErrors: true });
ajv.addKeyword('components');

/** Every schema of the document, with the others at hand. */
function validator(schema: object) {
  return ajv.compile({ ...schema, components: document.components });
}

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : referencesIn(inner),
  );
}

describe('the document of the API', () => {
  test('is what anybody gets at /api/v1/openapi.json', async () => {
    const room = await openApiRoom();
    const { status, body, headers } = await room.ask('GET', '/openapi.json', { key: undefined });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(body).toEqual(JSON.parse(JSON.stringify(document)));
  });

  test('has an entry for each route, and a route for each entry', async () => {
    const { deps } = await openApiRoom();
    const app = fastify();
    const routes: string[] = [];
    app.addHook('onRoute', ({ method, url }) => void routes.push(`${method} ${url}`));
    await app.register(async (scope) => registerApi(scope, deps), { prefix: '/api/v1' });
    await app.ready();
    onTestFinished(() => app.close());
    const described = operations.map(({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`);
    const itself = ['/api/v1', '/api/v1/openapi.json'].flatMap((path) => [`GET ${path}`, `HEAD ${path}`]);
    expect(routes.toSorted()).toEqual([...described, ...itself].toSorted());
  });

  test('is OpenAPI 3.1: what must be there is, every name leads somewhere, and ids are used once', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/);
    expect(document.info).toMatchObject({
      title: expect.any(String),
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    });
    const named = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect(new Set(referencesIn(document))).toEqual(new Set(named));
    const schemes = Object.keys(document.components.securitySchemes);
    expect(document.security).toEqual(schemes.map((name) => ({ [name]: [] })));
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(operation.parameters.map(({ name }) => name)).toEqual(inPath);
      expect(operation.parameters.every(({ required }) => required)).toBe(true);
      for (const { description, content } of Object.values(operation.responses)) {
        expect(description).not.toBe('');
        expect(Object.keys(content)).toEqual(['application/json']);
      }
    }
  });

  test('has schemas that a validator takes, and examples that keep them', () => {
    for (const schema of Object.values(document.components.schemas)) expect(validator(schema)).toBeTypeOf('function');
    for (const { operation } of operations) {
      const contents = [operation.requestBody, ...Object.values(operation.responses)].flatMap(
        (one) => one?.content ?? [],
      );
      for (const { 'application/json': content } of contents) {
        const isValid = validator(content.schema);
        const values = Object.values(content.examples ?? {}).map((one) => (one as { value: unknown }).value);
        for (const example of content.example === undefined ? values : [content.example]) {
          expect([isValid(example), isValid.errors, example]).toEqual([true, null, example]);
        }
      }
      for (const { schema, example } of operation.parameters) expect(validator(schema)(example)).toBe(true);
    }
  });

  test('has examples that the code itself would take and send', () => {
    for (const { body, answers, parameters } of OPERATIONS) {
      if (body !== undefined) expect(body.schema.safeParse(body.example).success).toBe(true);
      for (const { schema, example } of Object.values(answers)) expect(schema.parse(example)).toEqual(example);
      for (const { schema, example } of Object.values(parameters)) expect(schema.safeParse(example).success).toBe(true);
    }
  });

  test('names every problem that an answer may be', () => {
    const told = operations.flatMap(({ operation }) =>
      Object.values(operation.responses).flatMap(({ content }) =>
        Object.keys(content['application/json'].examples ?? {}),
      ),
    );
    // Of an address that is no operation.
    expect(new Set([...told, 'not_found'])).toEqual(new Set(Object.keys(PROBLEMS)));
  });
});

describe('the page of the API', () => {
  test('tells anybody of every operation, schema and problem, without a script', async () => {
    const { app } = await openApiRoom();
    const { statusCode, headers, body } = await app.inject('/api/v1');
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(body).not.toMatch(/<script|style=|undefined|\[object/);
    for (const { method, path } of operations) expect(body).toContain(`<code>${method} ${path}</code>`);
    for (const name of Object.keys(document.components.schemas)) expect(body).toContain(`id="schema-${name}"`);
    for (const code of Object.keys(PROBLEMS)) expect(body).toContain(`<code>${code}</code>`);
    expect(body).toContain('curl https://callcard.test/api/v1/callers/%2B442079460018');
  });
});
