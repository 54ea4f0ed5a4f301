PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_jobs` (
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
	CONSTRAINT "jobs_running_is_leased" CHECK(("__new_jobs"."state" = 'running') = ("__new_jobs"."lease_owner" is not null)),
	CONSTRAINT "jobs_dead_is_out_of_line" CHECK("__new_jobs"."state" <> 'dead' or "__new_jobs"."position" is null),
	CONSTRAINT "jobs_running_is_in_line" CHECK("__new_jobs"."state" <> 'running' or "__new_jobs"."position" is not null)
);
--> statement-breakpoint
INSERT INTO `__new_jobs`("workspace_id", "job_id", "kind", "ordering_key", "position", "payload", "epoch", "state", "attempts", "created_at_ms", "run_at_ms", "claimable_at_ms", "lease_owner", "lease_expires_at_ms", "last_error", "died_at_ms") SELECT "workspace_id", "job_id", "kind", "ordering_key", "position", "payload", "epoch", "state", "attempts", "created_at_ms", "run_at_ms", "claimable_at_ms", "lease_owner", "lease_expires_at_ms", "last_error", "died_at_ms" FROM `jobs`;--> statement-breakpoint
DROP TABLE `jobs`;--> statement-breakpoint
ALTER TABLE `__new_jobs` RENAME TO `jobs`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `jobs_claimable` ON `jobs` (`workspace_id`,`claimable_at_ms`) WHERE "jobs"."claimable_at_ms" is not null;--> statement-breakpoint
CREATE INDEX `jobs_out_of_line` ON `jobs` (`workspace_id`) WHERE "jobs"."position" is null and "jobs"."state" = 'waiting';--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_line` ON `jobs` (`workspace_id`,`ordering_key`,`position`) WHERE "jobs"."position" is not null;--> statement-breakpoint
CREATE INDEX `jobs_state` ON `jobs` (`state`,`kind`,`run_at_ms`);