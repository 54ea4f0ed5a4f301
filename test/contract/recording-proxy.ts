import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Agent, request as send } from 'undici';
import type { Exchange } from './exchange.ts';

export interface RecordingProxy {
  /** No slash at the end. */
  url: string;
  /** Oldest first; a token is never among what is kept. */
  exchanges: Exchange[];
  close(): Promise<void>;
}

const PASSED_ON = ['authorization', 'content-type', 'accept', 'intercom-version'];

function headersOf(request: IncomingMessage): Record<string, string> {
  const found = PASSED_ON.map((name) => [name, request.headers[name]]);
  return Object.fromEntries(found.filter(([, value]) => typeof value === 'string'));
}

/** Passes requests on to `target`, redirects and errors too, and keeps what went by. */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const exchanges: Exchange[] = [];
  const dispatcher = new Agent();

  async function passOn(request: IncomingMessage) {
    const requestText = await text(request);
    const [path = '/', query] = (request.url ?? '/').split('?');
    const method = request.method ?? 'GET';
    const headers = headersOf(request);
    const body = requestText === '' ? null : requestText;
    const answer = await send(target + request.url, { method, headers, body, dispatcher });
    const answerText = await answer.body.text();
    exchanges.push({
      method,
      path,
      query: Object.fromEntries(new URLSearchParams(query)),
      version: headers['intercom-version'],
      requestText: body ?? undefined,
      status: answer.statusCode,
      contentType: String(answer.headers['content-type'] ?? '').split(';')[0] || undefined,
      text: answerText,
    });
    return { answer, answerText };
  }

  const server = createServer(async (request, response) => {
    try {
      const { answer, answerText } = await passOn(request);
      const { connection, 'keep-alive': keepAlive, ...headers } = answer.headers;
      response.writeHead(answer.statusCode, headers).end(answerText);
    } catch (error) {
      response.destroy(error instanceof Error ? error : undefined);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await dispatcher.close();
    },
  };
}
