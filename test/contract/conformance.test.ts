import { describe, expect, test } from 'vitest';
import { createConformance } from './conformance.ts';
import type { Content, Description, Schema } from './description.ts';
import { type Exception, superfluous, unexcused } from './exceptions.ts';
import type { Exchange } from './exchange.ts';
import { describeMismatches, type Mismatch } from './mismatch.ts';

const json = (schema: Schema): Content => ({ 'application/json': { schema } });
const thing: Schema = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'string' },
    parent: { anyOf: [{ $ref: '#/components/schemas/thing' }, { enum: [null] }] },
    tags: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    anything: { type: 'object' },
  },
};
const error: Schema = { type: 'object', required: ['type', 'errors'], properties: { type: {}, errors: {} } };

const description: Description = {
  paths: {
    '/things/{id}': {
      get: {
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
          { name: 'full', in: 'query', schema: { type: 'boolean' } },
          { name: 'page', in: 'query', required: true, schema: { type: 'integer', maximum: 9 } },
          { name: 'Intercom-Version', in: 'header', schema: { $ref: '#/components/schemas/version' } },
        ],
        responses: {
          200: { content: json({ $ref: '#/components/schemas/thing' }) },
          302: {},
          401: { $ref: '#/components/responses/Unauthorized' },
        },
      },
      put: {
        requestBody: { required: true, content: json({ $ref: '#/components/schemas/thing' }) },
        responses: { 200: { content: { 'text/plain': { schema: { type: 'string' } } } }, default: {} },
      },
    },
  },
  components: {
    schemas: { thing, error, version: { type: 'string', enum: ['2.16'] } },
    responses: { Unauthorized: { content: json({ $ref: '#/components/schemas/error' }) } },
  },
};

const conformance = createConformance(description);

const GET: Exchange = {
  method: 'GET',
  path: '/things/1',
  query: { page: '1', full: 'true' },
  version: '2.16',
  requestText: undefined,
  status: 200,
  contentType: 'application/json',
  text: '{"id":"1"}',
};
const PUT: Exchange = { ...GET, method: 'PUT', query: {}, requestText: '{"id":"1"}', contentType: 'text/plain' };
const ERROR = '{"type":"error.list","errors":[]}';

const places = (mismatches: Mismatch[]) => mismatches.map(({ pointer, message }) => [pointer, message]);

describe('a request', () => {
  test('that is described has nothing wrong with it', () => {
    expect(conformance.ofRequest(GET)).toEqual([]);
    expect(conformance.ofRequest(PUT)).toEqual([]);
  });

  const wrong: [string, Exchange, string, string][] = [
    ['an operation that is not described', { ...GET, path: '/other' }, '', 'no such operation is described'],
    ['an id of the wrong kind', { ...GET, path: '/things/one' }, 'path:id', 'must be integer'],
    ['a query of the wrong kind', { ...GET, query: { page: 'one' } }, 'query:page', 'must be integer'],
    ['a query out of bounds', { ...GET, query: { page: '10' } }, 'query:page', 'must be <= 9'],
    ['a query that is missing', { ...GET, query: {} }, 'query:page', 'is required'],
    ['a query nobody knows', { ...GET, query: { page: '1', size: '2' } }, 'query:size', 'is not described'],
    [
      'a version that does not exist',
      { ...GET, version: '9' },
      'header:Intercom-Version',
      'must be equal to one of the allowed values: ["2.16"]',
    ],
    ['a body where none belongs', { ...GET, requestText: '{}' }, '', 'no body is described'],
    ['a body that is missing', { ...PUT, requestText: undefined }, '', 'a body is required'],
    ['a body that is not JSON', { ...PUT, requestText: '{' }, '', 'is not JSON'],
    ['a body without what is required', { ...PUT, requestText: '{}' }, '', "must have required property 'id'"],
    ['a misspelt key', { ...PUT, requestText: '{"id":"1","tag":[]}' }, '/tag', 'is not described'],
  ];
  test.each(wrong)('with %s is told', (_, exchange, pointer, message) => {
    expect(places(conformance.ofRequest(exchange))).toEqual([[pointer, message]]);
  });
});

