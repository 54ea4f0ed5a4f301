import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, uniqueIndex } from 'drizzle-orm/pg-core';
import type { HandedCallState } from '../caller-ports.ts';
import type { JobState } from '../job-ports.ts';
import type { FactKind, SyncPhase } from '../mirror-ports.ts';
import type { ConnectionStatus, ConsentSource, DeliveryResult, DeliveryRoute, Region } from '../ports.ts';
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
 * while it runs, null behind another job of its ordering key and when it is dead.
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
    /** Counts up within an ordering key; null when dead. */
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
    index('jobs_claimable').on(table.workspaceId, table.claimableAtMs),
    uniqueIndex('jobs_line').on(table.workspaceId, table.orderingKey, table.position),
    index('jobs_state').on(table.state, table.kind, table.runAtMs),
    check('jobs_running_is_leased', sql`(${table.state} = 'running') = (${table.leaseOwner} is not null)`),
    check('jobs_dead_is_out_of_line', sql`(${table.state} = 'dead') = (${table.position} is null)`),
  ],
);

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

/** No workspace id: whose turn it is to do what is to be done once in a while. */
export const periodic = pgTable('periodic', {
  name: text('name').notNull().primaryKey(),
  nextAtMs: integer('next_at_ms').notNull(),
});

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
