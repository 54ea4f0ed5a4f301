import type { Store } from '../../db/ports.ts';
import { newApiKey } from '../../server/api/api-key.ts';
import { ACME, NOW_MS, openRoom, type Room, type RoomOptions } from '../card/room.ts';
import { mustNotBeLogged } from '../logs/capture.ts';

export interface ApiAnswer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a program gets, to be looked at by each test.
  body: any;
  headers: Record<string, unknown>;
}

export interface AskOptions {
  /** Undefined: no key at all. */
  key?: string | undefined;
  /** Text is sent as it is. */
  body?: unknown;
  headers?: Record<string, string>;
  address?: string;
}

/** A phone system's room: the whole app in process, and a key to the API. */
export interface ApiRoom extends Room {
  key: string;
  keyId: string;
  ask(method: 'GET' | 'POST', path: string, options?: AskOptions): Promise<ApiAnswer>;
  /** Who has this number, as a dialer asks. */
  caller(number: string): Promise<ApiAnswer>;
  /** The sandbox contact of this name. */
  contactId(name: string, workspaceId?: string): string;
}

/** All contacts count as read, unless `isRead` says otherwise; the index is empty all the same. */
export async function openApiRoom({
  isRead = true,
  ...options
}: RoomOptions & { isRead?: boolean } = {}): Promise<ApiRoom> {
  const room = await openRoom(options);
  if (isRead) await room.store.mirrors.update({ workspaceId: ACME, epoch: 1 }, { phase: 'done' });
  const { key, keyId } = await makeKey(room.store, ACME);
  const ask: ApiRoom['ask'] = async (method, path, given = {}) => {
    const { body, headers, address = '192.0.2.7' } = given;
    const sent = 'key' in given ? given.key : key;
    const answer = await room.app.inject({
      method,
      url: `/api/v1${path}`,
      remoteAddress: address,
      headers: {
        ...(sent === undefined ? {} : { authorization: `Bearer ${sent}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const isJson = String(answer.headers['content-type']).startsWith('application/json');
    return { status: answer.statusCode, body: isJson ? answer.json() : answer.body, headers: answer.headers };
  };
  return Object.assign(Object.create(room), {
    key,
    keyId,
    ask,
    caller: (number: string) => ask('GET', `/callers/${encodeURIComponent(number)}`),
    contactId: (name: string, workspaceId = ACME) => {
      const contacts = [...(room.sandbox.workspaces.get(workspaceId)?.contacts.values() ?? [])];
      const found = contacts.find((contact) => contact.name === name);
      if (found === undefined) throw new Error(`the sandbox has no contact ${name}`);
      return found.id;
    },
  }) as ApiRoom;
}

export async function makeKey(store: Store, workspaceId: string, name = 'Dialer') {
  const made = newApiKey();
  mustNotBeLogged(made.key);
  const { keyId, secretHash } = made;
  await store.apiKeys.create({ workspaceId, keyId, secretHash, name, atMs: NOW_MS });
  return made;
}
