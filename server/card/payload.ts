import type { Region } from '../../db/ports.ts';
import { jsonBody } from '../http/json-body.ts';
import { readRegion } from '../install/regions.ts';
import { asRecord } from '../intercom/as-record.ts';

/**
 * What Intercom sends for a card in the inbox, read tolerantly: the documentation contradicts itself, so most things may
 * be missing, an id may be a number, and the person may be called `contact` or `customer`.
 * Source: Intercom, Canvas Kit reference (initialize and submit requests).
 */
export interface CardRequest {
  workspaceId: string;
  region: Region | undefined;
  /** The teammate who looks or clicks. */
  viewer: { id: string; name: string | undefined } | undefined;
  conversationId: string | undefined;
  /** `phone_call`, `email`, ...; undefined when the payload does not say. */
  sourceType: string | undefined;
  contact: PayloadContact | undefined;
  componentId: string | undefined;
  inputValues: Readonly<Record<string, unknown>>;
  storedData: Readonly<Record<string, unknown>>;
}

export interface PayloadContact {
  id: string;
  role: string | undefined;
  name: string | undefined;
  email: string | undefined;
  phone: string | undefined;
}

const MAX_ID_LENGTH = 200;

/** Undefined when the bytes are not a JSON object that names a workspace. Never throws. */
export function readPayload(body: Buffer): CardRequest | undefined {
  const payload = jsonBody(body);
  const workspaceId = id(payload?.workspace_id) ?? id(payload?.app_id);
  if (payload === undefined || workspaceId === undefined) return undefined;
  const { contact, customer, input_values: inputValues } = payload;
  const conversation = asRecord(payload.conversation);
  const admin = asRecord(payload.admin);
  const viewerId = id(admin?.id);
  const canvas = asRecord(payload.current_canvas);
  return {
    workspaceId,
    region: readRegion(words(payload.workspace_region)),
    viewer: viewerId === undefined ? undefined : { id: viewerId, name: words(admin?.name) },
    conversationId: id(conversation?.id) ?? id(asRecord(payload.context)?.conversation_id),
    sourceType: words(asRecord(conversation?.source)?.type),
    contact: readContact(contact) ?? readContact(customer) ?? firstContact(asRecord(conversation?.contacts)?.contacts),
    componentId: id(payload.component_id),
    inputValues: asRecord(inputValues) ?? {},
    storedData: asRecord(canvas?.stored_data) ?? asRecord(asRecord(canvas?.current_canvas)?.stored_data) ?? {},
  };
}

function id(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).trim();
  // Half of a surrogate pair can stand in no address, and no id of Intercom's has one.
  return text !== '' && text.length <= MAX_ID_LENGTH && text.isWellFormed() ? text : undefined;
}

function words(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}

function firstContact(contacts: unknown): PayloadContact | undefined {
  if (!Array.isArray(contacts)) return undefined;
  for (const one of contacts) {
    const contact = readContact(one);
    if (contact !== undefined) return contact;
  }
  return undefined;
}

function readContact(value: unknown): PayloadContact | undefined {
  const contact = asRecord(value);
  const contactId = id(contact?.id);
  if (contact === undefined || contactId === undefined) return undefined;
  const { role, name, email, phone } = contact;
  return { id: contactId, role: words(role), name: words(name), email: words(email), phone: words(phone) };
}
