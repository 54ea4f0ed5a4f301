/**
 * Intercom's description has defects: some keep a validator from compiling it, others contradict its own examples. Each
 * rule here mends one kind, in memory, and counts the places, so that a rule which a newer description makes
 * superfluous is found.
 */
import type { Description, Schema } from './description.ts';
import { eachSchema } from './each-schema.ts';

type Rule = (description: Description) => number;

const REF = '#/components/schemas/';
const NULL: Schema = { enum: [null] };

/** Visits every schema; counts those that the visitor says it changed. */
function rewrite(description: Description, change: (schema: Schema) => boolean): number {
  let changed = 0;
  eachSchema(description, (schema) => {
    if (change(schema)) changed += 1;
  });
  return changed;
}

/** Makes the schema "what it was, or null", in place. */
function orNull(schema: Schema): void {
  const { nullable, ...was } = schema;
  for (const keyword of Object.keys(schema)) delete schema[keyword];
  schema.anyOf = [was, NULL];
}

/** `nullable: false` is the default and says nothing; without a type beside it no validator takes it. */
export const dropNullableFalse: Rule = (description) =>
  rewrite(description, (schema) => schema.nullable === false && delete schema.nullable);

/**
 * `nullable: true` beside further schemas: without a type the validator refuses it, and with one null still has to be
 * what those schemas ask for. Written out instead.
 */
export const spellOutNullableChoice: Rule = (description) =>
  rewrite(description, (schema) => {
    const isChoice = (schema.oneOf ?? schema.anyOf ?? schema.allOf) !== undefined;
    if (schema.nullable !== true || !isChoice) return false;
    orNull(schema);
    return true;
  });

/** A validator ignores `nullable` beside a `$ref`: written out instead. */
export const spellOutNullableReference: Rule = (description) =>
  rewrite(description, (schema) => {
    if (schema.nullable !== true || schema.$ref === undefined) return false;
    orNull(schema);
    return true;
  });

/** `nullable: true` with nothing else: any value at all is meant. */
export const dropBareNullable: Rule = (description) =>
  rewrite(description, (schema) => {
    const says = [schema.type, schema.$ref, schema.oneOf, schema.anyOf, schema.allOf];
    return schema.nullable === true && says.every((each) => each === undefined) && delete schema.nullable;
  });

/** Some nullable enums list null and some do not; the validator takes null only where it is listed. */
export const listNullInNullableEnum: Rule = (description) =>
  rewrite(description, (schema) => {
    if (schema.nullable !== true || schema.enum === undefined || schema.enum.includes(null)) return false;
    schema.enum = [...schema.enum, null];
    return true;
  });

/**
 * A search query requires nothing and may nest for ever in the description, so that anything passes. In truth a filter
 * has a field, an operator and a value, and groups are at most two levels deep with 15 entries each. Source: Intercom's
 * text on searching contacts and conversations.
 */
export const requireSearchFilters: Rule = ({ components: { schemas } }) => {
  const { single_filter_search_request: single, multiple_filter_search_request: group } = schemas;
  if (single === undefined || group === undefined) return 0;
  single.required = ['field', 'operator', 'value'];
  const groupOf = (items: Schema): Schema => ({
    type: 'object',
    required: ['operator', 'value'],
    properties: {
      operator: { type: 'string', enum: ['AND', 'OR'] },
      value: { type: 'array', minItems: 1, maxItems: 15, items },
    },
  });
  const filter: Schema = { $ref: `${REF}single_filter_search_request` };
  schemas.multiple_filter_search_request = groupOf({ anyOf: [filter, groupOf(filter)] });
  let changed = 2;
  for (const { properties } of Object.values(schemas)) {
    const query = properties?.query;
    if (query?.oneOf?.some((branch) => branch.$ref === `${REF}multiple_filter_search_request`) !== true) continue;
    query.anyOf = query.oneOf;
    delete query.oneOf;
    changed += 1;
  }
  return changed;
};

/** The one Fin Voice lookup whose success is not described; it answers what its neighbours answer. */
export const describeFinVoiceByPhoneNumber: Rule = ({ paths }) => {
  const responses = paths['/fin_voice/phone_number/{phone_number}']?.get?.responses;
  if (responses === undefined || responses['200'] !== undefined) return 0;
  responses['200'] = { content: { 'application/json': { schema: { $ref: `${REF}ai_call_response` } } } };
  return 1;
};

/** Telling how an app is doing has a page of its own in Intercom's documentation, and no place in the description. */
export const describeInstallStatus: Rule = ({ paths }) => {
  const path = '/app_install/status';
  if (paths['/me'] === undefined || paths[path] !== undefined) return 0;
  const text: Schema = { type: 'string', maxLength: 2084 };
  const status: Schema = {
    type: 'object',
    required: ['state'],
    properties: {
      state: { type: 'string', enum: ['OK', 'UNHEALTHY', 'UNKNOWN'] },
      message: text,
      cta_type: { type: 'string', enum: ['URL_CTA', 'REINSTALL_CTA'] },
      cta_label: { type: 'string' },
      cta_url: text,
    },
  };
  const content = (schema: Schema) => ({ 'application/json': { schema } });
  paths[path] = {
    post: {
      requestBody: { required: true, content: content(status) },
      responses: { 200: { content: content({ type: 'object' }) } },
    },
  };
  return 1;
};

/** Attributes and metadata hold booleans and numbers too, as Intercom's own examples show. */
export const openCustomAttributes: Rule = (description) => {
  const open = (schema: Schema | undefined): boolean => {
    if (typeof schema?.additionalProperties !== 'object' || Object.keys(schema.additionalProperties).length === 0) {
      return false;
    }
    schema.additionalProperties = {};
    return true;
  };
  const shared = open(description.components.schemas.custom_attributes) ? 1 : 0;
  const inline = rewrite(description, ({ properties }) => {
    const opened = [open(properties?.custom_attributes), open(properties?.metadata)];
    return opened.includes(true);
  });
  return shared + inline;
};

/** Ids are text: contact ids are hexadecimal, and whether a conversation's id is a number is nobody's business. */
export const textualPathIds: Rule = ({ paths }) => {
  let changed = 0;
  for (const [path, methods] of Object.entries(paths)) {
    for (const parameter of Object.values(methods).flatMap((operation) => operation.parameters ?? [])) {
      const isId = parameter.name === 'conversation_id' || path === '/contacts/{contact_id}/notes';
      if (parameter.in !== 'path' || !isId || parameter.schema?.type !== 'integer') continue;
      parameter.schema = { type: 'string' };
      changed += 1;
    }
  }
  return changed;
};

const RULES = {
  dropNullableFalse,
  spellOutNullableChoice,
  spellOutNullableReference,
  dropBareNullable,
  listNullInNullableEnum,
  requireSearchFilters,
  describeFinVoiceByPhoneNumber,
  describeInstallStatus,
  openCustomAttributes,
  textualPathIds,
} satisfies Record<string, Rule>;

/** How many places each rule changed. */
export type OverlayChanges = Record<keyof typeof RULES, number>;

/** Mends the description in place, every rule in its order. */
export function applyOverlay(description: Description): OverlayChanges {
  const changes = Object.entries(RULES).map(([name, rule]) => [name, rule(description)]);
  return Object.fromEntries(changes) as OverlayChanges;
}
