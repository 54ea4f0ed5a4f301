import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Region } from '../../db/ports.ts';

export interface SeenRequest {
  method: string;
  /** Path and query exactly as they were sent. */
  path: string;
  headers: IncomingHttpHeaders;
  /** The parsed JSON body; undefined when there was none. */
  body: unknown;
}

export type Reply =
  | {
      status?: number;
      headers?: Record<string, string>;
      json?: unknown;
      /** Instead of `json`. */
      text?: string;
      /** `stall` never ends the body, `cut` breaks the connection in the middle of it. */
      ending?: 'stall' | 'cut';
    }
  /** Reads the request and never says a word. */
  | 'silence'
  /** Reads the request and breaks the connection. */
  | 'cut';

/** Answers request number `nth` (from 1). */
export type FakeHandler = (request: SeenRequest, nth: number) => Reply | Promise<Reply>;

export interface FakeIntercom {
  port: number;
  url: string;
  /** The same address for every region. */
  apiUrls: Record<Region, string>;
  /** Every request so far, oldest first. */
  requests: SeenRequest[];
  /** Resolves when `count` requests have come in. */
  seen(count: number): Promise<void>;
  /** Breaks all connections. */
  close(): Promise<void>;
}

/** A real http server on 127.0.0.1 that answers as the handler says. */
export async function startFakeIntercom(handler: FakeHandler, options: { port?: number } = {}): Promise<FakeIntercom> {
  const requests: SeenRequest[] = [];
  let watchers: { count: number; resolve: () => void }[] = [];
  const server: Server = createServer(async (incoming, outgoing) => {
    const raw = await text(incoming);
    const { method = '', url: path = '', headers } = incoming;
    const request: SeenRequest = { method, path, headers, body: raw === '' ? undefined : JSON.parse(raw) };
    const nth = requests.push(request);
    const due = watchers.filter((watcher) => watcher.count <= nth);
    watchers = watchers.filter((watcher) => watcher.count > nth);
    for (const watcher of due) watcher.resolve();
    const reply = await handler(request, nth);
    if (reply === 'silence') return;
    if (reply === 'cut') {
      incoming.socket.destroy();
      return;
    }
    const body = reply.text ?? (reply.json === undefined ? '' : JSON.stringify(reply.json));
    outgoing.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
    if (reply.ending === undefined) outgoing.end(body);
    else {
      outgoing.write(body === '' ? ' ' : body);
      if (reply.ending === 'cut') setImmediate(() => incoming.socket.destroy());
    }
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    port,
    url,
    apiUrls: { us: url, eu: url, au: url },
    requests,
    seen(count) {
      if (requests.length >= count) return Promise.resolve();
      return new Promise((resolve) => watchers.push({ count, resolve }));
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
