import { z } from 'zod';
import type { Region } from '../../db/ports.ts';
import { jsonBody } from '../http/json-body.ts';
import { readRegion } from '../install/regions.ts';
import { isFilled } from '../intercom/is-filled.ts';

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
  inputValues: Record<string, unknown>;
  storedData: Record<string, unknown>;
}

export interface PayloadContact {
  id: string;
  role: string | undefined;
  name: string | undefined;
  email: string | undefined;
  phone: string | undefined;
}

const MAX_ID_LENGTH = 200;

const id = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).trim())
  .refine((value) => value !== '' && value.length <= MAX_ID_LENGTH)
  // Half of a surrogate pair can stand in no address, and no id of Intercom's has one.
  .refine((value) => value.isWellFormed())
  .optional()
  .catch(undefined);
const words = z.string().trim().refine(isFilled).optional().catch(undefined);
const record = z.record(z.string(), z.unknown()).catch({});

const contact = z
  .object({ id, role: words, type: words, name: words, email: words, phone: words })
  .optional()
  .catch(undefined);

const storedData = z.object({ stored_data: record.optional().catch(undefined) }).catch({});

const payload = z.object({
  workspace_id: id,
  app_id: id,
  workspace_region: words,
  admin: z.object({ id, name: words }).optional().catch(undefined),
  conversation: z
    .object({
      id,
      source: z.object({ type: words }).optional().catch(undefined),
      contacts: z
        .object({ contacts: z.array(contact).catch([]) })
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
  context: z.object({ conversation_id: id }).optional().catch(undefined),
  contact,
  customer: contact,
  component_id: id,
  input_values: record.optional(),
  current_canvas: z
    .object({ stored_data: record.optional().catch(undefined), current_canvas: storedData.optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/** Undefined when the bytes are not a JSON object that names a workspace. Never throws. */
export function readPayload(body: Buffer): CardRequest | undefined {
  const json = jsonBody(body);
  const parsed = payload.safeParse(json);
  if (!parsed.success) return undefined;
  const value = parsed.data;
  const workspaceId = value.workspace_id ?? value.app_id;
  if (workspaceId === undefined) return undefined;
  const canvas = value.current_canvas;
  return {
    workspaceId,
    region: readRegion(value.workspace_region),
    viewer: value.admin?.id === undefined ? undefined : { id: value.admin.id, name: value.admin.name },
    conversationId: value.conversation?.id ?? value.context?.conversation_id,
    sourceType: value.conversation?.source?.type,
    contact: [value.contact, value.customer, ...(value.conversation?.contacts?.contacts ?? [])]
      .map(readContact)
      .find((one) => one !== undefined),
    componentId: value.component_id,
    inputValues: value.input_values ?? {},
    storedData: canvas?.stored_data ?? canvas?.current_canvas?.stored_data ?? {},
  };
}

function readContact(value: z.infer<typeof contact>): PayloadContact | undefined {
  if (value?.id === undefined) return undefined;
  return { id: value.id, role: value.role, name: value.name, email: value.email, phone: value.phone };
}
