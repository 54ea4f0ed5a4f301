CREATE TABLE `contact_phones` (
	`workspace_id` text NOT NULL,
	`phone_e164` text NOT NULL,
	`contact_id` text NOT NULL,
	`epoch` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `phone_e164`, `contact_id`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`workspace_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `contact_phones_contact` ON `contact_phones` (`workspace_id`,`contact_id`);--> statement-breakpoint
CREATE TABLE `facts` (
	`workspace_id` text NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`epoch` integer NOT NULL,
	`value` text,
	`version_ms` integer,
	`generation` integer NOT NULL,
	`learned_at_ms` integer NOT NULL,
	`learned_from` text NOT NULL,
	`contact_id` text,
	`touched_at_ms` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `kind`, `key`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`workspace_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `facts_contact` ON `facts` (`workspace_id`,`contact_id`);--> statement-breakpoint
CREATE INDEX `facts_touched` ON `facts` (`touched_at_ms`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`workspace_id` text NOT NULL,
	`job_id` text NOT NULL,
	`kind` text NOT NULL,
	`ordering_key` text NOT NULL,
	`position` integer,
	`payload` text NOT NULL,
	`epoch` integer NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`run_at_ms` integer NOT NULL,
	`claimable_at_ms` integer,
	`lease_owner` text,
	`lease_expires_at_ms` integer,
	`last_error` text,
	`died_at_ms` integer,
	PRIMARY KEY(`workspace_id`, `job_id`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`workspace_id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "jobs_running_is_leased" CHECK(("jobs"."state" = 'running') = ("jobs"."lease_owner" is not null)),
	CONSTRAINT "jobs_dead_is_out_of_line" CHECK(("jobs"."state" = 'dead') = ("jobs"."position" is null))
);
--> statement-breakpoint
CREATE INDEX `jobs_claimable` ON `jobs` (`workspace_id`,`claimable_at_ms`);--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_line` ON `jobs` (`workspace_id`,`ordering_key`,`position`);--> statement-breakpoint
CREATE INDEX `jobs_state` ON `jobs` (`state`,`kind`,`run_at_ms`);--> statement-breakpoint
CREATE TABLE `mirrors` (
	`workspace_id` text PRIMARY KEY NOT NULL,
	`epoch` integer NOT NULL,
	`phase` text NOT NULL,
	`cursor` text,
	`contacts_seen` integer NOT NULL,
	`contacts_total` integer,
	`sync_started_at_ms` integer,
	`sync_finished_at_ms` integer,
	`reconciled_at_ms` integer,
	`agreed_at_ms` integer,
	`notified_at_ms` integer,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`workspace_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `notifications` (
	`workspace_id` text NOT NULL,
	`notification_id` text NOT NULL,
	`received_at_ms` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `notification_id`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`workspace_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `notifications_received_at_ms` ON `notifications` (`received_at_ms`);--> statement-breakpoint
CREATE TABLE `periodic` (
	`name` text PRIMARY KEY NOT NULL,
	`next_at_ms` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `workspaces` ADD `uninstalled_at_ms` integer;