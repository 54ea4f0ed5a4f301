ALTER TABLE "contact_phones" DROP CONSTRAINT "contact_phones_pk";
--> statement-breakpoint
ALTER TABLE "contact_phones" ADD CONSTRAINT "contact_phones_pk" PRIMARY KEY("workspace_id","phone_e164","epoch","contact_id");