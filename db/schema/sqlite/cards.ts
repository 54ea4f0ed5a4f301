import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { DeliveryResult, DeliveryRoute } from '../../ports.ts';
import { workspaces } from './workspaces.ts';

export const clicks = sqliteTable(
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

export const recentTags = sqliteTable(
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
export const deliveries = sqliteTable(
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
