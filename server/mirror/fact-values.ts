import type { ConversationHead } from '../../canvas/facts.ts';
import type { FactKey, FactKind } from '../../db/mirror-ports.ts';
import type { Admin, Call, Company, Contact, FinVoiceCall, Tag, Team } from '../intercom/types.ts';
import type { ConversationState } from '../webhooks/change.ts';

/** What the mirror keeps of each kind. Calls and Fin Voice records have no transcript here. */
export interface FactValues {
  /** A contact, or which one it was merged into. */
  contact: { contact: Contact } | { mergedIntoId: string };
  /** Ids, in Intercom's order. */
  companies: string[];
  company: Company;
  contact_tags: Tag[];
  conversation: ConversationState;
  /** Newest first. */
  conversations: ConversationHead[];
  calls: Call[];
  fin_voice: FinVoiceCall[];
  /** When the last of them was heard of. */
  deletions: { lastAtMs: number };
  teammates: Admin[];
  teams: Team[];
  tags: Tag[];
}

export function keyOf(kind: FactKind, key = ''): FactKey {
  return { kind, key };
}

export function writeFact<Kind extends FactKind>(_kind: Kind, value: FactValues[Kind]): string {
  return JSON.stringify(value);
}

/** Only what `writeFact` wrote is ever read. */
export function readFact<Kind extends FactKind>(_kind: Kind, value: string): FactValues[Kind] {
  return JSON.parse(value) as FactValues[Kind];
}
