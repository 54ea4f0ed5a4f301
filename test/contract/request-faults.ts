import type { Parameter, Schema } from './description.ts';
import type { Exchange } from './exchange.ts';
import type { Finding, Findings } from './findings.ts';
import { JSON_TYPE, parseJson } from './json.ts';
import type { MatchedOperation } from './operations.ts';

/** Paths and queries carry text only: read as the number or truth value that the schema asks for, if it is one. */
function fromText(text: string, schema: Schema): unknown {
  if (schema.type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (schema.type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}

function parameterFaults({ operation, ids }: MatchedOperation, exchange: Exchange, findings: Findings): Finding[] {
  const { query, version } = exchange;
  const parameters = operation.parameters ?? [];
  const given: Record<Parameter['in'], Record<string, string>> = {
    path: ids,
    query,
    header: version === undefined ? {} : { 'Intercom-Version': version },
  };
  const faults = parameters.flatMap(({ in: place, name, required, schema = {} }): Finding[] => {
    const pointer = `${place}:${name}`;
    const text = given[place][name];
    if (text === undefined) return required ? [{ pointer, message: 'is required', value: undefined }] : [];
    return findings(schema, fromText(text, schema)).map((finding) => ({ ...finding, pointer }));
  });
  const undescribed = Object.entries(query)
    .filter(([name]) => !parameters.some((one) => one.in === 'query' && one.name === name))
    .map(([name, value]) => ({ pointer: `query:${name}`, message: 'is not described', value }));
  return [...faults, ...undescribed];
}

function bodyFaults({ operation }: MatchedOperation, { requestText }: Exchange, findings: Findings): Finding[] {
  const { requestBody } = operation;
  if (requestText === undefined) {
    return requestBody?.required === true ? [{ pointer: '', message: 'a body is required', value: undefined }] : [];
  }
  const schema = requestBody?.content?.[JSON_TYPE]?.schema;
  if (schema === undefined) return [{ pointer: '', message: 'no body is described', value: requestText }];
  const body = parseJson(requestText);
  if (body === undefined) return [{ pointer: '', message: 'is not JSON', value: requestText }];
  return findings(schema, body.value);
}

/** What is wrong with a request: its path, query, version and body. */
export function requestFaults(matched: MatchedOperation, exchange: Exchange, findings: Findings): Finding[] {
  return [...parameterFaults(matched, exchange, findings), ...bodyFaults(matched, exchange, findings)];
}
