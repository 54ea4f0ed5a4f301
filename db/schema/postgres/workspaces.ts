import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ConnectionStatus, ConsentSource, Region } from '../../ports.ts';
import { integer, text } from '../postgres-columns.ts';

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
    uninstalledAtMs: integer('uninstalled_at_ms'),
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
    source: text('source').$type<ConsentSource>().notNull(),
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

/** Keys to Callcard's own API: only what tells a key when it is given, never the key. */
export const apiKeys = pgTable(
  'api_keys',
  {
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
    keyId: text('key_id').notNull(),
    secretHash: text('secret_hash').notNull(),
    name: text('name').notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
    revokedAtMs: integer('revoked_at_ms'),
    lastUsedAtMs: integer('last_used_at_ms'),
  },
  (table) => [
    primaryKey({ name: 'api_keys_pk', columns: [table.workspaceId, table.keyId] }),
    uniqueIndex('api_keys_secret_hash').on(table.secretHash),
  ],
);

/** The country that numbers without a country code are read in. */
export const countries = pgTable('countries', {
  workspaceId: text('workspace_id')
    .notNull()
    .primaryKey()
    .references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
  chosenCountry: text('chosen_country'),
  guessedCountry: text('guessed_country'),
  guessedFrom: text('guessed_from').$type<'contacts' | 'time_zone'>(),
  guessedAtMs: integer('guessed_at_ms'),
});

/** No workspace id: whose turn it is to do what is to be done once in a while. */
export const periodic = pgTable('periodic', {
  name: text('name').notNull().primaryKey(),
  nextAtMs: integer('next_at_ms').notNull(),
});
