/**
 * What Intercom told: notifications taken in, and facts that stand in for asking again.
 */

import type { NewJob } from './job-ports.ts';

/** One notification of Intercom's, with the work that it asks for. */
export interface NewNotification {
  workspaceId: string;
  /** Intercom's id; the same when it sends it again. */
  notificationId: string;
  /** When Intercom says that it happened: whole seconds. */
  createdAtMs: number;
  receivedAtMs: number;
  job: Omit<NewJob, 'workspaceId'>;
}

/**
 * `taken`: its job is there now. `duplicate`: it was taken before. `unknown_workspace`: never installed, or erased.
 * `uninstalled`: nothing is done for it any more. `before_install`: it belongs to an older epoch.
 */
export type Taken = 'taken' | 'duplicate' | 'unknown_workspace' | 'uninstalled' | 'before_install';

export interface IntakeStore {
  /**
   * Takes notifications of any workspaces, all in one transaction: that they were seen, and their jobs. The results are
   * in the order of the notifications; of two with the same id in one call the second is the duplicate.
   */
  take(notifications: readonly NewNotification[]): Promise<Taken[]>;
  /** Forgets which notifications were seen before `beforeMs`, at most `limit`; returns how many. */
  forgetBefore(query: { beforeMs: number; limit: number }): Promise<number>;
}

/** What facts are about; the key that tells them apart is in brackets. */
export type FactKind =
  /** A contact (contact id). */
  | 'contact'
  /** The ids of a contact's companies (contact id). */
  | 'companies'
  /** A company (company id). */
  | 'company'
  /** A contact's tags (contact id). */
  | 'contact_tags'
  /** A conversation without its parts (conversation id). */
  | 'conversation'
  /** The heads of all conversations of a contact (contact id). */
  | 'conversations'
  /** The calls of a conversation, without transcripts (conversation id). */
  | 'calls'
  /** The Fin Voice records of a conversation, without transcripts (conversation id). */
  | 'fin_voice'
  /** When conversations were deleted of which nobody here knew whose they were (empty key). */
  | 'deletions'
  /** All of the workspace (empty key). */
  | 'teammates'
  | 'teams'
  | 'tags';

export interface FactKey {
  kind: FactKind;
  key: string;
}

/** A fact as it is kept. Only `begin` makes places for facts, so that whoever reads Intercom cannot miss a change. */
export interface KeptFact extends FactKey {
  /** JSON; undefined when nothing is known, or what was known may not be true any more. */
  value: string | undefined;
  /** Intercom's `updated_at` of the newest state heard of, epoch milliseconds; undefined where it has none. */
  versionMs: number | undefined;
  /** Grows with every change of the row. */
  generation: number;
  /** When a read that was answered with it was sent, or when a notification that told it was taken. */
  learnedAtMs: number;
  learnedFrom: 'read' | 'notification';
}

/** A change of one fact, made only if nobody changed it in between. */
export interface FactChange extends FactKey {
  /** What `begin` or `read` said. */
  generation: number;
  value: string | undefined;
  versionMs: number | undefined;
  learnedAtMs: number;
  learnedFrom: 'read' | 'notification';
  /** Whom it is about: deleted with that contact. */
  contactId?: string | undefined;
  /** Of a contact: the numbers it is found by, E.164. They replace those it had. */
  phones?: readonly string[] | undefined;
}

/** A contact from a list of all: kept when nothing newer is known of it. */
export interface ListedContact {
  contactId: string;
  value: string;
  versionMs: number;
  phones: readonly string[];
}

/**
 * The mirror. Facts of an older epoch are never given out and are replaced as if they were not there. What is written
 * may be lost when the machine fails: Intercom has it.
 */
