import type { FactKind } from '../../db/mirror-ports.ts';

/** A contact of the model. Times are epoch milliseconds; answers have whole seconds of them. */
export interface Person {
  id: string;
  role: 'user' | 'lead';
  name: string;
  email: string | undefined;
  phone: string | undefined;
  createdAtMs: number;
  updatedAtMs: number;
  archived: boolean;
  tagIds: Set<string>;
  companyIds: Set<string>;
}

export interface Talk {
  id: string;
  title: string;
  state: 'open' | 'closed' | 'snoozed';
  contactId: string;
  adminId: string | undefined;
  teamId: string | undefined;
  tagIds: Set<string>;
  createdAtMs: number;
  updatedAtMs: number;
  notes: string[];
}

export interface PhoneCall {
  id: string;
  conversationId: string;
  contactId: string;
  phone: string;
  startedAtMs: number;
  answeredAtMs: number | undefined;
  endedAtMs: number | undefined;
  hasRecording: boolean;
}

export interface FinRecord {
  id: number;
  conversationId: string;
  status: 'registered' | 'in-progress' | 'assumed_resolution';
  summary: string | undefined;
}

/** One workspace as Intercom has it. Ids are the same in all of them; whatever can be read names its workspace. */
export interface ModelWorkspace {
  readonly id: string;
  /** Counts up with everything that is written, so that of two contents it can be told which is newer. */
  lastSerial: number;
  /** Whether Callcard is installed, as Intercom sees it. */
  installed: boolean;
  liveTokens: Set<string>;
  contacts: Map<string, Person>;
  /** Contacts that were merged away, and into whom. */
  merged: Map<string, string>;
  conversations: Map<string, Talk>;
  calls: Map<string, PhoneCall>;
  fin: Map<number, FinRecord>;
  companies: Map<string, string>;
  tags: Map<string, string>;
  /** Teammates, and whether each is away. */
  admins: Map<string, { name: string; away: boolean }>;
  /** Every note that was ever written, in whatever conversation. */
  notes: string[];
}

export const WORKSPACE_IDS = ['acme', 'borea', 'corax'] as const;
const MARKS = /\b(acme|borea|corax)-(\d+)/g;

/** New words that name their workspace. */
export function newWords(workspace: ModelWorkspace, word: string): string {
  workspace.lastSerial += 1;
  return `${word} ${workspace.id}-${workspace.lastSerial}`;
}

/** Every workspace whose content is in this text. */
export function namedIn(text: string): Set<string> {
  return new Set([...text.matchAll(MARKS)].map(([, name]) => name ?? ''));
}

/** How new the content in this text is; undefined where there is none. */
export function serialIn(text: string): number | undefined {
  const serials = [...text.matchAll(MARKS)].map(([, , serial]) => Number(serial));
  return serials.length === 0 ? undefined : Math.max(...serials);
}

export const PHONES = ['+14155550100', '+442079460101', '+33123456789'] as const;
export const TEAMS = ['t1', 't2'] as const;

/** As it is before anything happens: two contacts, of whom one has a number, and a conversation of each. */
export function newWorkspace(id: string, atMs: number): ModelWorkspace {
  const workspace: ModelWorkspace = {
    ...{ id, lastSerial: 0, installed: false, liveTokens: new Set() },
    ...{ contacts: new Map(), merged: new Map(), conversations: new Map(), calls: new Map(), fin: new Map() },
    ...{ companies: new Map(), tags: new Map(), admins: new Map(), notes: [] },
  };
  for (const adminId of ['1', '2']) workspace.admins.set(adminId, { name: newWords(workspace, 'Ada'), away: false });
  for (const tagId of ['1', '2']) workspace.tags.set(tagId, newWords(workspace, 'tag'));
  for (const companyId of ['1', '2']) workspace.companies.set(companyId, newWords(workspace, 'Firm'));
  for (const contactId of ['1', '2']) {
    addPerson(workspace, contactId, atMs).companyIds.add(contactId);
    addTalk(workspace, contactId, contactId, atMs - Number(contactId) * 1_000);
  }
  return workspace;
}

export function addPerson(workspace: ModelWorkspace, id: string, atMs: number): Person {
  const person: Person = {
    ...{ id, role: 'user', name: newWords(workspace, 'Jo'), email: undefined },
    phone: id === '1' ? PHONES[0] : undefined,
    ...{ createdAtMs: wholeSecond(atMs), updatedAtMs: atMs, archived: false },
    ...{ tagIds: new Set(), companyIds: new Set() },
  };
  workspace.contacts.set(id, person);
  return person;
}

export function addTalk(workspace: ModelWorkspace, id: string, contactId: string, atMs: number): Talk {
  const talk: Talk = {
    ...{ id, title: newWords(workspace, 'Question'), state: 'open', contactId },
    ...{ adminId: undefined, teamId: undefined, tagIds: new Set(), notes: [] },
    ...{ createdAtMs: wholeSecond(atMs), updatedAtMs: atMs },
  };
  workspace.conversations.set(id, talk);
  return talk;
}

export const wholeSecond = (ms: number): number => Math.floor(ms / 1000) * 1000;

/** A fact of the mirror that a change makes untrue, and whether a reconcile finds out when nobody tells. */
export interface Touched {
  kind: FactKind;
  key: string;
  isReconciled: boolean;
}
