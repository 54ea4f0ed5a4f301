import type { TagTarget } from './facts.ts';

/** Which card to show. Everything a view needs to be drawn again is in here and travels in `stored_data`. */
export type View =
  | { name: 'home' }
  | { name: 'tag'; target: TagTarget; query: string; page: number }
  | { name: 'note'; draft: string }
  | { name: 'assign'; query: string; page: number }
  | { name: 'calls'; page: number }
  | { name: 'call'; callId: string; wholeTranscript: boolean; wholeLog?: true }
  | { name: 'fin'; finVoiceId: string; wholeTranscript?: true }
  /** A call that was handed to Fin, by the phone system's own id. */
  | { name: 'handed'; externalCallId: string }
  | { name: 'who'; page: number }
  | { name: 'merge'; leadId: string; userId: string }
  | { name: 'history'; page: number };

/** What a click asks to be changed: in Intercom, or of what teammates said about callers. */
export type Action =
  | { name: 'attach-tag'; target: TagTarget; tagId: string }
  | { name: 'create-tag'; target: TagTarget; tagName: string }
  | { name: 'detach-tag'; target: TagTarget; tagId: string }
  | { name: 'add-note'; text: string }
  /** `phone`: the number that the card was about. */
  | { name: 'answer-caller'; contactId: string; phone: string }
  | { name: 'forget-caller'; phone: string }
  | { name: 'merge-contacts'; leadId: string; userId: string }
  | { name: 'create-lead'; phoneE164: string }
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
  /** The card was drawn when somebody else called, or had the number. */
  | 'caller_changed'
  | 'number_taken'
  | 'not_mergeable'
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
  | { ok: true; did: 'caller-answered'; contactId: string }
  | { ok: true; did: 'caller-forgotten' }
  /** `contactId`: the user who remains. */
  | { ok: true; did: 'contacts-merged'; contactId: string }
  | { ok: true; did: 'lead-created'; contactId: string; attached: boolean }
  | { ok: false; why: FailureWhy /** Intercom's own code, where it helps. */; detail?: string };
