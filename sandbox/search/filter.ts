import { z } from 'zod';
import { RestError } from '../rest/rest-error.ts';

export const OPERATORS = ['=', '!=', 'IN', 'NIN', '<', '<=', '>', '>=', '~', '!~', '^', '$'] as const;
export type Operator = (typeof OPERATORS)[number];

/** Intercom's limits: groups inside a group's group are refused, and so is a sixteenth filter. */
const MAX_DEPTH = 2;
const MAX_FILTERS_PER_GROUP = 15;

type Scalar = string | number | boolean | null;

/** How a field of `T` is compared. `list` fields match when any of their values does. */
export interface SearchField<T> {
  operators: readonly Operator[];
  read(item: T): Scalar | undefined | readonly string[];
  /** Brings both sides to one form, such as a day. */
  normalize?(value: Scalar): Scalar;
}

/** Finds a field by name, so that open families such as `custom_attributes.*` can be answered too. */
export type FieldLookup<T> = (name: string) => SearchField<T> | undefined;

const filterSchema = z.object({ field: z.string(), operator: z.string(), value: z.unknown() });
const groupSchema = z.object({ operator: z.enum(['AND', 'OR']), value: z.array(z.unknown()).min(1) });

/**
 * Compiles the `query` of a search into a predicate. Throws `RestError` 400 for what Intercom would refuse: an unknown
 * field, an operator the field does not have, groups too deep or too long.
 */
export function compileQuery<T>(query: unknown, fields: FieldLookup<T>, depth = 1): (item: T) => boolean {
  const group = groupSchema.safeParse(query);
  if (!group.success) return compileFilter(query, fields);
  if (depth > MAX_DEPTH) throw invalid(`Queries may be nested ${MAX_DEPTH} levels deep at most`);
  const { operator, value } = group.data;
  if (value.length > MAX_FILTERS_PER_GROUP) throw invalid(`A group may hold ${MAX_FILTERS_PER_GROUP} filters at most`);
  const parts = value.map((part) => compileQuery(part, fields, depth + 1));
  return operator === 'AND' ? (item) => parts.every((part) => part(item)) : (item) => parts.some((part) => part(item));
}

function compileFilter<T>(query: unknown, fields: FieldLookup<T>): (item: T) => boolean {
  const parsed = filterSchema.safeParse(query);
  if (!parsed.success)
    throw invalid('A query needs field, operator and value, or operator AND/OR with a list of queries');
  const { field: name, operator, value } = parsed.data;
  const field = fields(name);
  if (field === undefined) throw invalid(`The field ${name} is not searchable`, name);
  const known = field.operators.find((each) => each === operator);
  if (known === undefined) throw invalid(`${operator} is not a valid operator for ${name}`, name);
  const wanted = (Array.isArray(value) ? value : [value]).map((each) => scalar(each, name));
  if ((known === 'IN' || known === 'NIN') !== Array.isArray(value)) {
    throw invalid(`${operator} ${Array.isArray(value) ? 'takes one value' : 'takes a list of values'}`, name);
  }
  const normalize = field.normalize ?? ((each: Scalar) => each);
  const targets = wanted.map(normalize);
  return (item) => {
    const found = field.read(item);
    const values: readonly Scalar[] = Array.isArray(found) ? found : [(found as Scalar | undefined) ?? null];
    return compare(values.map(normalize), known, targets);
  };
}

function compare(values: readonly Scalar[], operator: Operator, targets: readonly Scalar[]): boolean {
  const [target = null] = targets;
  const any = (test: (value: Scalar) => boolean) => values.some(test);
  const text = (value: Scalar) => (value === null ? '' : String(value).toLowerCase());
  switch (operator) {
    case '=':
    case 'IN':
      return (
        (values.length === 0 && targets.includes(null)) || any((value) => targets.some((each) => same(value, each)))
      );
    case '!=':
    case 'NIN':
      return !compare(values, operator === '!=' ? '=' : 'IN', targets);
    case '~':
      return any((value) => value !== null && text(value).includes(text(target)));
    case '!~':
      return !compare(values, '~', targets);
    case '^':
      return any((value) => value !== null && text(value).startsWith(text(target)));
    case '$':
      return any((value) => value !== null && text(value).endsWith(text(target)));
    default:
      return any((value) => ordered(value, operator, target));
  }
}

/** Intercom sends and takes ids as strings and as numbers. */
function same(value: Scalar, target: Scalar): boolean {
  return value === null || target === null ? value === target : String(value) === String(target);
}

function ordered(value: Scalar, operator: '<' | '<=' | '>' | '>=', target: Scalar): boolean {
  if (value === null || target === null) return false;
  const difference = typeof value === 'string' ? value.localeCompare(String(target)) : Number(value) - Number(target);
  if (operator === '<') return difference < 0;
  if (operator === '<=') return difference <= 0;
  return operator === '>' ? difference > 0 : difference >= 0;
}

function scalar(value: unknown, field: string): Scalar {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  throw invalid(`The value for ${field} must be a string, a number, a boolean, null or a list of those`, field);
}

function invalid(message: string, field?: string): RestError {
  return new RestError(400, 'parameter_invalid', message, { field });
}
