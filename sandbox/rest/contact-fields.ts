import { z } from 'zod';
import type { ContactState } from '../state/contact.ts';
import { touch } from '../state/touch.ts';
import { idSchema, secondsSchema } from './read-body.ts';

const fields = {
  role: z.enum(['user', 'lead']).optional(),
  external_id: z.string().optional(),
  email: z.string().includes('@', { error: 'is not an email address' }).optional(),
  phone: z.string().nullish(),
  name: z.string().nullish(),
  owner_id: idSchema.nullish(),
  signed_up_at: secondsSchema.nullish(),
  last_seen_at: secondsSchema.nullish(),
  unsubscribed_from_emails: z.boolean().nullish(),
  custom_attributes: z.record(z.string(), z.unknown()).nullish(),
};

export const contactUpdateSchema = z.object(fields);

export const contactCreateSchema = z
  .object(fields)
  .refine((value) => value.email !== undefined || value.external_id !== undefined || value.role !== undefined, {
    error: 'needs at least one of email, external_id and role',
  });

export type ContactChange = z.output<typeof contactUpdateSchema>;

const ms = (seconds: number | null) => (seconds === null ? undefined : seconds * 1000);

/** What was given replaces what was there; null empties; what was left out stays. Custom attributes are merged. */
export function applyContactChange(contact: ContactState, change: ContactChange, nowMs: number): void {
  touch(contact, nowMs);
  if (change.role !== undefined) contact.role = change.role;
  if (change.external_id !== undefined) contact.externalId = change.external_id;
  if (change.email !== undefined) contact.email = change.email;
  if (change.phone !== undefined) contact.phone = change.phone ?? undefined;
  if (change.name !== undefined) contact.name = change.name ?? undefined;
  if (change.owner_id !== undefined) contact.ownerId = change.owner_id ?? undefined;
  if (change.signed_up_at !== undefined) contact.signedUpAtMs = ms(change.signed_up_at);
  if (change.last_seen_at !== undefined) contact.lastSeenAtMs = ms(change.last_seen_at);
  contact.unsubscribedFromEmails = change.unsubscribed_from_emails ?? contact.unsubscribedFromEmails;
  contact.customAttributes = { ...contact.customAttributes, ...change.custom_attributes };
}
