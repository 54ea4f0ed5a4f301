/**
 * How the item of a notification becomes a `Change`. Undefined: it does not tell what it is about. Shapes differ from
 * those of the REST API here and there, as Intercom's own topics page and captured notifications show.
 */
import { asRecord } from '../intercom/as-record.ts';
import { plainId } from '../intercom/plain-id.ts';
import { call as wireCall } from '../intercom/wire-call.ts';
import { readConversation as readWireConversation } from '../intercom/wire-conversation.ts';
import { company as wireCompany, contact as wireContact, tag as wireTag } from '../intercom/wire-people.ts';
import type { Change } from './change.ts';
import { conversationState } from './conversation-state.ts';

export type Item = Readonly<Record<string, unknown>>;

const idIn = (value: unknown): string | undefined => plainId(asRecord(value)?.id);

/** What is not there may be anything; only with all of these is a thing told in full. */
const hasAll = (item: Item, keys: readonly string[]): boolean => keys.every((key) => Object.hasOwn(item, key));
const WHOLE_CONTACT = ['role', 'name', 'email', 'phone'];
const WHOLE_CONVERSATION = ['state', 'source', 'contacts', 'admin_assignee_id', 'team_assignee_id', 'tags'];

export function readContact(item: Item): (Change & { about: 'contact' }) | undefined {
  const parsed = wireContact.safeParse(item);
  if (!parsed.success || plainId(item.id) === undefined) return undefined;
  const { updatedAtMs } = parsed.data;
  // Notifications have milliseconds, answers of the API do not: compared with each other they must be alike.
  const versionMs = updatedAtMs === undefined ? undefined : Math.floor(updatedAtMs / 1000) * 1000;
  const contact = { ...parsed.data, updatedAtMs: hasAll(item, WHOLE_CONTACT) ? versionMs : undefined };
  return { about: 'contact', contact };
}

/** Without `merged_from`, as before it was introduced, it is one more update of the contact that is left. */
export function readMerge(item: Item): Change | undefined {
  const change = readContact(item);
  if (change === undefined) return undefined;
  const from = item.merged_from;
  const mergedFromId = plainId(from) ?? idIn(Array.isArray(from) ? from.find((one) => idIn(one)) : from);
  if (mergedFromId === undefined || mergedFromId === change.contact.id) return change;
  return { about: 'merge', contact: change.contact, mergedFromId };
}

export function readRemovedContact(item: Item): Change | undefined {
  const contactId = plainId(item.id);
  return contactId === undefined ? undefined : { about: 'contact_removed', contactId };
}

export function readContactTag(attached: boolean): (item: Item) => Change | undefined {
  return (item) => {
    const contactId = idIn(item.contact);
    const tag = wireTag.safeParse(item.tag);
    if (contactId === undefined || !tag.success) return undefined;
    return { about: 'contact_tag', contactId, tag: tag.data, attached };
  };
}

/** A part names its conversation; a new participant comes beside a conversation of Intercom's inner shape. */
function conversationIdIn(item: Item): string | undefined {
  const { conversation_id: named, conversation, type, id } = item;
  const inner = asRecord(conversation);
  const own = type === 'conversation_part' ? undefined : plainId(id);
  return plainId(named) ?? idIn(inner) ?? idIn(inner?.model) ?? own;
}

export function readConversation(item: Item): Change | undefined {
  if (!hasAll(item, WHOLE_CONVERSATION) || plainId(item.id) === undefined) return doubtConversation(item);
  const conversation = readWireConversation(item);
  return conversation && { about: 'conversation', conversation: conversationState(conversation) };
}

export function doubtConversation(item: Item): Change | undefined {
  return doubt(conversationIdIn(item), idIn(item.contact));
}

/** A ticket is a conversation with the same id (`ticket_id` is only the number that people see). */
export function doubtTicket(item: Item): Change | undefined {
  return doubt(idIn(item.ticket) ?? plainId(item.id), idIn(item.contact));
}

function doubt(conversationId: string | undefined, contactId: string | undefined): Change | undefined {
  if (conversationId === undefined) return undefined;
  return { about: 'conversation_part', conversationId, ...(contactId === undefined ? {} : { contactId }) };
}

export function readRemovedConversation(item: Item): Change | undefined {
  const conversationId = conversationIdIn(item);
  return conversationId === undefined ? undefined : { about: 'conversation_removed', conversationId };
}

export function readCall(item: Item): Change | undefined {
  const parsed = wireCall.safeParse(item);
  if (!parsed.success || plainId(item.id) === undefined) return undefined;
  const { conversationId } = parsed.data;
  if (conversationId !== undefined && plainId(conversationId) === undefined) return undefined;
  return { about: 'call', call: { ...parsed.data, transcript: [] } };
}

export function readCompany(item: Item): Change | undefined {
  const parsed = wireCompany.safeParse(item);
  return parsed.success && plainId(item.id) !== undefined ? { about: 'company', company: parsed.data } : undefined;
}

export function readRemovedCompany(item: Item): Change | undefined {
  const companyId = plainId(item.id);
  return companyId === undefined ? undefined : { about: 'company_removed', companyId };
}

export function readContactCompanies(item: Item): Change | undefined {
  const contactId = idIn(item.contact);
  return contactId === undefined ? undefined : { about: 'contact_companies', contactId };
}

export function doubtTeammates(): Change {
  return { about: 'teammates' };
}
