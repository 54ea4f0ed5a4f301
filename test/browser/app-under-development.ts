import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export const CLIENT = { client_id: 'weather', client_secret: 'weather-secret' };

export interface CardAsked {
  path: string;
  /** Whether `X-Body-Signature` is the HMAC-SHA256 of exactly the bytes that came. */
  isSigned: boolean;
  body: Record<string, unknown>;
}

/** Something the sandbox told or asked besides cards. */
export interface Told {
  path: string;
  body: Record<string, unknown>;
}

/** Somebody else's app, as small as one can be: it installs itself at a sandbox and answers card requests. */
export interface AppUnderDevelopment {
  url: string;
  /** The card requests so far, oldest first. */
  asked: CardAsked[];
  /** What it was told, oldest first; a ping tells nothing. */
  told: Told[];
  /** What it answers next, as JSON. */
  answer: unknown;
  /** What it answers to whatever it is told. */
  toldStatus: number;
  health: unknown;
  /** Stops listening, as a crash would. */
  goDown(): Promise<void>;
  comeUp(): Promise<void>;
}

export async function startAppUnderDevelopment(sandboxUrl: string): Promise<AppUnderDevelopment> {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', app.url);
    if (url.pathname.startsWith('/canvas/')) {
      app.asked.push(await readCardRequest(request, url.pathname));
      response.setHeader('content-type', 'application/json').end(JSON.stringify(app.answer));
    } else if (url.pathname.startsWith('/told/')) {
      const body = JSON.parse((await text(request)) || '{"topic":"ping"}');
      if (body.topic !== 'ping') app.told.push({ path: url.pathname, body });
      response.writeHead(app.toldStatus).end(url.pathname === '/told/health' ? JSON.stringify(app.health) : '');
    } else if (url.pathname === '/install') {
      const consent = { client_id: CLIENT.client_id, redirect_uri: `${app.url}/callback` };
      response.writeHead(302, { location: `${sandboxUrl}/oauth?${new URLSearchParams(consent)}` }).end();
    } else {
      const exchange = new URLSearchParams({ ...CLIENT, code: url.searchParams.get('code') ?? '' });
      const { ok } = await fetch(`${sandboxUrl}/auth/eagle/token`, { method: 'POST', body: exchange });
      response.writeHead(302, { location: ok ? sandboxUrl : '/refused' }).end();
    }
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  const app: AppUnderDevelopment = {
    url: `http://localhost:${port}`,
    asked: [],
    told: [],
    answer: undefined,
    toldStatus: 200,
    health: { state: 'OK' },
    goDown: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
    comeUp: async () => {
      await listen(port);
    },
  };
  return app;
}

async function readCardRequest(request: IncomingMessage, path: string): Promise<CardAsked> {
  const body = await text(request);
  const signature = createHmac('sha256', CLIENT.client_secret).update(body).digest('hex');
  return { path, isSigned: request.headers['x-body-signature'] === signature, body: JSON.parse(body) };
}
