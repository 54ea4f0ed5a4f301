CREATE TABLE "contact_phones" (
	"workspace_id" text collate "C" NOT NULL,
	"phone_e164" text collate "C" NOT NULL,
	"contact_id" text collate "C" NOT NULL,
	"epoch" bigint NOT NULL,
	CONSTRAINT "contact_phones_pk" PRIMARY KEY("workspace_id","phone_e164","contact_id")
);
--> statement-breakpoint
CREATE TABLE "facts" (
	"workspace_id" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"key" text collate "C" NOT NULL,
	"epoch" bigint NOT NULL,
	"value" text collate "C",
	"version_ms" bigint,
	"generation" bigint NOT NULL,
	"learned_at_ms" bigint NOT NULL,
	"learned_from" text collate "C" NOT NULL,
	"contact_id" text collate "C",
	"touched_at_ms" bigint NOT NULL,
	CONSTRAINT "facts_pk" PRIMARY KEY("workspace_id","kind","key")
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"workspace_id" text collate "C" NOT NULL,
	"job_id" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"ordering_key" text collate "C" NOT NULL,
	"position" bigint,
	"payload" text collate "C" NOT NULL,
	"epoch" bigint NOT NULL,
	"state" text collate "C" NOT NULL,
	"attempts" bigint NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"run_at_ms" bigint NOT NULL,
	"claimable_at_ms" bigint,
	"lease_owner" text collate "C",
	"lease_expires_at_ms" bigint,
	"last_error" text collate "C",
	"died_at_ms" bigint,
	CONSTRAINT "jobs_pk" PRIMARY KEY("workspace_id","job_id"),
	CONSTRAINT "jobs_running_is_leased" CHECK (("jobs"."state" = 'running') = ("jobs"."lease_owner" is not null)),
	CONSTRAINT "jobs_dead_is_out_of_line" CHECK (("jobs"."state" = 'dead') = ("jobs"."position" is null))
);
--> statement-breakpoint
CREATE TABLE "mirrors" (
	"workspace_id" text collate "C" PRIMARY KEY NOT NULL,
	"epoch" bigint NOT NULL,
	"phase" text collate "C" NOT NULL,
	"cursor" text collate "C",
	"contacts_seen" bigint NOT NULL,
	"contacts_total" bigint,
	"sync_started_at_ms" bigint,
	"sync_finished_at_ms" bigint,
	"reconciled_at_ms" bigint,
	"agreed_at_ms" bigint,
	"notified_at_ms" bigint
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"workspace_id" text collate "C" NOT NULL,
	"notification_id" text collate "C" NOT NULL,
	"received_at_ms" bigint NOT NULL,
	CONSTRAINT "notifications_pk" PRIMARY KEY("workspace_id","notification_id")
);
--> statement-breakpoint
CREATE TABLE "periodic" (
	"name" text collate "C" PRIMARY KEY NOT NULL,
	"next_at_ms" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "uninstalled_at_ms" bigint;--> statement-breakpoint
ALTER TABLE "contact_phones" ADD CONSTRAINT "contact_phones_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "facts" ADD CONSTRAINT "facts_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mirrors" ADD CONSTRAINT "mirrors_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contact_phones_contact" ON "contact_phones" USING btree ("workspace_id","contact_id");--> statement-breakpoint
CREATE INDEX "facts_contact" ON "facts" USING btree ("workspace_id","contact_id");--> statement-breakpoint
CREATE INDEX "facts_touched" ON "facts" USING btree ("touched_at_ms");--> statement-breakpoint
CREATE INDEX "jobs_claimable" ON "jobs" USING btree ("workspace_id","claimable_at_ms");--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_line" ON "jobs" USING btree ("workspace_id","ordering_key","position");--> statement-breakpoint
CREATE INDEX "jobs_state" ON "jobs" USING btree ("state","kind","run_at_ms");--> statement-breakpoint
CREATE INDEX "notifications_received_at_ms" ON "notifications" USING btree ("received_at_ms");