CREATE TABLE `deliveries` (
	`workspace_id` text NOT NULL,
	`delivery_id` integer NOT NULL,
	`received_at_ms` integer NOT NULL,
	`route` text NOT NULL,
	`result` text NOT NULL,
	`status` integer NOT NULL,
	`duration_ms` integer NOT NULL,
	`request_id` text NOT NULL,
	`view` text,
	`action` text,
	`outcome` text,
	`facts` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `delivery_id`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`workspace_id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "deliveries_id_counts" CHECK("deliveries"."delivery_id" >= 1)
);