describe('an answer', () => {
  test.each<[string, Exchange]>([
    ['a body of its schema', GET],
    ['a nullable thing inside', { ...GET, text: '{"id":"1","parent":null}' }],
    ['keys of its own in an open object', { ...GET, text: '{"id":"1","labels":{"a":"b"},"anything":{"c":1}}' }],
    ['text', { ...PUT, text: 'anything' }],
    ['no described body', { ...GET, status: 302, contentType: undefined, text: '' }],
    ['a shared error', { ...GET, status: 401, text: ERROR }],
    ['an error of a status that is not described', { ...GET, status: 429, text: ERROR }],
  ])('with %s has nothing wrong with it', (_, exchange) => {
    expect(conformance.ofAnswer(exchange)).toEqual([]);
  });

  const wrong: [string, Exchange, string, string][] = [
    ['a status that is not described', { ...GET, status: 204 }, '', 'no answer with this status is described'],
    ['a body that is not JSON', { ...GET, text: '<html>' }, '', 'is not JSON'],
    ['another media type', { ...GET, contentType: 'text/html' }, 'header:content-type', 'must be application/json'],
    ['a made-up key in a list', { ...GET, text: '{"id":"1","tags":[{"nam":"a"}]}' }, '/tags/*/nam', 'is not described'],
    [
      'a made-up key behind a reference',
      { ...GET, text: '{"id":"1","parent":{"id":"2","x":1}}' },
      '/parent/x',
      'is not described',
    ],
    [
      'a value of the wrong kind in a list',
      { ...GET, text: '{"id":"1","tags":[{"name":1}]}' },
      '/tags/*/name',
      'must be string',
    ],
    [
      'an error of another shape',
      { ...GET, status: 503, text: '{"type":"error.list"}' },
      '',
      "must have required property 'errors'",
    ],
    [
      'an error of another type',
      { ...GET, status: 401, text: '{"type":"x","errors":[]}' },
      '/type',
      'must be error.list',
    ],
  ];
  test.each(wrong)('with %s is told', (_, exchange, pointer, message) => {
    expect(places(conformance.ofAnswer(exchange))).toEqual([[pointer, message]]);
  });
});

describe('mismatches', () => {
  const mismatch: Mismatch = {
    operation: 'GET /things/{id}',
    side: 'answer',
    status: 200,
    pointer: '/tags/*/name',
    message: 'must be string',
    value: 1,
  };
  const exception: Exception = {
    operations: 'GET /things',
    side: 'answer',
    pointer: '/name',
    message: 'must be string',
    reason: 'The example has a number.',
  };

  test('are told once for each kind, with how often and a value that shows it, cut short', () => {
    const long = { ...mismatch, pointer: '', value: 'x'.repeat(1000) };
    const lines = describeMismatches([mismatch, { ...mismatch, value: 2 }, long]);
    expect(lines[0]).toBe('GET /things/{id} 200, answer at /tags/*/name: must be string; it is 1 (2x)');
    expect(lines).toHaveLength(2);
    expect(lines[1]?.length).toBeLessThan(250);
  });

  test('are excused by an exception that names their operation, side, place and message', () => {
    expect(unexcused([mismatch], [exception])).toEqual([]);
    expect(superfluous([mismatch], [exception])).toEqual([]);
  });

  test.each<Partial<Mismatch>>([
    { operation: 'GET /other' },
    { side: 'request' },
    { pointer: '/tags/*/id' },
    { message: 'must be integer' },
  ])('are not excused when %o differs, and the exception is then superfluous', (difference) => {
    const other = { ...mismatch, ...difference };
    expect(unexcused([other], [exception])).toEqual([other]);
    expect(superfluous([other], [exception])).toEqual([exception]);
  });
});
