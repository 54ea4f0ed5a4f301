import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import type { ConnectionStatus, DeliveryResult, DeliveryRoute, InstallSource, Region } from '../ports.ts';
import { integer, text } from './postgres-columns.ts';

/*
 * The same tables as in sqlite.ts, where it says what they are for; a test holds the two against each other.
 */

export const workspaces = pgTable(
  'workspaces',
  {
    workspaceId: text('workspace_id').notNull().primaryKey(),
    region: text('region').$type<Region>().notNull(),
    name: text('name').notNull(),
    timeZone: text('time_zone').notNull(),
    installingAdminId: text('installing_admin_id').notNull(),
    installingAdminName: text('installing_admin_name'),
    installingAdminEmail: text('installing_admin_email'),
    epoch: integer('epoch').notNull(),
    status: text('status').$type<ConnectionStatus>().notNull(),
    disconnectedReason: text('disconnected_reason'),
    disconnectedAtMs: integer('disconnected_at_ms'),
    sealedToken: text('sealed_token').notNull(),
    firstInstalledAtMs: integer('first_installed_at_ms').notNull(),
    installedAtMs: integer('installed_at_ms').notNull(),
  },
  (table) => [
    check('workspaces_epoch_counts_installs', sql`${table.epoch} >= 1`),
    check(
      'workspaces_disconnected_has_reason',
      sql`(${table.status} = 'disconnected') = (${table.disconnectedReason} is not null)`,
    ),
  ],
);

/** No workspace id: which workspace installs is known only after the state was used. */
export const oauthStates = pgTable(
  'oauth_states',
  {
    stateHash: text('state_hash').notNull().primaryKey(),
    region: text('region').$type<Region>().notNull(),
    source: text('source').$type<InstallSource>().notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
    expiresAtMs: integer('expires_at_ms').notNull(),
    usedAtMs: integer('used_at_ms'),
    /** Once told "expired", a state stays so, even if the clock is set back. */
    foundExpiredAtMs: integer('found_expired_at_ms'),
  },
  (table) => [
    index('oauth_states_expires_at_ms').on(table.expiresAtMs),
    check('oauth_states_end_once', sql`${table.usedAtMs} is null or ${table.foundExpiredAtMs} is null`),
  ],
);

export const clicks = pgTable(
  'clicks',
  {
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
    clickHash: text('click_hash').notNull(),
    begunAtMs: integer('begun_at_ms').notNull(),
    finishedAtMs: integer('finished_at_ms'),
    outcome: text('outcome'),
  },
  (table) => [
    primaryKey({ name: 'clicks_pk', columns: [table.workspaceId, table.clickHash] }),
    index('clicks_begun_at_ms').on(table.begunAtMs),
    check('clicks_finished_has_outcome', sql`(${table.finishedAtMs} is null) = (${table.outcome} is null)`),
  ],
);

export const recentTags = pgTable(
  'recent_tags',
  {
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
    adminId: text('admin_id').notNull(),
    tagId: text('tag_id').notNull(),
    usedAtMs: integer('used_at_ms').notNull(),
  },
  (table) => [
    primaryKey({ name: 'recent_tags_pk', columns: [table.workspaceId, table.adminId, table.tagId] }),
    index('recent_tags_newest').on(table.workspaceId, table.adminId, table.usedAtMs),
  ],
);

/** A log without texts, names or tokens: `facts` is a JSON object of fact names and states. */
export const deliveries = pgTable(
  'deliveries',
  {
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
    deliveryId: integer('delivery_id').notNull(),
    receivedAtMs: integer('received_at_ms').notNull(),
    route: text('route').$type<DeliveryRoute>().notNull(),
    result: text('result').$type<DeliveryResult>().notNull(),
    status: integer('status').notNull(),
    durationMs: integer('duration_ms').notNull(),
    requestId: text('request_id').notNull(),
    view: text('view'),
    action: text('action'),
    outcome: text('outcome'),
    facts: text('facts').notNull(),
  },
  (table) => [
    primaryKey({ name: 'deliveries_pk', columns: [table.workspaceId, table.deliveryId] }),
    check('deliveries_id_counts', sql`${table.deliveryId} >= 1`),
  ],
);
