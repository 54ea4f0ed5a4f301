import { z } from 'zod';
import type { Answer } from './operation.ts';
import { headerOf } from './operation.ts';
import { plainWord } from './plain-word.ts';

/** What an answer outside 2xx says about itself, as far as it can be read. */
export interface ErrorBody {
  /** Intercom's code, such as `token_revoked`. */
  code: string | undefined;
  /** The parameter that Intercom complains about. */
  field: string | undefined;
  /** The OAuth scope that a 403 misses. */
  scope: string | undefined;
  requestId: string | undefined;
}

const text = z.string().optional().catch(undefined);
const entry = z.object({ code: text, field: text, message: text });
const shape = z.object({
  errors: z.array(z.unknown()).optional().catch(undefined),
  error_key: text,
  message: text,
  request_id: text,
});

function readShape(body: string): z.infer<typeof shape> | undefined {
  try {
    return shape.safeParse(JSON.parse(body)).data;
  } catch {
    // Proxies answer in HTML: then there is only the status to go by.
    return undefined;
  }
}

/**
 * Reads Intercom's `error.list` and its other shape `{error_key, message}`; anything else gives nothing. Only plain
 * words are taken over.
 */
export function readErrorBody(answer: Answer, token: string): ErrorBody {
  const body = readShape(answer.text);
  const first = entry.safeParse(body?.errors?.[0]).data;
  const word = (value: string | undefined) => plainWord(value, token);
  return {
    code: word(first?.code) ?? word(body?.error_key),
    field: word(first?.field),
    scope: word(/scope \((\w{1,60})\)/.exec(first?.message ?? body?.message ?? '')?.[1]),
    requestId: word(body?.request_id) ?? word(headerOf(answer.headers, 'x-request-id')),
  };
}
