import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { html } from './html.ts';
import { sendPage } from './page.ts';

const TEXT = {
  title: 'There is nothing here',
  what: 'The address you opened means nothing to Callcard.',
  start: 'To the start page',
  malformed: 'This is not an address that Callcard can read.',
} as const;

/** A page for people, a coded error for programs. Never 410, which Intercom reads as "send nothing any more". */
export function answerNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (request.headers.accept?.includes('text/html') === true) {
    const body = html`<h1>${TEXT.title}</h1>
<p>${TEXT.what}</p>
<p><a class="button" href="/">${TEXT.start}</a></p>`;
    return sendPage(reply, 404, { title: TEXT.title, body });
  }
  return reply.code(404).send({ error: { code: 'not_found', message: TEXT.what } });
}

/** Fastify tells of an address that cannot be decoded before any hook runs: what helmet adds elsewhere is added here. */
export function answerMalformed(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .code(error.statusCode ?? 400)
    .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .send({ error: { code: 'bad_request', message: TEXT.malformed } });
}
