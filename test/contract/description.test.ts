import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshFolder } from '../tools/fresh-folder.ts';
import { findDescription, loadDescription } from './description.ts';

/** A file with this text, gone when the test ends. */
function file(text: string): string {
  const path = join(freshFolder(), 'api.yaml');
  writeFileSync(path, text);
  return path;
}

const SMALL = `
openapi: 3.0.1
paths:
  /things/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
    get:
      parameters:
        - { name: full, in: query, schema: { type: boolean } }
      responses: { '200': { description: A thing } }
    delete:
      responses: { '200': { description: Gone } }
components:
  schemas:
    word: { type: string, enum: [a], nullable: true }
`;

test('the file that INTERCOM_OPENAPI names is taken before the usual one', () => {
  const [named, usual] = [file(SMALL), file(SMALL)];
  expect(findDescription({ INTERCOM_OPENAPI: named }, usual)).toBe(named);
  expect(findDescription({ INTERCOM_OPENAPI: '' }, usual)).toBe(usual);
  expect(findDescription({}, usual)).toBe(usual);
});

test('without any file there is none, but one that was named and is not there is told', () => {
  expect(findDescription({}, '/nowhere/api.yaml')).toBeUndefined();
  const missing = { INTERCOM_OPENAPI: '/nowhere/api.yaml' };
  expect(() => findDescription(missing, file(SMALL))).toThrow('INTERCOM_OPENAPI names /nowhere/api.yaml');
});

test('what is read is mended, and parameters that methods share belong to each of them', () => {
  const { description, changes } = loadDescription(file(SMALL));
  const methods = description.paths['/things/{id}'] ?? {};
  const names = Object.entries(methods).map(([method, { parameters = [] }]) => [method, parameters.map((p) => p.name)]);
  expect(names).toEqual([
    ['get', ['id', 'full']],
    ['delete', ['id']],
  ]);
  expect(description.components.schemas.word?.enum).toEqual(['a', null]);
  expect(changes.listNullInNullableEnum).toBe(1);
});

test.each(['', 'just text', 'paths: {}', 'components: { schemas: {} }'])('%j is no description', (text) => {
  expect(() => loadDescription(file(text))).toThrow('is not an OpenAPI description');
});
