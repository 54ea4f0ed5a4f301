import type { FastifyReply } from 'fastify';
import { STYLESHEET_PATH, SYMBOL_PATH } from './assets.ts';
import { type Html, html } from './html.ts';

export interface Page {
  title: string;
  body: Html;
}

/** The frame of every page. It has no script and no inline style, so the strictest content policy fits it. */
export function renderPage(page: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${page.title} - Callcard</title>
<link rel="icon" type="image/svg+xml" href="${SYMBOL_PATH}">
<link rel="stylesheet" href="${STYLESHEET_PATH}">
</head>
<body>
<header class="brand"><a href="/"><img src="${SYMBOL_PATH}" alt="" width="28" height="28">Callcard</a></header>
<main>
${page.body}
</main>
</body>
</html>
`.markup;
}

/** Answers with a page that no cache keeps and whose address no other site is told. */
export function sendPage(reply: FastifyReply, status: number, page: Page): FastifyReply {
  return keepPrivate(reply).code(status).type('text/html; charset=utf-8').send(renderPage(page));
}

/** For pages and redirects alike: an address here may hold a code and a state. */
export function keepPrivate(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
}
