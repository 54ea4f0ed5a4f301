import type { Fact } from '../../canvas/facts.ts';
import type { Store, Workspace } from '../../db/ports.ts';
import type { Deps } from '../../server/deps.ts';
import { IntercomError, type IntercomErrorCode } from '../../server/intercom/errors.ts';
import { createClient } from '../../server/intercom/intercom.ts';
import type { IntercomClient } from '../../server/intercom/intercom-client.ts';
import { type Operation, pathOf } from '../../server/intercom/operation.ts';
import type { CallOptions, FoundContact } from '../../server/intercom/types.ts';
import type { ReadMode } from '../../server/mirror/read-through.ts';
import { createMirrorReader, createMirrorShelf, type MirrorReader } from '../../server/mirror/reader.ts';
import { NUMBER, openWriterRoom, START_MS, type WriterRoom } from './writer-room.ts';

const SECONDS = (ms: number) => Math.floor(ms / 1000);

/** An Intercom that counts what it is asked; everything it has is in `has`. */
export interface AskedIntercom {
  client: IntercomClient;
  /** `GET /contacts/c1`, in the order in which they came. */
  asked: string[];
  has: Record<string, unknown>;
  /** Failures by what is asked for. */
  failures: Map<string, IntercomErrorCode>;
  /** Answers only after the function that it returns was called. */
  hold(request: string): () => void;
  /** Resolves once this many questions came. */
  wasAsked(count: number): Promise<void>;
}

export function askedIntercom(): AskedIntercom {
  const asked: string[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const held = new Map<string, Promise<void>>();
  const failures: AskedIntercom['failures'] = new Map();
  const has: AskedIntercom['has'] = {};

  const failed = (code: IntercomErrorCode) =>
    new IntercomError({ code, message: 'as the test wants it', retryable: false, mayHaveHappened: false });

  async function call<T>(operation: Operation<T>, options: CallOptions = {}): Promise<T> {
    const request = `${operation.method} ${pathOf(operation)}`;
    asked.push(request);
    for (const { count, resolve } of waiting) if (asked.length >= count) resolve();
    // What Intercom answers is what it has when it is asked, however long the answer takes.
    const body = has[request];
    const code = failures.get(request) ?? (body === undefined ? 'intercom_not_found' : undefined);
    await Promise.race([held.get(request), ended(options.signal)]);
    if (options.signal?.aborted) throw failed('intercom_timed_out');
    if (code !== undefined) throw failed(code);
    return operation.read({ status: 200, headers: {}, text: JSON.stringify(body) });
  }

  return {
    client: createClient({ call, together: (options = {}) => options, headroom: () => undefined }),
    asked,
    has,
    failures,
    hold(request) {
      let release = () => {};
      held.set(request, new Promise((resolve) => (release = resolve)));
      return () => release();
    },
    wasAsked: (count) =>
      new Promise((resolve) => {
        waiting.push({ count, resolve });
        if (asked.length >= count) resolve();
      }),
  };
}

function ended(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
}

export interface ReadingRoom extends WriterRoom {
  intercom: AskedIntercom;
  /** The facts for one card: `open().contact('c1')`. Its time ends when `signal` aborts. */
  open(options?: {
    mode?: ReadMode;
    signal?: AbortSignal;
    deps?: Partial<Deps>;
    store?: Store;
    workspace?: Workspace;
    client?: IntercomClient;
  }): Promise<MirrorReader>;
  /** Waits until what cards learned is written down. */
  settled(): Promise<void>;
  /** How often facts were looked up. */
  looks(): number;
}

export async function openReadingRoom(): Promise<ReadingRoom> {
  const room = await openWriterRoom();
  const intercom = askedIntercom();
  const shelf = createMirrorShelf();
  let looks = 0;
  const counting = (store: Store): Store => ({
    ...store,
    facts: {
      ...store.facts,
      read: (query) => {
        looks += 1;
        return store.facts.read(query);
      },
    },
  });
  return {
    ...room,
    intercom,
    async open({ mode = 'kept', signal = new AbortController().signal, store = room.store, ...given } = {}) {
      const upstream = { signal, deadlineAtMs: room.time.nowMs + 4_000 };
      const asker = {
        deps: { ...room.deps, store: counting(store), ...given.deps },
        workspace: given.workspace ?? (await room.workspace()),
        client: given.client ?? intercom.client,
        upstream,
        log: room.deps.log,
      };
      return createMirrorReader(shelf, asker, mode);
    },
    settled: () => shelf.writeBack.settled(),
    looks: () => looks,
  };
}

/** As Intercom writes them. */
export const wire = {
  contact: (id: string, name: string, updatedAtMs: number, phone?: string) => ({
    ...{ type: 'contact', id, role: 'user', name, phone, updated_at: SECONDS(updatedAtMs) },
  }),
  companies: (...names: string[]) => ({
    type: 'list',
    data: names.map((name) => ({ type: 'company', id: `id of ${name}`, name })),
  }),
  call: (id: string, state: string, endedAtMs?: number) => ({
    ...{ type: 'call', id, conversation_id: '1', state, direction: 'inbound', call_type: 'phone' },
    ...(endedAtMs !== undefined && { ended_at: SECONDS(endedAtMs), ended_reason: 'answered' }),
    transcript: [{ text: 'said in confidence' }],
  }),
  finVoice: (id: number, status: string, summary?: string) => ({ id, status, call_summary: summary, intent: [] }),
  admins: (...names: string[]) => ({ admins: names.map((name, index) => ({ id: String(index), name })) }),
  teams: (...names: string[]) => ({ teams: names.map((name, index) => ({ id: String(index), name })) }),
  conversations: (...ids: string[]) => ({
    type: 'conversation.list',
    conversations: ids.map((id) => ({ type: 'conversation', id, state: 'open', updated_at: 1_767_877_500 })),
    pages: { type: 'pages' },
  }),
};

/** What asks for the contact of `openJoRoom`. */
export const ASKED_CONTACT = 'GET /contacts/c1';

/** A room in which Intercom has the contact `c1`. */
export async function openJoRoom(name = 'Jo Vance'): Promise<ReadingRoom> {
  const room = await openReadingRoom();
  room.intercom.has[ASKED_CONTACT] = wire.contact('c1', name, START_MS, NUMBER);
  return room;
}

export async function nameOf(fact: Promise<Fact<FoundContact>>): Promise<string | undefined> {
  const found = await fact;
  return found.state === 'known' ? found.value.contact.name : undefined;
}
