import type { TagTarget } from './facts.ts';

/** Which card to show. Everything a view needs to be drawn again is in here and travels in `stored_data`. */
export type View =
  | { name: 'home' }
  | { name: 'tag'; target: TagTarget; query: string; page: number }
  | { name: 'note'; draft: string }
  | { name: 'assign'; query: string; page: number }
  | { name: 'calls' }
  | { name: 'call'; callId: string; wholeTranscript: boolean }
  | { name: 'fin'; finVoiceId: string }
  | { name: 'history'; page: number };

/** What a click asks to be changed in Intercom. */
export type Action =
  | { name: 'attach-tag'; target: TagTarget; tagId: string }
  | { name: 'create-tag'; target: TagTarget; tagName: string }
  | { name: 'detach-tag'; target: TagTarget; tagId: string }
  | { name: 'add-note'; text: string }
  | { name: 'assign'; to: { type: 'admin' | 'team'; id: string } | { type: 'viewer' } | { type: 'nobody' } };

export type FailureWhy =
  /** Nothing was changed. */
  | 'forbidden'
  | 'rate_limited'
  | 'intercom_down'
  | 'timed_out'
  | 'conversation_gone'
  | 'target_gone'
  | 'disconnected'
  | 'refused'
  | 'no_viewer'
  | 'no_conversation'
  | 'no_contact'
  | 'note_empty'
  | 'note_too_long'
  | 'tag_name_empty'
  | 'store_unavailable'
  /** The same click is being worked on by another request. */
  | 'under_way'
  /** It was sent, the answer got lost, and reading back did not work either. */
  | 'unknown';

/**
 * How an action ended, in plain JSON: it is kept, so that a replay of the click gets the same answer. Things are named
 * by id; the card knows their names.
 */
export type Outcome =
  | { ok: true; did: 'tag-added' | 'tag-removed' | 'tag-created'; tagId: string; target: TagTarget }
  /** `what` is the teammate's name, empty when it is not known. */
  | { ok: true; did: 'note-added'; what: string }
  | { ok: true; did: 'assigned'; assignee: { teammateId?: string; teamId?: string } }
  | { ok: true; did: 'unassigned' }
  | { ok: false; why: FailureWhy /** Intercom's own code, where it helps. */; detail?: string };
