CREATE TABLE "clicks" (
	"workspace_id" text collate "C" NOT NULL,
	"click_hash" text collate "C" NOT NULL,
	"begun_at_ms" bigint NOT NULL,
	"finished_at_ms" bigint,
	"outcome" text collate "C",
	CONSTRAINT "clicks_pk" PRIMARY KEY("workspace_id","click_hash"),
	CONSTRAINT "clicks_finished_has_outcome" CHECK (("clicks"."finished_at_ms" is null) = ("clicks"."outcome" is null))
);
--> statement-breakpoint
CREATE TABLE "oauth_states" (
	"state_hash" text collate "C" PRIMARY KEY NOT NULL,
	"region" text collate "C" NOT NULL,
	"source" text collate "C" NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"expires_at_ms" bigint NOT NULL,
	"used_at_ms" bigint,
	"found_expired_at_ms" bigint,
	CONSTRAINT "oauth_states_end_once" CHECK ("oauth_states"."used_at_ms" is null or "oauth_states"."found_expired_at_ms" is null)
);
--> statement-breakpoint
CREATE TABLE "recent_tags" (
	"workspace_id" text collate "C" NOT NULL,
	"admin_id" text collate "C" NOT NULL,
	"tag_id" text collate "C" NOT NULL,
	"used_at_ms" bigint NOT NULL,
	CONSTRAINT "recent_tags_pk" PRIMARY KEY("workspace_id","admin_id","tag_id")
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"workspace_id" text collate "C" PRIMARY KEY NOT NULL,
	"region" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"time_zone" text collate "C" NOT NULL,
	"installing_admin_id" text collate "C" NOT NULL,
	"installing_admin_name" text collate "C",
	"installing_admin_email" text collate "C",
	"epoch" bigint NOT NULL,
	"status" text collate "C" NOT NULL,
	"disconnected_reason" text collate "C",
	"disconnected_at_ms" bigint,
	"sealed_token" text collate "C" NOT NULL,
	"first_installed_at_ms" bigint NOT NULL,
	"installed_at_ms" bigint NOT NULL,
	CONSTRAINT "workspaces_epoch_counts_installs" CHECK ("workspaces"."epoch" >= 1),
	CONSTRAINT "workspaces_disconnected_has_reason" CHECK (("workspaces"."status" = 'disconnected') = ("workspaces"."disconnected_reason" is not null))
);
--> statement-breakpoint
ALTER TABLE "clicks" ADD CONSTRAINT "clicks_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recent_tags" ADD CONSTRAINT "recent_tags_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clicks_begun_at_ms" ON "clicks" USING btree ("begun_at_ms");--> statement-breakpoint
CREATE INDEX "oauth_states_expires_at_ms" ON "oauth_states" USING btree ("expires_at_ms");--> statement-breakpoint
CREATE INDEX "recent_tags_newest" ON "recent_tags" USING btree ("workspace_id","admin_id","used_at_ms");