import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/**
 * How the fake answers: `silence` never does, `hang-up` ends the connection instead; `stall` and `break-off` do the same
 * in the middle of a good answer.
 */
export type Answer = { status: number; body: unknown; type?: string } | 'silence' | 'hang-up' | 'stall' | 'break-off';

export interface TokenRequest {
  path: string;
  authorization: string | undefined;
  form: URLSearchParams;
}

/** What an install needs of Intercom, on a port of this machine: the token endpoint and `/me`, below any path prefix. */
export interface FakeOAuth {
  origin: string;
  tokenRequests: TokenRequest[];
  /** Paths and bearer tokens of the calls to `/me`. */
  meRequests: { path: string; token: string }[];
  onToken: (request: TokenRequest) => Answer | Promise<Answer>;
  onMe: (token: string) => Answer | Promise<Answer>;
  close(): Promise<void>;
}

/** What Intercom hands out unless a test says otherwise. */
export const TOKEN = 'dG9rLXNlY3JldA==';

export function tokenAnswer(token: string): Answer {
  return { status: 200, body: { token_type: 'Bearer', token, access_token: token } };
}

export function meAnswer(changes: { app?: object | null; emailVerified?: boolean; id?: string } = {}): Answer {
  const app = {
    type: 'app',
    id_code: 'ws_acme',
    name: 'Acme',
    created_at: 1_661_876_617,
    secure: true,
    identity_verification: true,
    timezone: 'Europe/Edinburgh',
    region: 'US',
  };
  return {
    status: 200,
    body: {
      type: 'admin',
      id: changes.id ?? '2633609',
      email: 'ada@example.test',
      name: 'Ada Admin',
      email_verified: changes.emailVerified ?? true,
      has_inbox_seat: true,
      ...(changes.app === null ? {} : { app: { ...app, ...changes.app } }),
    },
  };
}

export function errorAnswer(status: number, code = 'unauthorized'): Answer {
  return {
    status,
    body: { type: 'error.list', request_id: 'req_1', errors: [{ code, message: 'Refused by the fake' }] },
  };
}

export async function startFakeOAuth(): Promise<FakeOAuth> {
  const fake: FakeOAuth = {
    origin: '',
    tokenRequests: [],
    meRequests: [],
    onToken: () => tokenAnswer(TOKEN),
    onMe: () => meAnswer(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const server = createServer((request, response) => {
    void respond(request, response);
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await route(request);
    if (answer === 'silence') return;
    if (answer === 'hang-up') {
      response.destroy();
      return;
    }
    if (answer === 'stall' || answer === 'break-off') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"token":"', () => {
        if (answer === 'break-off') response.destroy();
      });
      return;
    }
    const type = answer.type ?? 'application/json; charset=utf-8';
    const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    response.writeHead(answer.status, { 'content-type': type }).end(body);
  }

  async function route(request: IncomingMessage): Promise<Answer> {
    const path = request.url ?? '';
    const body = await text(request);
    if (request.method === 'POST' && path.endsWith('/auth/eagle/token')) {
      const received = { path, authorization: request.headers.authorization, form: new URLSearchParams(body) };
      fake.tokenRequests.push(received);
      return fake.onToken(received);
    }
    if (request.method === 'GET' && path.endsWith('/me')) {
      const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
      fake.meRequests.push({ path, token });
      return fake.onMe(token);
    }
    return errorAnswer(404, 'not_found');
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  fake.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return fake;
}
