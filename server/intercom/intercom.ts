import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import type { Region } from '../../db/ports.ts';
import { createAdmins } from './admins.ts';
import { createAppInstall } from './app-install.ts';
import { createCalls } from './calls.ts';
import { createContacts } from './contacts.ts';
import { createConversations } from './conversations.ts';
import { createFinVoice } from './fin-voice.ts';
import type { IntercomClient } from './intercom-client.ts';
import { createLanes } from './lanes.ts';
import { createMe } from './me.ts';
import { createTags } from './tags.ts';
import { createTeams } from './teams.ts';
import { type CallEvent, createTransport, type Transport } from './transport.ts';

/** One workspace's access to Intercom. */
export interface Connection {
  /** Undefined during an install, before Intercom said whose token it is. */
  workspaceId: string | undefined;
  region: Region;
  token: string;
  /** Called at most once for this object, with Intercom's code, when the token turns out to be dead. */
  onUnauthorized?: (intercomCode: string) => void;
  /** Told of every request that went out for this object, for whoever says what it was made from. */
  onCall?: (event: CallEvent) => void;
}

export interface Intercom {
  /** Cheap: may be called for every request. Limits and rate limits are kept per workspace, not per client. */
  connect(connection: Connection): IntercomClient;
  /** Lets the requests under way finish and closes all connections; whatever still waits its turn is refused. */
  close(): Promise<void>;
}

export interface IntercomOptions {
  /** REST base by region; it may have a path, and a slash at the end does not matter. */
  apiUrls: Readonly<Record<Region, string>>;
  /** Epoch milliseconds. */
  clock: () => number;
  /** 0 to 1, without 1; spreads retries. */
  random?: () => number;
  /** Resolves after the delay; rejects when the signal aborts. */
  wait?: (delayMs: number, signal: AbortSignal) => Promise<void>;
  /** For logs and metrics: told of every request that went out. What it throws is ignored. */
  onCall?: (event: CallEvent) => void;
  /** The longest a call may take, with its waits and retries. */
  deadlineMs?: number;
  connectTimeoutMs?: number;
  callsAtOncePerWorkspace?: number;
  maxAnswerBytes?: number;
}

const DEADLINE_MS = 10_000;
/** Short enough that a second try still fits into the deadline of a call. */
const CONNECT_TIMEOUT_MS = 3_000;
/** Idle connections close early: a POST on one that Intercom is just closing cannot be told from one that happened. */
const KEEP_ALIVE_MS = 10_000;
/** A connection older than this is replaced, so that a burst does not leave its connections behind for ever. */
const CONNECTION_LIFE_MS = 300_000;
/** Room for several cards at once, of which each asks for seven things; a source that hangs keeps its place for long. */
const CALLS_AT_ONCE_PER_WORKSPACE = 64;
const MAX_ANSWER_BYTES = 10 * 1024 * 1024;

/** The client over any transport. */
export function createClient(transport: Transport): IntercomClient {
  return {
    me: createMe(transport),
    headroom: transport.headroom,
    admins: createAdmins(transport),
    teams: createTeams(transport),
    contacts: createContacts(transport),
    conversations: createConversations(transport),
    tags: createTags(transport),
    calls: createCalls(transport),
    finVoice: createFinVoice(transport),
    appInstall: createAppInstall(transport),
  };
}

export function createIntercom(options: IntercomOptions): Intercom {
  const { clock } = options;
  const lanes = createLanes({ places: options.callsAtOncePerWorkspace ?? CALLS_AT_ONCE_PER_WORKSPACE, clock });
  const pools = new Map<string, Pool>();
  const told = new WeakSet<Connection>();
  let closing: Promise<void> | undefined;

  /**
   * One pool per origin without a bound of its own: workspaces share it, and with a bound one workspace whose calls
   * hang would use up the connections of the others. The bound is the number of places of each workspace. HTTP/1.1
   * only, as over HTTP/2 all of them would share one connection.
   */
  function poolFor(origin: string): Pool {
    const known = pools.get(origin);
    if (known !== undefined) return known;
    const pool = new Pool(origin, {
      connections: null,
      pipelining: 1,
      allowH2: false,
      connectTimeout: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      clientTtl: CONNECTION_LIFE_MS,
    });
    pools.set(origin, pool);
    return pool;
  }

  function observe(event: CallEvent): void {
    try {
      options.onCall?.(event);
    } catch {
      // A broken observer must not turn a request that succeeded into one that failed.
    }
  }

  return {
    connect(connection) {
      const base = new URL(options.apiUrls[connection.region]);
      const { workspaceId, region } = connection;
      const transport = createTransport({
        dispatcher: poolFor(base.origin),
        pathPrefix: base.pathname.replace(/\/+$/, ''),
        workspaceId,
        token: connection.token,
        laneKey: workspaceId === undefined ? Symbol('a workspace not known yet') : `${region} ${workspaceId}`,
        lanes,
        clock,
        random: options.random ?? Math.random,
        wait: options.wait ?? ((delayMs, signal) => sleep(delayMs, undefined, { signal })),
        deadlineMs: options.deadlineMs ?? DEADLINE_MS,
        maxAnswerBytes: options.maxAnswerBytes ?? MAX_ANSWER_BYTES,
        closed: () => closing !== undefined,
        onUnauthorized(intercomCode) {
          if (told.has(connection)) return;
          told.add(connection);
          connection.onUnauthorized?.(intercomCode);
        },
        onCall(event) {
          observe(event);
          connection.onCall?.(event);
        },
      });
      return createClient(transport);
    },
    close() {
      closing ??= Promise.all([...pools.values()].map((pool) => pool.close())).then(() => undefined);
      return closing;
    },
  };
}
