import type { ApiKeyStore, CallerAnswerStore, CountryStore, HandedCallStore } from './caller-ports.ts';
import type { ChangeMarks } from './change-ports.ts';
import type { JobStore, NewJob, PeriodicStore } from './job-ports.ts';
import type { FactStore, IntakeStore, MirrorStore } from './mirror-ports.ts';

/**
 * What Callcard keeps, as small async ports. Each method is one whole transaction, so no caller ever needs to know
 * which database is behind it. A method that cannot reach the database throws `StoreUnavailableError`; `undefined`
 * always means "there is none", never "cannot tell". Keeping something for a workspace that was never installed throws
 * `UnknownWorkspaceError`.
 */

/** The three places where Intercom hosts workspaces. */
export type Region = 'us' | 'eu' | 'au';

/**
 * `disconnected`: Intercom no longer takes the token, and only connecting again helps. `uninstalled`: an admin removed
 * Callcard; what is kept of the workspace waits to be deleted, or to be taken up by a reinstall.
 */
export type ConnectionStatus = 'connected' | 'disconnected' | 'uninstalled';

export interface Workspace {
  /** Intercom's workspace id (`app.id_code`). */
  workspaceId: string;
  region: Region;
  name: string;
  /** IANA name, as Intercom gave it; it may be one that this machine does not know. */
  timeZone: string;
  installingAdminId: string;
  installingAdminName: string | undefined;
  installingAdminEmail: string | undefined;
  /** 1 for the first install, one more with each reinstall. What belongs to an older epoch is void. */
  epoch: number;
  status: ConnectionStatus;
  /** Intercom's error code that ended the connection; only when `status` is `disconnected`. */
  disconnectedReason: string | undefined;
  /** Only when `status` is `uninstalled`. */
  uninstalledAtMs: number | undefined;
  /** The access token as `seal` wrote it: never readable without `TOKEN_KEYS`. Empty once it was dropped. */
  sealedToken: string;
  firstInstalledAtMs: number;
  installedAtMs: number;
}

export interface Installation {
  workspaceId: string;
  region: Region;
  name: string;
  timeZone: string;
  installingAdminId: string;
  installingAdminName?: string | undefined;
  installingAdminEmail?: string | undefined;
  sealedToken: string;
  atMs: number;
  /** Work that has to follow, such as the first sync: there with the install or not at all. */
  jobs?: readonly NewJob[] | undefined;
}

export interface WorkspaceStore {
  /**
   * Insert or replace: a reinstall takes the new token and facts, keeps `firstInstalledAtMs`, adds 1 to the epoch. Jobs
   * that waited because the workspace was disconnected belong to the new epoch from now on; jobs of any other older
   * epoch stay void.
   */
  install(installation: Installation): Promise<Workspace>;
  find(workspaceId: string): Promise<Workspace | undefined>;
  /** A page of the workspaces, disconnected ones too, ordered by id; the next page follows `afterWorkspaceId`. */
  list(query: { afterWorkspaceId?: string | undefined; limit: number }): Promise<Workspace[]>;
  /** Marks the connection dead. Does nothing, and says false, when a reinstall has already started a newer epoch. */
  markDisconnected(change: { workspaceId: string; epoch: number; reason: string; atMs: number }): Promise<boolean>;
  /**
   * Ends the install: drops the token, deletes the workspace's jobs. Does nothing, and says false, when a reinstall has
   * already started a newer epoch, or when it was uninstalled before.
   */
  markUninstalled(change: { workspaceId: string; epoch: number; atMs: number }): Promise<boolean>;
  /** Workspaces uninstalled before `beforeMs`, those first that have waited longest. */
  listUninstalled(query: { beforeMs: number; limit: number }): Promise<Workspace[]>;
  /**
   * Deletes at most `limit` rows of what is kept for a workspace, and with the last of them the workspace itself; true
   * once nothing of it is left. Deletes nothing of a workspace that is not uninstalled, or was so after `beforeMs`.
   */
  erase(workspace: { workspaceId: string; beforeMs: number; limit: number }): Promise<boolean>;
  /** Writes the same token sealed with a newer key. False when `previous` is no longer what is stored. */
  resealToken(change: { workspaceId: string; previous: string; sealedToken: string }): Promise<boolean>;
}

/** Where an install began: `appstore` must end on Intercom's own redirect page. */
export type InstallSource = 'appstore' | 'website';
/** What Intercom is asked to consent to: an install, or `sign-in`, which only tells who somebody is. */
export type ConsentSource = InstallSource | 'sign-in';

export interface OAuthState {
  /** SHA-256 of the state, hex: the state itself is never stored. */
  stateHash: string;
  region: Region;
  source: ConsentSource;
  createdAtMs: number;
  expiresAtMs: number;
}

export type ConsumedState =
  | { result: 'ok'; state: OAuthState }
  /** `state` tells where the install began, so that the failure can be reported in the right place. */
  | { result: 'expired' | 'used'; state: OAuthState }
  | { result: 'unknown' };

