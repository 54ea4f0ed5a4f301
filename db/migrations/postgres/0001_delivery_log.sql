CREATE TABLE "deliveries" (
	"workspace_id" text collate "C" NOT NULL,
	"delivery_id" bigint NOT NULL,
	"received_at_ms" bigint NOT NULL,
	"route" text collate "C" NOT NULL,
	"result" text collate "C" NOT NULL,
	"status" bigint NOT NULL,
	"duration_ms" bigint NOT NULL,
	"request_id" text collate "C" NOT NULL,
	"view" text collate "C",
	"action" text collate "C",
	"outcome" text collate "C",
	"facts" text collate "C" NOT NULL,
	CONSTRAINT "deliveries_pk" PRIMARY KEY("workspace_id","delivery_id"),
	CONSTRAINT "deliveries_id_counts" CHECK ("deliveries"."delivery_id" >= 1)
);
--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;