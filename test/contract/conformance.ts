import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Content, Description, Parameter, Schema } from './description.ts';
import type { Exchange } from './exchange.ts';
import type { Mismatch } from './mismatch.ts';
import { createMatcher, type MatchedOperation } from './operations.ts';
import { unnamedKeys } from './unnamed-keys.ts';

type Finding = Pick<Mismatch, 'pointer' | 'message' | 'value'>;

/** A body that was found in the description: where its schema stands, so that it is compiled at most once. */
interface Described {
  schema: Schema;
  pointer: readonly string[];
}

export interface Conformance {
  /** What is wrong with the request: its path, query, version and body. */
  ofRequest(exchange: Exchange): Mismatch[];
  /** What is wrong with the answer, by the schema for its status or else the default one. */
  ofAnswer(exchange: Exchange): Mismatch[];
  /** `GET /contacts/{contact_id}` for a method and a path; undefined when Intercom describes nothing like it. */
  operationName(method: string, path: string): string | undefined;
}

const DESCRIPTION = 'intercom';
const JSON_TYPE = 'application/json';
/** What an answer that is not described for its operation has to be. */
const ERROR: readonly string[] = ['components', 'schemas', 'error'];

/** A `$ref` into the description, each step escaped for JSON pointers and again for addresses. */
function refTo(pointer: readonly string[]): string {
  const steps = pointer.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')));
  return `${DESCRIPTION}#/${steps.join('/')}`;
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Paths and queries carry text only: read as the number or truth value that the schema asks for, if it is one. */
function fromText(text: string, schema: Schema | undefined): unknown {
  if (schema?.type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (schema?.type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}

/** Null is always one branch of a nullable choice; that a value is not null says nothing about what is wrong. */
function isNullBranch({ keyword, params }: ErrorObject): boolean {
  return keyword === 'enum' && Array.isArray(params.allowedValues) && params.allowedValues.every((one) => one === null);
}

function findingOf(error: ErrorObject): Finding {
  const { instancePath, keyword, params, message = keyword, data } = error;
  const pointer = instancePath.replaceAll(/\/\d+(?=\/|$)/g, '/*');
  const allowed = keyword === 'enum' ? `: ${JSON.stringify(params.allowedValues)}` : '';
  return { pointer, message: `${message}${allowed}`, value: data };
}

export function createConformance(description: Description): Conformance {
  // The description names formats that its own examples break, such as relative addresses declared to be whole ones.
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true, verbose: true, logger: false });
  ajv.addSchema(description, DESCRIPTION, undefined, false);
  const match = createMatcher(description);
  const compiled = new Map<string, ValidateFunction>();

  function validator(ref: string, schema: Schema): ValidateFunction {
    const known = compiled.get(ref) ?? ajv.compile(schema);
    compiled.set(ref, known);
    return known;
  }

  function faultsOf({ schema, pointer }: Described, value: unknown): Finding[] {
    const ref = refTo(pointer);
    const validate = validator(ref, { $ref: ref });
    const errors = validate(value) ? [] : (validate.errors ?? []).filter((error) => !isNullBranch(error));
    const unnamed = unnamedKeys(description, schema, value).map((key) => ({ ...key, message: 'is not described' }));
    return [...errors.map(findingOf), ...unnamed];
  }

  function parameterFaults({ template, operation }: MatchedOperation, exchange: Exchange, ids: Record<string, string>) {
    const { query } = exchange;
    const version = exchange.version === undefined ? {} : { 'Intercom-Version': exchange.version };
    const given: Record<Parameter['in'], Record<string, string>> = { path: ids, query, header: version };
    const parameters = operation.parameters ?? [];
    const undescribed = Object.entries(query).filter(([name]) => !parameters.some((one) => one.name === name));
    const faults = parameters.flatMap(({ in: place, name, required, schema }): Finding[] => {
      const pointer = `${place}:${name}`;
      const text = given[place][name];
      if (text === undefined) return required ? [{ pointer, message: 'is required', value: undefined }] : [];
      const value = fromText(text, schema);
      const inline = JSON.stringify(schema ?? {}).replaceAll(`"#/`, `"${DESCRIPTION}#/`);
      const validate = validator(`${template} ${inline}`, JSON.parse(inline));
      return validate(value) ? [] : (validate.errors ?? []).map((error) => ({ ...findingOf(error), pointer, value }));
    });
    return [
      ...faults,
      ...undescribed.map(([name, value]) => ({ pointer: `query:${name}`, message: 'is not described', value })),
    ];
  }

  function requestFaults(matched: MatchedOperation, exchange: Exchange): Finding[] {
    const parameters = parameterFaults(matched, exchange, matched.ids);
    const { template, method, operation } = matched;
    const { requestBody } = operation;
    const text = exchange.requestText;
    if (text === undefined) {
      const missing = { pointer: '', message: 'a body is required', value: undefined };
      return requestBody?.required === true ? [...parameters, missing] : parameters;
    }
    const schema = requestBody?.content?.[JSON_TYPE]?.schema;
    const body = parseJson(text);
    if (schema === undefined || body === undefined) {
      const message = schema === undefined ? 'no body is described' : 'is not JSON';
      return [...parameters, { pointer: '', message, value: text }];
    }
    const pointer = ['paths', template, method, 'requestBody', 'content', JSON_TYPE, 'schema'];
    return [...parameters, ...faultsOf({ schema, pointer }, body.value)];
  }

  /** The described content of an answer: undefined when its status is not described at all. */
  function answerContent({ template, method, operation }: MatchedOperation, status: number) {
    const key = [String(status), 'default'].find((each) => operation.responses[each] !== undefined);
    const response = key === undefined ? undefined : operation.responses[key];
    if (key === undefined || response === undefined) return undefined;
    const shared = response.$ref?.split('/').at(-1);
    return shared === undefined
      ? { content: response.content, pointer: ['paths', template, method, 'responses', key, 'content'] }
      : {
          content: description.components.responses?.[shared]?.content,
          pointer: ['components', 'responses', shared, 'content'],
        };
  }

  function bodyFaults(content: Content, pointer: readonly string[], { contentType = '', text }: Exchange): Finding[] {
    const described = content[contentType];
    if (described === undefined) {
      return [{ pointer: 'header:content-type', message: `must be ${Object.keys(content).join(' or ')}`, value: contentType }];
    }
    if (described.schema === undefined) return [];
    const body = contentType === JSON_TYPE ? parseJson(text) : { value: text };
    if (body === undefined) return [{ pointer: '', message: 'is not JSON', value: text }];
    return faultsOf({ schema: described.schema, pointer: [...pointer, contentType, 'schema'] }, body.value);
  }

  function errorFaults(exchange: Exchange): Finding[] {
    const schema = description.components.schemas.error;
    const body = parseJson(exchange.text);
    if (schema === undefined || body === undefined) return [{ pointer: '', message: 'is not JSON', value: exchange.text }];
    const { type } = Object(body.value) as { type?: unknown };
    const faults = faultsOf({ schema, pointer: ERROR }, body.value);
    return type === 'error.list' ? faults : [...faults, { pointer: '/type', message: 'must be error.list', value: type }];
  }

  function answerFaults(matched: MatchedOperation, exchange: Exchange): Finding[] {
    const described = answerContent(matched, exchange.status);
    const isError = exchange.status >= 400;
    if (described === undefined && !isError) {
      return [{ pointer: '', message: 'no answer with this status is described', value: exchange.text }];
    }
    const { content, pointer = [] } = described ?? {};
    const body = content === undefined ? [] : bodyFaults(content, pointer, exchange);
    return isError ? [...body, ...errorFaults(exchange)] : body;
  }

  function check(
    side: Mismatch['side'],
    exchange: Exchange,
    find: (matched: MatchedOperation, exchange: Exchange) => Finding[],
  ): Mismatch[] {
    const { method, path, status } = exchange;
    const matched = match(method, path);
    if (matched === undefined) {
      const message = 'no such operation is described';
      return [{ operation: `${method} ${path}`, side, status, pointer: '', message, value: undefined }];
    }
    return find(matched, exchange).map((finding) => ({ operation: matched.name, side, status, ...finding }));
  }

  return {
    ofRequest: (exchange) => check('request', exchange, requestFaults),
    ofAnswer: (exchange) => check('answer', exchange, answerFaults),
    operationName: (method, path) => match(method, path)?.name,
  };
}
