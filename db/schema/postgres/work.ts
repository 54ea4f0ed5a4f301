import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, uniqueIndex } from 'drizzle-orm/pg-core';
import type { JobState } from '../../job-ports.ts';
import { integer, text } from '../postgres-columns.ts';
import { workspaces } from './workspaces.ts';

/** Which notifications were taken: Intercom sends some twice. */
export const notifications = pgTable(
  'notifications',
  {
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
    notificationId: text('notification_id').notNull(),
    receivedAtMs: integer('received_at_ms').notNull(),
  },
  (table) => [
    primaryKey({ name: 'notifications_pk', columns: [table.workspaceId, table.notificationId] }),
    index('notifications_received_at_ms').on(table.receivedAtMs),
  ],
);

/**
 * `claimableAtMs` is the one column that says when a job may be taken: its time while it waits, the end of its lease
 * while it runs, null behind another job of its ordering key, when it is dead, and before it is in its line.
 *
 * A job that waits without a position is to go into its line before anybody looks at lines: so whoever takes
 * notifications need not write the index of lines, in which each of them has another page. PostgreSQL puts every job
 * into its line at once.
 */
export const jobs = pgTable(
  'jobs',
  {
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
    jobId: text('job_id').notNull(),
    kind: text('kind').notNull(),
    orderingKey: text('ordering_key').notNull(),
    /** Counts up within an ordering key; null when it is dead, and before it is in its line. */
    position: integer('position'),
    payload: text('payload').notNull(),
    epoch: integer('epoch').notNull(),
    state: text('state').$type<JobState>().notNull(),
    attempts: integer('attempts').notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
    runAtMs: integer('run_at_ms').notNull(),
    claimableAtMs: integer('claimable_at_ms'),
    leaseOwner: text('lease_owner'),
    leaseExpiresAtMs: integer('lease_expires_at_ms'),
    lastError: text('last_error'),
    diedAtMs: integer('died_at_ms'),
  },
  (table) => [
    primaryKey({ name: 'jobs_pk', columns: [table.workspaceId, table.jobId] }),
    index('jobs_claimable').on(table.workspaceId, table.claimableAtMs).where(sql`${table.claimableAtMs} is not null`),
    index('jobs_out_of_line')
      .on(table.workspaceId)
      .where(sql`${table.position} is null and ${table.state} = 'waiting'`),
    uniqueIndex('jobs_line')
      .on(table.workspaceId, table.orderingKey, table.position)
      .where(sql`${table.position} is not null`),
    index('jobs_state').on(table.state, table.kind, table.runAtMs),
    check('jobs_running_is_leased', sql`(${table.state} = 'running') = (${table.leaseOwner} is not null)`),
    check('jobs_dead_is_out_of_line', sql`${table.state} <> 'dead' or ${table.position} is null`),
    check('jobs_running_is_in_line', sql`${table.state} <> 'running' or ${table.position} is not null`),
  ],
);
