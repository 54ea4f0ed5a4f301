import type { FastifyReply, FastifyRequest } from 'fastify';
import { StoreUnavailableError } from '../../db/errors.ts';
import { html } from './html.ts';
import { sendPage } from './page.ts';

export interface Refusal {
  code: string;
  title: string;
  /** What to do next. */
  message: string;
  /** Where a person can do it; the start page, if nothing else is said. */
  link?: { label: string; href: string };
}

const BY_STATUS: Readonly<Record<number, Refusal>> = {
  413: { code: 'too_large', title: 'This is too large', message: 'The request is larger than Callcard takes.' },
  429: { code: 'rate_limited', title: 'Too many requests', message: 'Wait a minute, then try again.' },
  500: { code: 'internal', title: 'Callcard has a problem', message: 'Try again in a moment.' },
  503: {
    code: 'store_unavailable',
    title: 'Callcard cannot reach its records',
    message: 'Nothing was changed. Try again in a moment.',
  },
};
const BAD_REQUEST: Refusal = {
  code: 'bad_request',
  title: 'This cannot be read',
  message: 'Callcard does not understand this request.',
};

/** The one place that turns what was thrown into an answer: a page for people, a coded error for programs. */
export function answerError(
  error: Error & { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const status = error instanceof StoreUnavailableError ? 503 : (error.statusCode ?? 500);
  if (status >= 500) request.log.error({ err: error }, 'request failed');
  const refusal = BY_STATUS[status] ?? (status >= 500 ? BY_STATUS[500] : undefined) ?? BAD_REQUEST;
  return answerRefusal(request, reply, status, refusal);
}

const START = { label: 'To the start page', href: '/' };

/** Why not: a page for people, a coded error for programs. */
export function answerRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  { code, title, message, link = START }: Refusal,
): FastifyReply {
  if (request.headers.accept?.includes('text/html') === true) {
    const body = html`<h1>${title}</h1>
<p>${message}</p>
<p><a class="button" href="${link.href}">${link.label}</a></p>`;
    return sendPage(reply, status, { title, body });
  }
  return reply.code(status).send({ error: { code, message } });
}
