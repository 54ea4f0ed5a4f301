import type { FactKey, KeptFact } from '../../db/mirror-ports.ts';
import type { Store } from '../../db/ports.ts';
import type { ContactState } from '../../sandbox/state/contact.ts';
import type { ConversationState } from '../../sandbox/state/conversation.ts';
import { phonesOf } from '../../server/callers/contact-phones.ts';
import { readingCountryOf } from '../../server/callers/reading-country.ts';
import { keyOf, readFact } from '../../server/mirror/fact-values.ts';
import type { Intercom } from './intercom.ts';

const AT_ONCE = 500;

/**
 * What is kept, compared with Intercom, once every notification was taken and every job is done: callers that are not
 * known, that are known and gone, and whatever is older than it is in Intercom.
 */
export async function findingsOfMirror(store: Store, { workspace, deleted }: Intercom): Promise<string[]> {
  const contacts = [...workspace.contacts.values(), ...deleted];
  const isGone = ({ id, archived, mergedIntoId }: ContactState) =>
    archived || mergedIntoId !== undefined || !workspace.contacts.has(id);
  const conversations = [...workspace.conversations.values()];
  const read = (keys: FactKey[]) => readAll(store, workspace.id, keys);
  const keptContacts = await read(contacts.map(({ id }) => keyOf('contact', id)));
  const keptConversations = await read(conversations.map(({ id }) => keyOf('conversation', id)));
  const findings = [
    ...contacts.flatMap((contact, index) =>
      (isGone(contact) ? goneFindings : contactFindings)(contact, keptContacts[index]),
    ),
    ...conversations.flatMap((conversation, index) => conversationFindings(conversation, keptConversations[index])),
    ...(await numberFindings(store, workspace.id, contacts, isGone)),
  ];
  const mirror = await store.mirrors.find({ workspaceId: workspace.id, epoch: EPOCH });
  if (mirror?.phase !== 'done') findings.push(`the first sync is ${mirror?.phase}`);
  return findings;
}

const EPOCH = 1;

async function readAll(store: Store, workspaceId: string, keys: FactKey[]): Promise<(KeptFact | undefined)[]> {
  const kept: (KeptFact | undefined)[] = [];
  for (let from = 0; from < keys.length; from += AT_ONCE) {
    const some = keys.slice(from, from + AT_ONCE);
    kept.push(...(await store.facts.read({ workspaceId, epoch: EPOCH, keys: some, nowMs: Date.now() })));
  }
  return kept;
}

const called = ({ id, name }: ContactState) => `the contact ${id} (${name})`;

function goneFindings(contact: ContactState, kept: KeptFact | undefined): string[] {
  return kept?.value === undefined ? [] : [`${called(contact)} is gone and still known`];
}

/** Whoever has a number is known, as he is now. */
function contactFindings(contact: ContactState, kept: KeptFact | undefined): string[] {
  if (phonesOf(contact.phone, undefined).length === 0) return [];
  if (kept?.value === undefined) return [`${called(contact)} is not known: ${JSON.stringify(kept)}`];
  const value = readFact('contact', kept.value);
  const { name, phone } = 'contact' in value ? value.contact : {};
  const versionMs = Math.floor(contact.updatedAtMs / 1000) * 1000;
  const isSame = name === contact.name && phone === contact.phone && kept.versionMs === versionMs;
  return isSame ? [] : [`${called(contact)} of ${versionMs} with ${contact.phone} is known as ${JSON.stringify(kept)}`];
}

/** Only what a card asked for is kept, and what is in doubt is asked for again. */
function conversationFindings(conversation: ConversationState, kept: KeptFact | undefined): string[] {
  if (kept?.value === undefined) return [];
  const { state, adminAssigneeId } = readFact('conversation', kept.value);
  const isSame = state === conversation.state && adminAssigneeId === conversation.adminAssigneeId;
  const now = `${conversation.state}, assigned to ${conversation.adminAssigneeId}`;
  return isSame ? [] : [`the conversation ${conversation.id} (${now}) is known as ${JSON.stringify(kept)}`];
}

/** Whoever has a number is found by it, and nobody who is gone is. */
async function numberFindings(
  store: Store,
  workspaceId: string,
  contacts: readonly ContactState[],
  isGone: (contact: ContactState) => boolean,
): Promise<string[]> {
  const findings: string[] = [];
  const { country } = await readingCountryOf(store.countries, workspaceId);
  for (const contact of contacts) {
    const [phoneE164] = phonesOf(contact.phone, country);
    if (phoneE164 === undefined) continue;
    const found = await store.facts.contactsByPhone({ workspaceId, epoch: EPOCH, phoneE164, limit: 1_000 });
    if (found.includes(contact.id) !== isGone(contact)) continue;
    findings.push(`${called(contact)} is ${isGone(contact) ? 'gone and still' : 'not'} found by its number`);
  }
  return findings;
}
