import { describe, expect, test } from 'vitest';
import type { Description, Operation } from './description.ts';
import { createMatcher } from './operations.ts';

const operation: Operation = { responses: {} };
const description: Description = {
  paths: {
    '/contacts/{contact_id}': { get: operation, put: operation },
    '/contacts/{contact_id}/tags/{tag_id}': { delete: operation },
    '/contacts/search': { post: operation },
    '/contacts/deleted': { get: operation },
    '/contacts': { get: operation },
    '/{anything}/deleted': { get: operation },
  },
  components: { schemas: {} },
};
const match = createMatcher(description);

describe('a request is matched with the operation it asks for', () => {
  test.each([
    ['GET', '/contacts', 'GET /contacts', {}],
    ['GET', '/contacts/66a1', 'GET /contacts/{contact_id}', { contact_id: '66a1' }],
    ['PUT', '/contacts/66a1', 'PUT /contacts/{contact_id}', { contact_id: '66a1' }],
    [
      'DELETE',
      '/contacts/66a1/tags/8%2F1',
      'DELETE /contacts/{contact_id}/tags/{tag_id}',
      { contact_id: '66a1', tag_id: '8/1' },
    ],
  ])('%s %s', (method, path, name, ids) => {
    expect(match(method, path)).toMatchObject({ name, ids });
  });

  test('a word in a path wins over a parameter that would fit it as well', () => {
    expect(match('GET', '/contacts/deleted')?.name).toBe('GET /contacts/deleted');
    expect(match('GET', '/companies/deleted')?.name).toBe('GET /{anything}/deleted');
  });

  test.each([
    ['POST', '/contacts'],
    ['GET', '/contacts/'],
    ['GET', '/contacts/66a1/tags'],
    ['GET', '/nothing'],
  ])('%s %s is no operation', (method, path) => {
    expect(match(method, path)).toBeUndefined();
  });
});
