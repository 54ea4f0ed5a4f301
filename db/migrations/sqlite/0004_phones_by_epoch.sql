PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_contact_phones` (
	`workspace_id` text NOT NULL,
	`phone_e164` text NOT NULL,
	`contact_id` text NOT NULL,
	`epoch` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `phone_e164`, `epoch`, `contact_id`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`workspace_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_contact_phones`("workspace_id", "phone_e164", "contact_id", "epoch") SELECT "workspace_id", "phone_e164", "contact_id", "epoch" FROM `contact_phones`;--> statement-breakpoint
DROP TABLE `contact_phones`;--> statement-breakpoint
ALTER TABLE `__new_contact_phones` RENAME TO `contact_phones`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `contact_phones_contact` ON `contact_phones` (`workspace_id`,`contact_id`);