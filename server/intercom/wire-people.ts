/** Teammates, teams, contacts and what hangs on a contact, as Intercom writes them. */
import { z } from 'zod';
import { asRecord } from './as-record.ts';
import type { Admin, Company, Contact, ContactNote, Me, Page, Tag, Team } from './types.ts';
import {
  asked,
  embedded,
  flag,
  id,
  idIn,
  maybe,
  maybeCount,
  maybeId,
  maybeSeconds,
  maybeText,
  maybeTime,
  pageOf,
  paging,
  readBy,
  textIn,
  word,
} from './wire.ts';

const app = z.object({ id_code: id, name: maybeText, timezone: maybeText, region: maybeText }).transform((wire) => ({
  workspaceId: wire.id_code,
  name: wire.name,
  timeZone: wire.timezone,
  region: wire.region,
}));

export const me: z.ZodType<Me> = z
  .object({ id, name: maybeText, email: maybeText, email_verified: flag, app: maybe(app) })
  .transform((wire) => ({
    id: wire.id,
    name: wire.name,
    email: wire.email,
    emailVerified: wire.email_verified,
    app: wire.app,
  }));

const admin: z.ZodType<Admin> = z
  .object({
    id,
    name: maybeText,
    email: maybeText,
    away_mode_enabled: flag,
    away_mode_reassign: flag,
    has_inbox_seat: flag,
    team_ids: embedded(id),
  })
  .transform((wire) => ({
    id: wire.id,
    name: wire.name,
    email: wire.email,
    awayModeEnabled: wire.away_mode_enabled,
    awayModeReassign: wire.away_mode_reassign,
    hasInboxSeat: wire.has_inbox_seat,
    teamIds: wire.team_ids,
  }));
export const adminList = z.object({ admins: asked(admin) }).transform((list) => list.admins);

const team: z.ZodType<Team> = z
  .object({ id, name: maybeText, admin_ids: embedded(id) })
  .transform((wire) => ({ id: wire.id, name: wire.name, adminIds: wire.admin_ids }));
export const teamList = z.object({ teams: asked(team) }).transform((list) => list.teams);

export const contact: z.ZodType<Contact> = z
  .object({
    id,
    role: word,
    name: maybeText,
    email: maybeText,
    phone: maybeText,
    external_id: maybeId,
    // Answers have Unix seconds, notifications ISO 8601.
    created_at: maybeTime,
    updated_at: maybeTime,
    last_seen_at: maybeTime,
    companies: maybe(z.object({ total_count: maybeCount })),
  })
  .transform((wire) => ({
    id: wire.id,
    role: wire.role,
    name: wire.name,
    email: wire.email,
    phone: wire.phone,
    externalId: wire.external_id,
    createdAtMs: wire.created_at,
    updatedAtMs: wire.updated_at,
    lastSeenAtMs: wire.last_seen_at,
    companyCount: wire.companies?.total_count,
  }));
export const contactPage: z.ZodType<Page<Contact>> = z
  .object({ data: asked(contact), ...paging })
  .transform((list) => pageOf(list.data, list));

const planName = z.union([z.string(), z.object({ name: maybeText }).transform((plan) => plan.name ?? '')]);
export const company: z.ZodType<Company> = z
  .object({ id, name: maybeText, plan: maybe(planName), monthly_spend: maybe(z.number()) })
  .transform((wire) => ({
    id: wire.id,
    name: wire.name,
    plan: wire.plan === '' ? undefined : wire.plan,
    monthlySpend: wire.monthly_spend,
  }));
/** Intercom's schema calls the list `companies`, its example answers call it `data`. */
export const companyList = z.union([
  z.object({ data: asked(company) }).transform((list) => list.data),
  z.object({ companies: asked(company) }).transform((list) => list.companies),
]);

/** A single tag stands even without its name: it is the answer to a change that was made. */
export const tag: z.ZodType<Tag> = z
  .object({ id, name: maybeText })
  .transform((wire) => ({ id: wire.id, name: wire.name ?? '' }));
/** In a list, a tag without a name has nothing to show or to choose. */
export function readNamedTag(value: unknown): Tag | undefined {
  const wire = asRecord(value);
  const [id, name] = [idIn(wire?.id), textIn(wire?.name)];
  return id === undefined || name === undefined ? undefined : { id, name };
}

export const tagList = z.object({ data: asked(readBy(readNamedTag)) }).transform((list) => list.data);

const note: z.ZodType<ContactNote> = z
  .object({ id, body: maybeText, author: maybe(z.object({ name: maybeText })), created_at: maybeSeconds })
  .transform((wire) => ({
    id: wire.id,
    body: wire.body ?? '',
    authorName: wire.author?.name,
    createdAtMs: wire.created_at,
  }));
export const noteList = z.object({ data: asked(note) }).transform((list) => list.data);
