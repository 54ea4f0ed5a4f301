import { answerFaults } from './answer-faults.ts';
import type { Description } from './description.ts';
import type { Exchange } from './exchange.ts';
import { createFindings, type Finding } from './findings.ts';
import type { Mismatch } from './mismatch.ts';
import { createMatcher, type MatchedOperation } from './operations.ts';
import { requestFaults } from './request-faults.ts';

export interface Conformance {
  /** What is wrong with the request. */
  ofRequest(exchange: Exchange): Mismatch[];
  /** What is wrong with the answer. */
  ofAnswer(exchange: Exchange): Mismatch[];
  /** `GET /contacts/{contact_id}` for a method and a path; undefined when Intercom describes nothing like it. */
  operationName(method: string, path: string): string | undefined;
}

/** Judges what crossed the wire by Intercom's description. */
export function createConformance(description: Description): Conformance {
  const match = createMatcher(description);
  const findings = createFindings(description);

  function check(
    side: Mismatch['side'],
    { method, path, status }: Exchange,
    find: (matched: MatchedOperation) => Finding[],
  ): Mismatch[] {
    const matched = match(method, path);
    if (matched !== undefined) {
      return find(matched).map((finding) => ({ operation: matched.name, side, status, ...finding }));
    }
    const message = 'no such operation is described';
    return [{ operation: `${method} ${path}`, side, status, pointer: '', message, value: undefined }];
  }

  return {
    ofRequest: (exchange) => check('request', exchange, (matched) => requestFaults(matched, exchange, findings)),
    ofAnswer: (exchange) =>
      check('answer', exchange, (matched) => answerFaults(description, matched, exchange, findings)),
    operationName: (method, path) => match(method, path)?.name,
  };
}
