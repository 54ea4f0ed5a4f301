import type { AdminState } from './admin.ts';
import type { CallState } from './call.ts';
import type { CompanyState } from './company.ts';
import type { ContactState } from './contact.ts';
import type { ConversationState } from './conversation.ts';
import type { FinVoiceCallState } from './fin-voice-call.ts';
import type { IdKind } from './next-id.ts';
import type { NoteState } from './note.ts';
import type { Region } from './region.ts';
import type { TagState } from './tag.ts';
import type { TeamState } from './team.ts';

/** Everything one Intercom workspace holds. Times are epoch milliseconds; only the wire has seconds. */
export interface WorkspaceState {
  /** Intercom's `id_code`. */
  id: string;
  /** The integer Fin Voice answers call `app_id`. */
  numericId: number;
  name: string;
  region: Region;
  /** IANA name. */
  timeZone: string;
  /** Two letters: what a phone number without a country code is read as. */
  country: 'US' | 'FR';
  createdAtMs: number;
  /** Who installs apps here, and whom `/me` therefore names. */
  installingAdminId: string;
  admins: Map<string, AdminState>;
  teams: Map<string, TeamState>;
  companies: Map<string, CompanyState>;
  contacts: Map<string, ContactState>;
  tags: Map<string, TagState>;
  notes: Map<string, NoteState>;
  conversations: Map<string, ConversationState>;
  calls: Map<string, CallState>;
  finVoiceCalls: Map<number, FinVoiceCallState>;
  lastIds: Record<IdKind, number>;
}

/** A workspace with one teammate and nothing else. */
export function emptyWorkspace(
  facts: Pick<WorkspaceState, 'id' | 'numericId' | 'name' | 'region' | 'timeZone' | 'country' | 'createdAtMs'> & {
    admin: AdminState;
  },
): WorkspaceState {
  const { admin, ...rest } = facts;
  return {
    ...rest,
    installingAdminId: admin.id,
    admins: new Map([[admin.id, admin]]),
    teams: new Map(),
    companies: new Map(),
    contacts: new Map(),
    tags: new Map(),
    notes: new Map(),
    conversations: new Map(),
    calls: new Map(),
    finVoiceCalls: new Map(),
    lastIds: {
      tag: 8_800_000,
      part: 19_000,
      note: 30,
      contact: 0,
      conversation: 215_470_000_000_100,
      message: 403_918_000,
      call: 3_822_000,
      finVoice: 12_000,
    },
  };
}
