/**
 * Intercom's things as Callcard uses them: ids are strings, times are epoch milliseconds, what Intercom left out or sent
 * as null is `undefined`. The wire shapes they are read from are in `wire.ts`.
 */

export interface Me {
  id: string;
  name: string | undefined;
  email: string | undefined;
  emailVerified: boolean;
  /** Undefined when Intercom's answer names no workspace. */
  app:
    | { workspaceId: string; name: string | undefined; timeZone: string | undefined; region: string | undefined }
    | undefined;
}

export interface Admin {
  id: string;
  name: string | undefined;
  email: string | undefined;
  awayModeEnabled: boolean;
  /** Away, and new replies go back to the team's inbox. */
  awayModeReassign: boolean;
  hasInboxSeat: boolean;
  teamIds: string[];
}

export interface Team {
  id: string;
  name: string | undefined;
  adminIds: string[];
}

export interface Contact {
  id: string;
  /** `user` or `lead`; anything newer is kept as it comes. */
  role: string;
  name: string | undefined;
  email: string | undefined;
  /** As stored in Intercom: free text. */
  phone: string | undefined;
  externalId: string | undefined;
  createdAtMs: number | undefined;
  updatedAtMs: number | undefined;
  lastSeenAtMs: number | undefined;
  /** Undefined when Intercom did not say. */
  companyCount: number | undefined;
}

export interface Company {
  id: string;
  name: string | undefined;
  plan: string | undefined;
  /** As Intercom holds it: a bare number, in whatever currency the workspace reports. */
  monthlySpend: number | undefined;
}

export interface Tag {
  id: string;
  name: string;
}

export interface ContactNote {
  id: string;
  body: string;
  authorName: string | undefined;
  createdAtMs: number | undefined;
}

export interface ConversationAuthor {
  type: string;
  id: string | undefined;
  name: string | undefined;
  email: string | undefined;
  /** Only of a part that Fin sent. */
  fromAiAgent?: true | undefined;
}

export interface ConversationPart {
  id: string;
  /** Open set: `comment`, `note`, `assignment`, `call_summary`, ... */
  partType: string;
  body: string | undefined;
  author: ConversationAuthor | undefined;
  createdAtMs: number | undefined;
  /** Whom the part assigned the conversation to; nobody when it assigned nothing. */
  assignedTo?: { type: string; id: string } | undefined;
}

export interface Conversation {
  id: string;
  title: string | undefined;
  /** `open`, `closed`, `snoozed`; anything newer is kept as it comes. */
  state: string;
  createdAtMs: number | undefined;
  updatedAtMs: number | undefined;
  source:
    | {
        /** `conversation`, `email`, `phone_call`, ... */
        type: string;
        subject: string | undefined;
        body: string | undefined;
        author: ConversationAuthor | undefined;
      }
    | undefined;
  /** Undefined means nobody: Intercom's 0 and null. */
  adminAssigneeId: string | undefined;
  teamAssigneeId: string | undefined;
  tags: Tag[];
  contactIds: string[];
  /** Empty for conversations that came from a search. */
  parts: ConversationPart[];
  finParticipated: boolean;
  finResolutionState: string | undefined;
}

export interface TranscriptLine {
  /** Since the start of the call. */
  atMs: number | undefined;
  speaker: string | undefined;
  text: string;
}

export interface Call {
  id: string;
  conversationId: string | undefined;
  adminId: string | undefined;
  contactId: string | undefined;
  /** Open sets, shown as they come when unknown. */
  state: string;
  direction: string;
  callType: string;
  endedReason: string | undefined;
  phone: string | undefined;
  initiatedAtMs: number | undefined;
  answeredAtMs: number | undefined;
  endedAtMs: number | undefined;
  hasRecording: boolean;
  hasTranscript: boolean;
  /** Only from `calls.search`. */
  transcript: TranscriptLine[];
}

export interface FinVoiceCall {
  id: string;
  /** `registered`, `in-progress`, or a resolution state; anything newer is kept as it comes. */
  status: string;
  userPhoneNumber: string | undefined;
  externalCallId: string | undefined;
  intercomCallId: string | undefined;
  conversationId: string | undefined;
  summary: string | undefined;
  /** Intercom does not document the shape of an intent: each is reduced to the text found in it. */
  intents: string[];
  transcript: TranscriptLine[];
}

/** Pages through a cursor: hand `nextCursor` back to get the following page; undefined is the end. */
export interface Page<T> {
  items: T[];
  nextCursor: string | undefined;
  totalCount: number | undefined;
}

/** A contact that Intercom merged into another: what was asked for, and what now stands for it. */
export interface FoundContact {
  contact: Contact;
  /** The id that was asked for, when Intercom answered with the contact it was merged into. */
  mergedFromId: string | undefined;
}

export interface CallOptions {
  /** Ends the call, its waits and its retries. */
  signal?: AbortSignal | undefined;
  /**
   * Epoch milliseconds by which the answer is needed: the deadline of a card comes in this way. It ends the call as the
   * signal does, and lets a call that would have to wait longer for the rate limit fail at once.
   */
  deadlineAtMs?: number | undefined;
}

export type SearchFilter =
  | {
      field: string;
      operator: '=' | '!=' | 'IN' | 'NIN' | '~' | '!~' | '^' | '$' | '<' | '>' | '<=' | '>=';
      value: unknown;
    }
  | { operator: 'AND' | 'OR'; value: SearchFilter[] };

export interface SearchQuery {
  query: SearchFilter;
  /** 1 to 150. */
  perPage?: number;
  cursor?: string | undefined;
}

export interface ContactSearch extends SearchQuery {
  sort?: { field: 'created_at' | 'updated_at'; order: 'ascending' | 'descending' } | undefined;
}

export type Assignee = { type: 'admin' | 'team'; id: string } | { type: 'nobody' };

/** How Callcard is doing in a workspace, as Intercom shows it to admins. */
export type InstallStatus =
  | { state: 'OK' | 'UNKNOWN' }
  /** Somebody has to do something; `message` says what. */
  | { state: 'UNHEALTHY'; message: string; button: { label: string; url: string } | undefined };
