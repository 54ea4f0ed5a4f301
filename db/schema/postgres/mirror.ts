import { index, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import type { FactKind, SyncPhase } from '../../mirror-ports.ts';
import { integer, text } from '../postgres-columns.ts';
import { workspaces } from './workspaces.ts';

/** What Intercom told, as JSON by kind and key. A row without a value is a place for one. */
export const facts = pgTable(
  'facts',
  {
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
    kind: text('kind').$type<FactKind>().notNull(),
    key: text('key').notNull(),
    epoch: integer('epoch').notNull(),
    value: text('value'),
    versionMs: integer('version_ms'),
    generation: integer('generation').notNull(),
    learnedAtMs: integer('learned_at_ms').notNull(),
    learnedFrom: text('learned_from').$type<'read' | 'notification'>().notNull(),
    /** Whom it is about. */
    contactId: text('contact_id'),
    touchedAtMs: integer('touched_at_ms').notNull(),
  },
  (table) => [
    primaryKey({ name: 'facts_pk', columns: [table.workspaceId, table.kind, table.key] }),
    index('facts_contact').on(table.workspaceId, table.contactId),
    index('facts_touched').on(table.touchedAtMs),
  ],
);

/** By which numbers a contact is found. */
export const contactPhones = pgTable(
  'contact_phones',
  {
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
    phoneE164: text('phone_e164').notNull(),
    contactId: text('contact_id').notNull(),
    epoch: integer('epoch').notNull(),
  },
  (table) => [
    // All that is asked of a number is in it, and no row has to be read besides.
    primaryKey({
      name: 'contact_phones_pk',
      columns: [table.workspaceId, table.phoneE164, table.epoch, table.contactId],
    }),
    index('contact_phones_contact').on(table.workspaceId, table.contactId),
  ],
);

/** How well the facts of a workspace follow Intercom. */
export const mirrors = pgTable('mirrors', {
  workspaceId: text('workspace_id')
    .notNull()
    .primaryKey()
    .references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
  epoch: integer('epoch').notNull(),
  phase: text('phase').$type<SyncPhase>().notNull(),
  cursor: text('cursor'),
  contactsSeen: integer('contacts_seen').notNull(),
  contactsTotal: integer('contacts_total'),
  syncStartedAtMs: integer('sync_started_at_ms'),
  syncFinishedAtMs: integer('sync_finished_at_ms'),
  reconciledAtMs: integer('reconciled_at_ms'),
  agreedAtMs: integer('agreed_at_ms'),
  notifiedAtMs: integer('notified_at_ms'),
});
