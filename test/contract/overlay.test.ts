import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { Description, Operation, Schema } from './description.ts';
import * as overlay from './overlay.ts';

const REF = '#/components/schemas/';

function describing(schemas: Record<string, Schema>, paths: Record<string, Record<string, Operation>> = {}) {
  return { paths, components: { schemas } } satisfies Description;
}

const ajv = new Ajv({ strict: false });

/** Which of the values fit a schema of the description. */
function fitting(description: Description, name: string, values: readonly unknown[]): unknown[] {
  const validate = ajv.compile({ ...description, $ref: `${REF}${name}` });
  return values.filter((value) => validate(value));
}

describe('what keeps a validator from compiling the description', () => {
  test('nullable: false goes', () => {
    const description = describing({ thing: { oneOf: [{ type: 'string' }], nullable: false } });
    expect(overlay.dropNullableFalse(description)).toBe(1);
    expect(fitting(description, 'thing', ['a', null, 1])).toEqual(['a']);
  });

  test.each(['oneOf', 'anyOf', 'allOf'])('a nullable %s takes null, with a type and without one', (keyword) => {
    const description = describing({
      bare: { [keyword]: [{ type: 'string' }], nullable: true },
      typed: { [keyword]: [{ $ref: `${REF}word` }], type: 'string', nullable: true },
      word: { type: 'string' },
    });
    expect(overlay.spellOutNullableChoice(description)).toBe(2);
    expect(fitting(description, 'bare', ['a', null, 1])).toEqual(['a', null]);
    expect(fitting(description, 'typed', ['a', null, 1])).toEqual(['a', null]);
  });

  test('a nullable reference takes null', () => {
    const thing: Schema = { type: 'object', properties: { word: { $ref: `${REF}word`, nullable: true } } };
    const description = describing({ thing, word: { type: 'string' } });
    expect(overlay.spellOutNullableReference(description)).toBe(1);
    const values = [{ word: 'a' }, { word: null }, { word: 1 }];
    expect(fitting(description, 'thing', values)).toEqual(values.slice(0, 2));
  });

  test('a schema that says nothing but nullable takes anything', () => {
    const description = describing({ thing: { nullable: true, description: 'An example' } });
    expect(overlay.dropBareNullable(description)).toBe(1);
    expect(fitting(description, 'thing', [null, 1, {}])).toHaveLength(3);
  });

  test('a nullable enum takes null, whether or not it lists it', () => {
    const description = describing({
      unlisted: { type: 'string', enum: ['a'], nullable: true },
      listed: { type: 'string', enum: ['a', null], nullable: true },
      never: { type: 'string', enum: ['a'] },
    });
    expect(overlay.listNullInNullableEnum(description)).toBe(1);
    expect(fitting(description, 'unlisted', ['a', null, 'b'])).toEqual(['a', null]);
    expect(fitting(description, 'listed', ['a', null, 'b'])).toEqual(['a', null]);
    expect(fitting(description, 'never', ['a', null])).toEqual(['a']);
  });

  test('a property that is named like a keyword is left alone', () => {
    const properties = { nullable: { type: 'boolean' }, enum: { type: 'string', nullable: false } };
    const description = describing({ thing: { type: 'object', properties } });
    overlay.applyOverlay(description);
    expect(Object.keys(description.components.schemas.thing?.properties ?? {})).toEqual(['nullable', 'enum']);
    expect(description.components.schemas.thing?.properties?.enum).toEqual({ type: 'string' });
  });

  test('schemas of parameters, bodies and answers are mended too', () => {
    const word: Schema = { type: 'string', enum: ['a'], nullable: true };
    const content = () => ({ 'application/json': { schema: structuredClone(word) } });
    const post: Operation = {
      parameters: [{ name: 'word', in: 'query', schema: structuredClone(word) }],
      requestBody: { content: content() },
      responses: { 200: { content: content() } },
    };
    const description: Description = {
      paths: { '/things': { post } },
      components: { schemas: {}, responses: { Shared: { content: content() } } },
    };
    expect(overlay.listNullInNullableEnum(description)).toBe(4);
  });
});

