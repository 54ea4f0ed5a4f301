CREATE TABLE `clicks` (
	`workspace_id` text NOT NULL,
	`click_hash` text NOT NULL,
	`begun_at_ms` integer NOT NULL,
	`finished_at_ms` integer,
	`outcome` text,
	PRIMARY KEY(`workspace_id`, `click_hash`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`workspace_id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "clicks_finished_has_outcome" CHECK(("clicks"."finished_at_ms" is null) = ("clicks"."outcome" is null))
);
--> statement-breakpoint
CREATE INDEX `clicks_begun_at_ms` ON `clicks` (`begun_at_ms`);--> statement-breakpoint
CREATE TABLE `oauth_states` (
	`state_hash` text PRIMARY KEY NOT NULL,
	`region` text NOT NULL,
	`source` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL,
	`used_at_ms` integer,
	`found_expired_at_ms` integer,
	CONSTRAINT "oauth_states_end_once" CHECK("oauth_states"."used_at_ms" is null or "oauth_states"."found_expired_at_ms" is null)
);
--> statement-breakpoint
CREATE INDEX `oauth_states_expires_at_ms` ON `oauth_states` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `recent_tags` (
	`workspace_id` text NOT NULL,
	`admin_id` text NOT NULL,
	`tag_id` text NOT NULL,
	`used_at_ms` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `admin_id`, `tag_id`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`workspace_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `recent_tags_newest` ON `recent_tags` (`workspace_id`,`admin_id`,`used_at_ms`);--> statement-breakpoint
CREATE TABLE `workspaces` (
	`workspace_id` text PRIMARY KEY NOT NULL,
	`region` text NOT NULL,
	`name` text NOT NULL,
	`time_zone` text NOT NULL,
	`installing_admin_id` text NOT NULL,
	`installing_admin_name` text,
	`installing_admin_email` text,
	`epoch` integer NOT NULL,
	`status` text NOT NULL,
	`disconnected_reason` text,
	`disconnected_at_ms` integer,
	`sealed_token` text NOT NULL,
	`first_installed_at_ms` integer NOT NULL,
	`installed_at_ms` integer NOT NULL,
	CONSTRAINT "workspaces_epoch_counts_installs" CHECK("workspaces"."epoch" >= 1),
	CONSTRAINT "workspaces_disconnected_has_reason" CHECK(("workspaces"."status" = 'disconnected') = ("workspaces"."disconnected_reason" is not null))
);
