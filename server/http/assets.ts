import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

interface Asset {
  /** The fingerprint in the query makes a changed file a new address, so browsers may keep it for long. */
  address: string;
  path: string;
  type: string;
  content: Buffer;
}

function asset(name: string, type: string): Asset {
  const content = readFileSync(new URL(`./assets/${name}`, import.meta.url));
  const fingerprint = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const path = `/assets/${name}`;
  return { address: `${path}?v=${fingerprint}`, path, type, content };
}

const STYLESHEET = asset('callcard.css', 'text/css; charset=utf-8');
const SYMBOL = asset('callcard.svg', 'image/svg+xml');

/** Addresses for pages to link to. */
export const STYLESHEET_PATH = STYLESHEET.address;
export const SYMBOL_PATH = SYMBOL.address;

/** Serves what the pages link to. */
export function registerAssets(app: FastifyInstance): void {
  for (const { path, type, content } of [STYLESHEET, SYMBOL]) {
    app.get(path, async (_request, reply) =>
      reply.header('cache-control', 'public, max-age=31536000, immutable').type(type).send(content),
    );
  }
}
