import { index, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import type { HandedCallState } from '../../caller-ports.ts';
import { integer, text } from '../postgres-columns.ts';
import { workspaces } from './workspaces.ts';

/** Who a number turned out to be, as a teammate said. */
export const callerAnswers = pgTable(
  'caller_answers',
  {
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
    phoneE164: text('phone_e164').notNull(),
    contactId: text('contact_id').notNull(),
    adminId: text('admin_id').notNull(),
    answeredAtMs: integer('answered_at_ms').notNull(),
  },
  (table) => [
    primaryKey({ name: 'caller_answers_pk', columns: [table.workspaceId, table.phoneE164] }),
    index('caller_answers_contact').on(table.workspaceId, table.contactId),
  ],
);

/** Calls that outside phone systems handed to Fin Voice through Callcard. */
export const handedCalls = pgTable(
  'handed_calls',
  {
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
    externalCallId: text('external_call_id').notNull(),
    source: text('source').$type<'aws_connect' | 'five9' | 'zoom_phone'>().notNull(),
    phoneE164: text('phone_e164').notNull(),
    state: text('state').$type<HandedCallState>().notNull(),
    acceptedAtMs: integer('accepted_at_ms').notNull(),
    registeredAtMs: integer('registered_at_ms'),
    finVoiceId: text('fin_voice_id'),
    status: text('status'),
    conversationId: text('conversation_id'),
    intercomCallId: text('intercom_call_id'),
    askedAtMs: integer('asked_at_ms'),
    askedCount: integer('asked_count').notNull(),
    endedAtMs: integer('ended_at_ms'),
    lastError: text('last_error'),
  },
  (table) => [
    primaryKey({ name: 'handed_calls_pk', columns: [table.workspaceId, table.externalCallId] }),
    index('handed_calls_conversation').on(table.workspaceId, table.conversationId),
    index('handed_calls_phone').on(table.workspaceId, table.phoneE164),
    index('handed_calls_accepted_at_ms').on(table.acceptedAtMs),
  ],
);
