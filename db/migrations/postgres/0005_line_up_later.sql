ALTER TABLE "jobs" DROP CONSTRAINT "jobs_dead_is_out_of_line";--> statement-breakpoint
DROP INDEX "jobs_claimable";--> statement-breakpoint
DROP INDEX "jobs_line";--> statement-breakpoint
CREATE INDEX "jobs_out_of_line" ON "jobs" USING btree ("workspace_id") WHERE "jobs"."position" is null and "jobs"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "jobs_claimable" ON "jobs" USING btree ("workspace_id","claimable_at_ms") WHERE "jobs"."claimable_at_ms" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_line" ON "jobs" USING btree ("workspace_id","ordering_key","position") WHERE "jobs"."position" is not null;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_running_is_in_line" CHECK ("jobs"."state" <> 'running' or "jobs"."position" is not null);--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_dead_is_out_of_line" CHECK ("jobs"."state" <> 'dead' or "jobs"."position" is null);