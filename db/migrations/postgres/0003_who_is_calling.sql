CREATE TABLE "api_keys" (
	"workspace_id" text collate "C" NOT NULL,
	"key_id" text collate "C" NOT NULL,
	"secret_hash" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"revoked_at_ms" bigint,
	"last_used_at_ms" bigint,
	CONSTRAINT "api_keys_pk" PRIMARY KEY("workspace_id","key_id")
);
--> statement-breakpoint
CREATE TABLE "caller_answers" (
	"workspace_id" text collate "C" NOT NULL,
	"phone_e164" text collate "C" NOT NULL,
	"contact_id" text collate "C" NOT NULL,
	"admin_id" text collate "C" NOT NULL,
	"answered_at_ms" bigint NOT NULL,
	CONSTRAINT "caller_answers_pk" PRIMARY KEY("workspace_id","phone_e164")
);
--> statement-breakpoint
CREATE TABLE "countries" (
	"workspace_id" text collate "C" PRIMARY KEY NOT NULL,
	"chosen_country" text collate "C",
	"guessed_country" text collate "C",
	"guessed_from" text collate "C",
	"guessed_at_ms" bigint
);
--> statement-breakpoint
CREATE TABLE "handed_calls" (
	"workspace_id" text collate "C" NOT NULL,
	"external_call_id" text collate "C" NOT NULL,
	"source" text collate "C" NOT NULL,
	"phone_e164" text collate "C" NOT NULL,
	"state" text collate "C" NOT NULL,
	"accepted_at_ms" bigint NOT NULL,
	"registered_at_ms" bigint,
	"fin_voice_id" text collate "C",
	"status" text collate "C",
	"conversation_id" text collate "C",
	"intercom_call_id" text collate "C",
	"asked_at_ms" bigint,
	"asked_count" bigint NOT NULL,
	"ended_at_ms" bigint,
	"last_error" text collate "C",
	CONSTRAINT "handed_calls_pk" PRIMARY KEY("workspace_id","external_call_id")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "caller_answers" ADD CONSTRAINT "caller_answers_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "countries" ADD CONSTRAINT "countries_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handed_calls" ADD CONSTRAINT "handed_calls_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_secret_hash" ON "api_keys" USING btree ("secret_hash");--> statement-breakpoint
CREATE INDEX "caller_answers_contact" ON "caller_answers" USING btree ("workspace_id","contact_id");--> statement-breakpoint
CREATE INDEX "handed_calls_conversation" ON "handed_calls" USING btree ("workspace_id","conversation_id");--> statement-breakpoint
CREATE INDEX "handed_calls_phone" ON "handed_calls" USING btree ("workspace_id","phone_e164");--> statement-breakpoint
CREATE INDEX "handed_calls_accepted_at_ms" ON "handed_calls" USING btree ("accepted_at_ms");