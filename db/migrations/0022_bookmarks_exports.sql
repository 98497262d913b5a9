CREATE TABLE "case_bookmarks" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "case_bookmarks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"case_id" integer NOT NULL,
	"camera_id" integer NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"to_at" timestamp (3) with time zone NOT NULL,
	"note" text NOT NULL,
	"person_id" integer NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "exports" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" integer NOT NULL,
	"camera_id" integer NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"to_at" timestamp (3) with time zone NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"problem" text,
	"progress" smallint DEFAULT 0 NOT NULL,
	"tries" smallint DEFAULT 0 NOT NULL,
	"is_masked" boolean NOT NULL,
	"approval_id" integer,
	"approved_by" text,
	"is_watermarked" boolean,
	"recorded_from" timestamp (3) with time zone,
	"recorded_to" timestamp (3) with time zone,
	"file_name" text NOT NULL,
	"sha256" text,
	"bytes" bigint,
	"original_sha256" text,
	"person_id" integer NOT NULL,
	"asked_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	CONSTRAINT "exports_approval_id_unique" UNIQUE("approval_id")
);
--> statement-breakpoint
ALTER TABLE "city_settings" ADD COLUMN "exports_per_day" integer DEFAULT 20 NOT NULL;--> statement-breakpoint
ALTER TABLE "case_bookmarks" ADD CONSTRAINT "case_bookmarks_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_bookmarks" ADD CONSTRAINT "case_bookmarks_camera_id_cameras_id_fk" FOREIGN KEY ("camera_id") REFERENCES "public"."cameras"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_bookmarks" ADD CONSTRAINT "case_bookmarks_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_camera_id_cameras_id_fk" FOREIGN KEY ("camera_id") REFERENCES "public"."cameras"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_approval_id_approvals_id_fk" FOREIGN KEY ("approval_id") REFERENCES "public"."approvals"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_bookmarks_case" ON "case_bookmarks" USING btree ("case_id","from_at");--> statement-breakpoint
CREATE INDEX "case_bookmarks_person" ON "case_bookmarks" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "exports_case" ON "exports" USING btree ("case_id","asked_at");--> statement-breakpoint
CREATE INDEX "exports_person" ON "exports" USING btree ("person_id","asked_at");--> statement-breakpoint
CREATE INDEX "exports_state" ON "exports" USING btree ("state","asked_at");
--> statement-breakpoint
ALTER TABLE "city_settings" ADD CONSTRAINT "city_settings_exports_per_day" CHECK ("exports_per_day" >= 0);
--> statement-breakpoint
ALTER TABLE "case_bookmarks" ADD CONSTRAINT "case_bookmarks_span" CHECK ("to_at" > "from_at" AND "to_at" - "from_at" <= interval '10 minutes');
--> statement-breakpoint
-- Whatever a service forgets: nothing sharp without somebody who agreed, and nothing done without its hash.
ALTER TABLE "exports"
  ADD CONSTRAINT "exports_span" CHECK ("to_at" > "from_at" AND "to_at" - "from_at" <= interval '10 minutes'),
  ADD CONSTRAINT "exports_approved" CHECK ("is_masked" = ("approved_by" IS NULL) AND ("approval_id" IS NULL OR NOT "is_masked")),
  ADD CONSTRAINT "exports_watermarked" CHECK (NOT "is_masked" OR coalesce("is_watermarked", true)),
  ADD CONSTRAINT "exports_done" CHECK ("state" <> 'done' OR ("sha256" IS NOT NULL AND "bytes" IS NOT NULL AND "expires_at" IS NOT NULL)),
  ADD CONSTRAINT "exports_failed" CHECK (("state" = 'failed') = ("problem" IS NOT NULL));
--> statement-breakpoint
-- A request asks for an export; Sightline itself makes it and says what became of it.
GRANT SELECT, INSERT ON "exports" TO sightline_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "case_bookmarks" TO sightline_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "case_bookmarks", "exports" TO sightline_system;
--> statement-breakpoint
-- Both belong to a case and to a camera: who may see both may see them.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['case_bookmarks', 'exports'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY whole_city ON %I TO sightline_system USING (true) WITH CHECK (true)', name);
    EXECUTE format('CREATE POLICY of_case_and_camera ON %I TO sightline_app
      USING (asking_role() = ''officer'' AND EXISTS (SELECT 1 FROM cases c WHERE c.id = case_id) AND EXISTS (SELECT 1 FROM cameras c WHERE c.id = camera_id))
      WITH CHECK (asking_role() = ''officer'' AND EXISTS (SELECT 1 FROM cases c WHERE c.id = case_id) AND EXISTS (SELECT 1 FROM cameras c WHERE c.id = camera_id))', name);
  END LOOP;
END $$;
--> statement-breakpoint
-- Whoever marked or asked for a stretch of recording that the asker may see is known by name.
CREATE POLICY of_recording ON people FOR SELECT TO sightline_app USING (
  EXISTS (SELECT 1 FROM case_bookmarks b WHERE b.person_id = people.id) OR EXISTS (SELECT 1 FROM exports e WHERE e.person_id = people.id));
