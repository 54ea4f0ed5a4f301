import type { Content, Description } from './description.ts';
import type { Exchange } from './exchange.ts';
import type { Finding, Findings } from './findings.ts';
import { JSON_TYPE, parseJson } from './json.ts';
import type { MatchedOperation } from './operations.ts';

/** What an error has to be where its status is not described. */
const ERROR_LIST: Content = { [JSON_TYPE]: { schema: { $ref: '#/components/schemas/error' } } };

/** The answer described for a status, or else the default one; undefined when there is neither. */
function describedAnswer(
  description: Description,
  { operation }: MatchedOperation,
  status: number,
): { content?: Content | undefined } | undefined {
  const answer = operation.responses[status] ?? operation.responses.default;
  const shared = answer?.$ref?.split('/').at(-1);
  return shared === undefined ? answer : description.components.responses?.[shared];
}

function bodyFaults(content: Content, { contentType = '', text }: Exchange, findings: Findings): Finding[] {
  const described = content[contentType];
  if (described === undefined) {
    const message = `must be ${Object.keys(content).join(' or ')}`;
    return [{ pointer: 'header:content-type', message, value: contentType }];
  }
  const body = contentType === JSON_TYPE ? parseJson(text) : { value: text };
  if (body === undefined) return [{ pointer: '', message: 'is not JSON', value: text }];
  return described.schema === undefined ? [] : findings(described.schema, body.value);
}

/** The schema of errors takes any type; Intercom's text knows only this one. */
function errorTypeFaults({ text }: Exchange): Finding[] {
  const { type } = Object(parseJson(text)?.value) as { type?: unknown };
  return type === 'error.list' ? [] : [{ pointer: '/type', message: 'must be error.list', value: type }];
}

/** What is wrong with an answer, by what is described for its status. */
export function answerFaults(
  description: Description,
  matched: MatchedOperation,
  exchange: Exchange,
  findings: Findings,
): Finding[] {
  const described = describedAnswer(description, matched, exchange.status);
  if (exchange.status < 400) {
    if (described === undefined) {
      return [{ pointer: '', message: 'no answer with this status is described', value: exchange.text }];
    }
    return described.content === undefined ? [] : bodyFaults(described.content, exchange, findings);
  }
  return [...bodyFaults(described?.content ?? ERROR_LIST, exchange, findings), ...errorTypeFaults(exchange)];
}
