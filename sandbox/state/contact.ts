import type { AppliedTag } from './tag.ts';
import type { WorkspaceState } from './workspace.ts';

export interface ContactState {
  /** 24 hexadecimal digits. */
  id: string;
  role: 'user' | 'lead';
  externalId: string | undefined;
  name: string | undefined;
  email: string | undefined;
  /** Free text, as people type it. */
  phone: string | undefined;
  ownerId: string | undefined;
  createdAtMs: number;
  updatedAtMs: number;
  signedUpAtMs: number | undefined;
  lastSeenAtMs: number | undefined;
  lastRepliedAtMs: number | undefined;
  lastContactedAtMs: number | undefined;
  unsubscribedFromEmails: boolean;
  location: { city: string | undefined; region: string | undefined; country: string | undefined };
  customAttributes: Record<string, unknown>;
  tags: AppliedTag[];
  companyIds: string[];
  archived: boolean;
  blocked: boolean;
  /** Set once this contact was merged into another; it then answers 410 and is found by no search. */
  mergedIntoId: string | undefined;
}

/** Those that lists and searches show. */
export function visibleContacts(workspace: WorkspaceState): ContactState[] {
  return [...workspace.contacts.values()].filter((contact) => !contact.archived && contact.mergedIntoId === undefined);
}

/** What a person would call this contact. */
export function displayName(contact: ContactState | undefined): string {
  return contact?.name ?? contact?.email ?? contact?.phone ?? 'Unknown contact';
}

/** A user about whom nothing is known. */
export function newContact(id: string, atMs: number): ContactState {
  return {
    id,
    role: 'user',
    externalId: undefined,
    name: undefined,
    email: undefined,
    phone: undefined,
    ownerId: undefined,
    createdAtMs: atMs,
    updatedAtMs: atMs,
    signedUpAtMs: undefined,
    lastSeenAtMs: undefined,
    lastRepliedAtMs: undefined,
    lastContactedAtMs: undefined,
    unsubscribedFromEmails: false,
    location: { city: undefined, region: undefined, country: undefined },
    customAttributes: {},
    tags: [],
    companyIds: [],
    archived: false,
    blocked: false,
    mergedIntoId: undefined,
  };
}
