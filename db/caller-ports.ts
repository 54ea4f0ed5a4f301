/**
 * What people decided about callers, who may ask for them from outside, and the calls that outside systems handed to Fin.
 */

import type { NewJob } from './job-ports.ts';

/** Who a number that several contacts share turned out to be, as a teammate said. */
export interface CallerAnswer {
  workspaceId: string;
  phoneE164: string;
  contactId: string;
  /** The teammate who said so. */
  adminId: string;
  answeredAtMs: number;
}

export interface CallerAnswerStore {
  find(query: { workspaceId: string; phoneE164: string }): Promise<CallerAnswer | undefined>;
  /** The answer that is kept last counts, whatever its time. */
  keep(answer: CallerAnswer): Promise<void>;
  /** Nobody is known behind the number any more; false when nobody was. */
  forget(query: { workspaceId: string; phoneE164: string }): Promise<boolean>;
  /** Answers that named a contact now name the one it was merged into; with `toId` undefined they are forgotten. */
  moveContact(change: { workspaceId: string; fromId: string; toId: string | undefined }): Promise<void>;
}

/** The country that numbers without a country code are read in. */
export interface CountrySetting {
  workspaceId: string;
  /** ISO 3166-1 alpha-2, set by somebody; undefined: what was guessed counts. */
  chosenCountry: string | undefined;
  guessedCountry: string | undefined;
  guessedFrom: 'contacts' | 'time_zone' | undefined;
  guessedAtMs: number | undefined;
}

export interface CountryStore {
  find(workspaceId: string): Promise<CountrySetting | undefined>;
  choose(choice: { workspaceId: string; country: string | undefined }): Promise<void>;
  guess(guess: {
    workspaceId: string;
    country: string | undefined;
    from: 'contacts' | 'time_zone' | undefined;
    atMs: number;
  }): Promise<void>;
}

/** A key to Callcard's own API, for one workspace. */
export interface ApiKey {
  workspaceId: string;
  keyId: string;
  /** What the operator calls it. */
  name: string;
  createdAtMs: number;
  revokedAtMs: number | undefined;
  /** To the nearest hour or so. */
  lastUsedAtMs: number | undefined;
}

export interface ApiKeyStore {
  /** `secretHash`: SHA-256 of the whole key, hex. The key itself is never stored. */
  create(key: { workspaceId: string; keyId: string; secretHash: string; name: string; atMs: number }): Promise<void>;
  /** The key with this hash, revoked or not. */
  findByHash(secretHash: string): Promise<ApiKey | undefined>;
  /** Oldest first. */
  list(workspaceId: string): Promise<ApiKey[]>;
  /** False when there is no such key, or it was revoked before. */
  revoke(key: { workspaceId: string; keyId: string; atMs: number }): Promise<boolean>;
  used(key: { workspaceId: string; keyId: string; atMs: number }): Promise<void>;
}

/**
 * `accepted`: to be registered with Intercom. `registered`: Intercom knows of it, Fin has not taken it yet. `matched`: it
 * belongs to a conversation, and Fin is at work or was. `ended`: Fin is done. `failed`: given up; `lastError` says why.
 */
export type HandedCallState = 'accepted' | 'registered' | 'matched' | 'ended' | 'failed';

/** A call that an outside phone system handed to Fin Voice through Callcard. */
export interface HandedCall {
  workspaceId: string;
  /** The phone system's own id. */
  externalCallId: string;
  source: 'aws_connect' | 'five9' | 'zoom_phone';
  phoneE164: string;
  state: HandedCallState;
  acceptedAtMs: number;
  registeredAtMs: number | undefined;
  /** Intercom's id of the Fin Voice record. */
  finVoiceId: string | undefined;
  /** Fin's status as Intercom last gave it. */
  status: string | undefined;
  conversationId: string | undefined;
  intercomCallId: string | undefined;
  /** When Intercom was last asked about it, and how often in its present state. */
  askedAtMs: number | undefined;
  askedCount: number;
  endedAtMs: number | undefined;
  lastError: string | undefined;
}

export interface HandedCallStore {
  /**
   * Takes a call on, with the job that registers it, in one transaction. `known`: it was taken on before, and nothing is
   * changed. Throws `UnknownWorkspaceError`, also for a workspace that is uninstalled: nothing would be done for the call.
   */
  accept(
    call: Pick<HandedCall, 'workspaceId' | 'externalCallId' | 'source' | 'phoneE164' | 'acceptedAtMs'>,
    job: NewJob,
  ): Promise<{ result: 'accepted' | 'known'; call: HandedCall }>;
  find(query: { workspaceId: string; externalCallId: string }): Promise<HandedCall | undefined>;
  /** Newest first. */
  ofConversation(query: { workspaceId: string; conversationId: string; limit: number }): Promise<HandedCall[]>;
  /** Calls from or to a number that belong to no conversation yet, in whatever state, newest first. */
  unmatchedOf(query: { workspaceId: string; phoneE164: string; sinceMs: number; limit: number }): Promise<HandedCall[]>;
  update(
    call: { workspaceId: string; externalCallId: string },
    fields: Partial<Omit<HandedCall, 'workspaceId' | 'externalCallId' | 'source' | 'phoneE164' | 'acceptedAtMs'>>,
  ): Promise<void>;
  /** Deletes calls that were accepted before `beforeMs`, at most `limit`; returns how many. */
  forgetBefore(query: { beforeMs: number; limit: number }): Promise<number>;
}
