import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { SandboxState } from '../state/sandbox-state.ts';
import { conversationsOf } from './conversations.ts';

const PAGE_FOLDER = fileURLToPath(new URL('../inbox/', import.meta.url));
const CANVAS_KIT_FOLDER = fileURLToPath(new URL('../../canvas/kit/', import.meta.url));
// The package's own map does not name this file to `require`, so it is found beside the one that it does.
const PREACT_FOLDER = join(dirname(createRequire(import.meta.url).resolve('htm')), '../preact');

/** The inbox page with its assets, and Intercom's own addresses leading to it. */
export function pageRoutes(app: FastifyInstance, { state }: { state: SandboxState }): void {
  app.register(fastifyStatic, { root: PAGE_FOLDER, prefix: '/assets/', cacheControl: false, index: false });

  app.get('/', (_request, reply) => reply.sendFile('index.html'));
  app.get('/inbox/*', (_request, reply) => reply.sendFile('index.html'));
  app.get('/assets/canvas-kit.css', (_request, reply) => reply.sendFile('style.css', CANVAS_KIT_FOLDER));
  app.get('/assets/htm-preact.js', (_request, reply) => reply.sendFile('standalone.module.js', PREACT_FOLDER));

  app.get<{ Params: { '*': string } }>('/a/*', (request, reply) =>
    reply.redirect(localAddress(state, request.params['*']), 302),
  );
}

/**
 * Where an address of Intercom's web app (`inbox/{workspace}/inbox/conversation/{id}`, `apps/{workspace}/users/{id}`)
 * leads in this sandbox. A contact has no page here: its latest conversation stands for it.
 */
function localAddress(state: SandboxState, path: string): string {
  const segments = path.split('/').map(decode);
  const after = (...words: string[]) => segments[segments.findIndex((segment) => words.includes(segment)) + 1];
  const workspace = state.workspaces.get(segments[1] ?? '');
  if (workspace === undefined) return '/';
  const contactId = after('users', 'contacts');
  const conversationId = workspace.contacts.has(contactId ?? '')
    ? conversationsOf(workspace, contactId ?? '')[0]?.id
    : after('conversation', 'conversations');
  if (conversationId === undefined || !workspace.conversations.has(conversationId)) {
    return `/?workspace=${encodeURIComponent(workspace.id)}`;
  }
  return `/inbox/${encodeURIComponent(workspace.id)}/conversation/${encodeURIComponent(conversationId)}`;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
