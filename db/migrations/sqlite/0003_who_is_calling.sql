CREATE TABLE `api_keys` (
	`workspace_id` text NOT NULL,
	`key_id` text NOT NULL,
	`secret_hash` text NOT NULL,
	`name` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`revoked_at_ms` integer,
	`last_used_at_ms` integer,
	PRIMARY KEY(`workspace_id`, `key_id`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`workspace_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_secret_hash` ON `api_keys` (`secret_hash`);--> statement-breakpoint
CREATE TABLE `caller_answers` (
	`workspace_id` text NOT NULL,
	`phone_e164` text NOT NULL,
	`contact_id` text NOT NULL,
	`admin_id` text NOT NULL,
	`answered_at_ms` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `phone_e164`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`workspace_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `caller_answers_contact` ON `caller_answers` (`workspace_id`,`contact_id`);--> statement-breakpoint
CREATE TABLE `countries` (
	`workspace_id` text PRIMARY KEY NOT NULL,
	`chosen_country` text,
	`guessed_country` text,
	`guessed_from` text,
	`guessed_at_ms` integer,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`workspace_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `handed_calls` (
	`workspace_id` text NOT NULL,
	`external_call_id` text NOT NULL,
	`source` text NOT NULL,
	`phone_e164` text NOT NULL,
	`state` text NOT NULL,
	`accepted_at_ms` integer NOT NULL,
	`registered_at_ms` integer,
	`fin_voice_id` text,
	`status` text,
	`conversation_id` text,
	`intercom_call_id` text,
	`asked_at_ms` integer,
	`asked_count` integer NOT NULL,
	`ended_at_ms` integer,
	`last_error` text,
	PRIMARY KEY(`workspace_id`, `external_call_id`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`workspace_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `handed_calls_conversation` ON `handed_calls` (`workspace_id`,`conversation_id`);--> statement-breakpoint
CREATE INDEX `handed_calls_phone` ON `handed_calls` (`workspace_id`,`phone_e164`);--> statement-breakpoint
CREATE INDEX `handed_calls_accepted_at_ms` ON `handed_calls` (`accepted_at_ms`);