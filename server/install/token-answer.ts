import { z } from 'zod';
import type { InstallFailureCode } from './failures.ts';

/** Visible ASCII only: a token is sent in a header. */
const usable = z
  .string()
  .regex(/^[\x21-\x7e]+$/)
  .optional()
  .catch(undefined);

const answer = z.object({ access_token: usable, token: usable });

/** Intercom sends the token twice, as `token` and as `access_token`; either will do. Undefined when neither is usable. */
export function readToken(body: unknown): string | undefined {
  const parsed = answer.safeParse(body);
  return parsed.success ? (parsed.data.access_token ?? parsed.data.token) : undefined;
}

const exchangeError = z.object({
  code: z.string().optional().catch(undefined),
  isBoom: z.boolean().optional().catch(undefined),
  output: z.object({ statusCode: z.number() }).optional().catch(undefined),
  data: z
    .object({ res: z.object({ statusCode: z.number() }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/**
 * What the HTTP library says when the connection broke or stayed silent while the answer was being read. An answer over
 * the limit looks like a broken connection to it.
 */
const BROKEN_WHILE_READING = new Set([408, 500]);

/**
 * Names what went wrong while a code was exchanged. The error itself holds request and answer, secrets included: it
 * goes no further than this function, and `detail` says what may be known of it.
 */
export function readExchangeError(error: unknown): { code: InstallFailureCode; detail: string } {
  const parsed = exchangeError.safeParse(error);
  const { code, isBoom, output, data } = parsed.success ? parsed.data : {};
  // The status that Intercom sent, even where the library complains about something else, such as HTML on a 503.
  const status = data?.res?.statusCode;
  if (status === undefined) {
    if (isBoom === true || code !== undefined) return { code: 'install_intercom_down', detail: code ?? 'no_answer' };
    return { code: 'install_token_incomplete', detail: 'unreadable_answer' };
  }
  const detail = `http_${status}`;
  if (status >= 500 || status === 408 || status === 429) return { code: 'install_intercom_down', detail };
  if (status >= 400) return { code: 'install_code_refused', detail };
  if (BROKEN_WHILE_READING.has(output?.statusCode ?? 0))
    return { code: 'install_intercom_down', detail: 'broken_answer' };
  return { code: 'install_token_incomplete', detail };
}