describe('what contradicts Intercom’s own examples', () => {
  const filter = { field: 'phone', operator: '=', value: '+1' };
  const group = (...value: unknown[]) => ({ operator: 'AND', value });
  const search = () => {
    const either = ['single', 'multiple'].map((kind) => ({ $ref: `${REF}${kind}_filter_search_request` }));
    return describing({
      search: { type: 'object', required: ['query'], properties: { query: { oneOf: either } } },
      single_filter_search_request: {
        type: 'object',
        properties: { field: { type: 'string' }, operator: { type: 'string', enum: ['=', '!='] }, value: {} },
      },
      multiple_filter_search_request: { type: 'object' },
    });
  };

  test.each([
    ['a filter', filter],
    ['a group of filters', group(filter, filter)],
    ['a group of groups', group(group(filter), filter)],
  ])('%s is a search query', (_, query) => {
    const description = search();
    expect(overlay.requireSearchFilters(description)).toBe(3);
    expect(fitting(description, 'search', [{ query }])).toHaveLength(1);
  });

  test.each([
    ['no filter at all', {}],
    ['a filter without a value', { field: 'phone', operator: '=' }],
    ['an unknown operator', { ...filter, operator: 'LIKE' }],
    ['an empty group', group()],
    ['sixteen filters in one group', group(...Array.from({ length: 16 }, () => filter))],
    ['groups three levels deep', group(group(group(filter)))],
  ])('%s is none', (_, query) => {
    const description = search();
    overlay.requireSearchFilters(description);
    expect(fitting(description, 'search', [{ query }])).toEqual([]);
  });

  test('the Fin Voice lookup by phone number gets an answer to its success, unless it has one', () => {
    const path = '/fin_voice/phone_number/{phone_number}';
    const description = describing({}, { [path]: { get: { responses: { 404: {} } } } });
    expect(overlay.describeFinVoiceByPhoneNumber(description)).toBe(1);
    expect(overlay.describeFinVoiceByPhoneNumber(description)).toBe(0);
    expect(Object.keys(description.paths[path]?.get?.responses ?? {})).toEqual(['200', '404']);
  });

  test('telling how an app is doing is described, unless it is already', () => {
    const description = describing({}, { '/me': { get: { responses: {} } } });
    expect(overlay.describeInstallStatus(description)).toBe(1);
    expect(overlay.describeInstallStatus(description)).toBe(0);
    expect(Object.keys(description.paths['/app_install/status'] ?? {})).toEqual(['post']);
  });

  test('custom attributes and metadata take values of any kind', () => {
    const texts = (): Schema => ({ type: 'object', additionalProperties: { type: 'string' } });
    const description = describing({
      custom_attributes: texts(),
      thing: { type: 'object', properties: { custom_attributes: texts(), metadata: texts(), labels: texts() } },
    });
    expect(overlay.openCustomAttributes(description)).toBe(2);
    const bag = { paid: true, seats: 5 };
    expect(fitting(description, 'custom_attributes', [bag])).toHaveLength(1);
    const things = [{ custom_attributes: bag, metadata: bag }, { labels: bag }];
    expect(fitting(description, 'thing', things)).toEqual(things.slice(0, 1));
  });

  test('ids of conversations and of contacts in paths are text, others stay as they are', () => {
    const operation = (name: string): Operation => ({
      parameters: [{ name, in: 'path', required: true, schema: { type: 'integer' } }],
      responses: {},
    });
    const description = describing(
      {},
      {
        '/conversations/{conversation_id}': { get: operation('conversation_id'), put: operation('conversation_id') },
        '/contacts/{contact_id}/notes': { post: operation('contact_id') },
        '/notes/{note_id}': { get: operation('note_id') },
      },
    );
    expect(overlay.textualPathIds(description)).toBe(3);
    expect(description.paths['/notes/{note_id}']?.get?.parameters?.[0]?.schema).toEqual({ type: 'integer' });
  });
});

test('a description without any of these defects is left as it is', () => {
  const description = describing({ thing: { type: 'object', properties: { word: { type: 'string' } } } });
  const before = structuredClone(description);
  expect(new Set(Object.values(overlay.applyOverlay(description)))).toEqual(new Set([0]));
  expect(description).toEqual(before);
});