export interface FactStore {
  /** In the order of the keys; undefined where there is no place for such a fact. Marks them as used. */
  read(query: {
    workspaceId: string;
    epoch: number;
    keys: readonly FactKey[];
    nowMs: number;
  }): Promise<(KeptFact | undefined)[]>;
  /**
   * The generation of each fact, undefined where there is no place for it, and when a notification last agreed with a
   * read: whether anything changed since facts were read, at a fraction of the cost. Does not mark them as used.
   */
  glance(query: { workspaceId: string; epoch: number; keys: readonly FactKey[] }): Promise<{
    generations: (number | undefined)[];
    agreedAtMs: number | undefined;
  }>;
  /** Makes places where there are none, before Intercom is read, and says which generation each is. */
  begin(query: { workspaceId: string; epoch: number; keys: readonly FactKey[]; nowMs: number }): Promise<number[]>;
  /**
   * Each change takes effect on its own; the results tell which did. One does not when its place is gone, is of another
   * generation or epoch, or holds a newer version.
   */
  change(change: {
    workspaceId: string;
    epoch: number;
    changes: readonly FactChange[];
    nowMs: number;
  }): Promise<boolean[]>;
  /** Keeps contacts of a list: new ones, and those with a newer version than what is kept. Returns how many. */
  list(list: {
    workspaceId: string;
    epoch: number;
    contacts: readonly ListedContact[];
    learnedAtMs: number;
    nowMs: number;
  }): Promise<number>;
  /**
   * Deletes everything that is about a contact: its facts, its numbers, what hangs on it, and what teammates answered
   * about callers that names it; unless a state of it that is newer than `versionMs` is kept. The place of the contact
   * itself stays, empty and with `versionMs`, so that no older state comes back. Of a contact that was merged, answers are moved first: `callerAnswers.moveContact`.
   */
  removeContact(removal: {
    workspaceId: string;
    epoch: number;
    contactId: string;
    versionMs: number;
    nowMs: number;
  }): Promise<void>;
  /** Makes what is known of all facts of a kind untrue, as when a company that many have was changed. Returns how many. */
  doubt(query: { workspaceId: string; epoch: number; keys: readonly FactKey[]; nowMs: number }): Promise<number>;
  /** Ids of the contacts with this number, oldest id first. */
  contactsByPhone(query: { workspaceId: string; epoch: number; phoneE164: string; limit: number }): Promise<string[]>;
  /**
   * Contacts that something is known of, those with and those without a number, in the order of their ids; the next page
   * follows `afterContactId`. Does not mark them as used.
   */
  keptContacts(query: {
    workspaceId: string;
    epoch: number;
    afterContactId: string;
    limit: number;
  }): Promise<KeptFact[]>;
  /**
   * Deletes facts that nothing used since `beforeMs`, except contacts with a number; returns how many, at most `limit`.
   * Those contacts may be very many: it ends early when the signal aborts.
   */
  forgetUntouched(query: { beforeMs: number; limit: number; signal?: AbortSignal }): Promise<number>;
  /** How many facts are kept for each workspace: the largest ones, and all together. */
  sizes(query: { limit: number }): Promise<{ total: number; largest: { workspaceId: string; facts: number }[] }>;
}

export type SyncPhase = 'waiting' | 'running' | 'done';

/** How well a workspace's mirror follows Intercom. */
export interface Mirror {
  workspaceId: string;
  epoch: number;
  phase: SyncPhase;
  /** Where the first sync goes on. */
  cursor: string | undefined;
  contactsSeen: number;
  /** Undefined until Intercom told. */
  contactsTotal: number | undefined;
  syncStartedAtMs: number | undefined;
  syncFinishedAtMs: number | undefined;
  /** Everything that changed before was looked for. */
  reconciledAtMs: number | undefined;
  /** When a notification last said the same as a read: the evidence that notifications arrive. */
  agreedAtMs: number | undefined;
  notifiedAtMs: number | undefined;
}

export interface MirrorStore {
  /** The mirror of this epoch; undefined when nothing was learned in it yet. */
  find(workspace: { workspaceId: string; epoch: number }): Promise<Mirror | undefined>;
  /** Writes these fields, making the mirror of this epoch where there is none; an older epoch's is replaced, a newer one's left. */
  update(
    workspace: { workspaceId: string; epoch: number },
    fields: Partial<Omit<Mirror, 'workspaceId' | 'epoch'>>,
  ): Promise<void>;
  /** Synced mirrors of connected workspaces that were not reconciled since `beforeMs`, ordered by workspace id. */
  listToReconcile(query: { beforeMs: number; afterWorkspaceId: string; limit: number }): Promise<Mirror[]>;
}
