CREATE TABLE "recovery_codes" (
	"code_hash" text NOT NULL,
	"person_id" integer NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "recovery_codes_person_id_code_hash_pk" PRIMARY KEY("person_id","code_hash")
);
--> statement-breakpoint
ALTER TABLE "city_settings" ADD COLUMN "second_factor" text DEFAULT 'enrolled' NOT NULL;--> statement-breakpoint
ALTER TABLE "city_settings" ADD COLUMN "step_up_minutes" integer DEFAULT 15 NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "totp_secret" "bytea";--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "totp_pending" "bytea";--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "totp_step" bigint;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;