export interface OAuthStateStore {
  issue(state: OAuthState): Promise<void>;
  /** Single use: of any number of concurrent calls with one hash, exactly one gets `ok`. */
  consume(stateHash: string, nowMs: number): Promise<ConsumedState>;
  /** Reads without using up, so that another browser's attempt does not burn the state. */
  peek(stateHash: string): Promise<OAuthState | undefined>;
}

export interface ClickKey {
  workspaceId: string;
  /** What makes two submits the same click: the rendered canvas's nonce, the component and its input, hashed. */
  clickHash: string;
}

export type ClickStart =
  | { state: 'first' }
  /** Somebody began this click and has not said how it ended: still at work, or crashed. */
  | { state: 'begun'; begunAtMs: number }
  /** Done before: `outcome` is what `finish` was given. */
  | { state: 'finished'; outcome: string };

/** Makes one click act once, however often Intercom or a nervous finger sends it. */
export interface ClickStore {
  begin(click: ClickKey & { atMs: number }): Promise<ClickStart>;
  /** Keeps the outcome (a short JSON text), which a replay is answered with. */
  finish(click: ClickKey & { outcome: string; atMs: number }): Promise<void>;
  /**
   * Forgets a click that certainly had no effect, so that it may be tried again. Does nothing when somebody else has
   * taken it over since its holder's `begunAtMs`.
   */
  release(click: ClickKey & { begunAtMs: number }): Promise<void>;
  /**
   * Takes over a click that was begun at `begunAtMs` and never ended. Of any number of concurrent callers exactly one
   * becomes its holder, and gets the `begunAtMs` that it holds it by; the others get undefined.
   */
  takeOver(click: ClickKey & { begunAtMs: number; atMs: number }): Promise<number | undefined>;
  /** Deletes clicks begun before `beforeMs`; returns how many. */
  forgetBefore(beforeMs: number): Promise<number>;
}

export interface RecentTagStore {
  record(use: { workspaceId: string; adminId: string; tagId: string; atMs: number }): Promise<void>;
  /** Tag ids this teammate used, newest first. */
  list(query: { workspaceId: string; adminId: string; limit: number }): Promise<string[]>;
}

/** What of Callcard Intercom asked for. */
export type DeliveryRoute = 'canvas/initialize' | 'canvas/submit';

/**
 * How a request of Intercom's ended. `ok`: with the card that was asked for, whatever is missing on it.
 * `disconnected`: with the card that asks to reconnect. `unavailable`: the workspace could not be looked up.
 * `invalid_canvas`: the card broke the limits of Canvas Kit and a plain one was sent. `broken`: a bug; a plain card was
 * sent.
 */
export type DeliveryResult = 'ok' | 'disconnected' | 'unavailable' | 'invalid_canvas' | 'broken';

/**
 * One request that Intercom made, for whoever looks for a fault. Names and states only: nothing that somebody wrote,
 * nothing that says who somebody is, no token.
 */
export interface Delivery {
  workspaceId: string;
  receivedAtMs: number;
  route: DeliveryRoute;
  result: DeliveryResult;
  /** HTTP status of the answer. */
  status: number;
  durationMs: number;
  /** As in the log lines of the request. */
  requestId: string;
  /** Which card was drawn; undefined when it did not come so far. */
  view: string | undefined;
  /** What a click asked for; undefined when nothing was to be changed. */
  action: string | undefined;
  /** How the action ended: what was done, or why not. */
  outcome: string | undefined;
  /** Each fact of the card: `known`, `absent`, or why it is not known. */
  facts: Readonly<Record<string, string>>;
}

export interface KeptDelivery extends Delivery {
  /** Counts up from 1 in each workspace. */
  deliveryId: number;
}

/** The newest requests of each workspace: what is older makes room by itself. */
export interface DeliveryStore {
  /**
   * A log: what is recorded may be lost when the machine fails, and another process that writes is not waited for long.
   * Deliveries of workspaces that were never installed are left out.
   */
  record(deliveries: readonly Delivery[]): Promise<void>;
  /** Oldest first: the newest `limit`, or with `afterId` the first `limit` that came after it. */
  list(query: { workspaceId: string; limit: number; afterId?: number | undefined }): Promise<KeptDelivery[]>;
}

export interface Store {
  workspaces: WorkspaceStore;
  oauthStates: OAuthStateStore;
  clicks: ClickStore;
  recentTags: RecentTagStore;
  deliveries: DeliveryStore;
  intake: IntakeStore;
  jobs: JobStore;
  facts: FactStore;
  mirrors: MirrorStore;
  periodic: PeriodicStore;
  callerAnswers: CallerAnswerStore;
  countries: CountryStore;
  apiKeys: ApiKeyStore;
  handedCalls: HandedCallStore;
  changes: ChangeMarks;
  /** Asks the database a question. `migrationsCurrent` is false when the schema is not the one this code needs. */
  check(): Promise<{ migrationsCurrent: boolean }>;
  close(): Promise<void>;
}

/** What a developer's tool may do with a database that belongs to a running Callcard: read. */
export interface StoreReader {
  workspaces: Pick<WorkspaceStore, 'find' | 'list'>;
  deliveries: Pick<DeliveryStore, 'list'>;
  close(): Promise<void>;
}
