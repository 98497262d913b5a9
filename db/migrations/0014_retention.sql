CREATE TABLE "case_vehicles" (
	"case_id" integer NOT NULL,
	"plate" text NOT NULL,
	"kept_from" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "case_vehicles_case_id_plate_pk" PRIMARY KEY("case_id","plate")
);
--> statement-breakpoint
CREATE TABLE "purge_runs" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "purge_runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "city_settings" ALTER COLUMN "audit_days" SET DEFAULT 731;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "held_from" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "case_vehicles" ADD CONSTRAINT "case_vehicles_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_vehicles_plate" ON "case_vehicles" USING btree ("plate");--> statement-breakpoint
UPDATE "city_settings" SET "audit_days" = greatest("audit_days", 731);
--> statement-breakpoint
ALTER TABLE "city_settings"
  ADD CONSTRAINT "city_settings_passage_days" CHECK ("passage_days" >= 1),
  ADD CONSTRAINT "city_settings_audit_24_months" CHECK ("audit_days" >= 731);
--> statement-breakpoint
-- Anything older is not read by anybody, whether or not the purge has been at it.
CREATE FUNCTION passages_kept_from() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT now() - make_interval(days => coalesce((SELECT passage_days FROM city_settings), 90))
$$;
--> statement-breakpoint
-- Whether a hold of the case that the transaction named keeps this passage.
CREATE FUNCTION held_under_case(vehicle text, passed timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM case_vehicles v JOIN cases c ON c.id = v.case_id
    WHERE c.id = NULLIF(current_setting('sightline.case', true), '')::int AND c.held_from IS NOT NULL
      AND v.plate = vehicle AND passed >= greatest(c.held_from, v.kept_from))
$$;
--> statement-breakpoint
GRANT SELECT, INSERT ON "case_vehicles" TO sightline_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "case_vehicles", "purge_runs" TO sightline_system;
--> statement-breakpoint
ALTER TABLE "case_vehicles" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "case_vehicles" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY whole_city ON "case_vehicles" TO sightline_system USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY of_case ON "case_vehicles" TO sightline_app
  USING (asking_role() = 'officer' AND EXISTS (SELECT 1 FROM cases c WHERE c.id = case_id))
  WITH CHECK (asking_role() = 'officer' AND EXISTS (SELECT 1 FROM cases c WHERE c.id = case_id));
--> statement-breakpoint
DROP POLICY under_case ON "passages";
--> statement-breakpoint
CREATE POLICY under_case ON "passages" FOR SELECT TO sightline_app
  USING (asking_role() = 'officer' AND in_scope(jurisdiction_id) AND under_open_case()
    AND (passed_at >= (SELECT passages_kept_from()) OR held_under_case(plate, passed_at)));
--> statement-breakpoint
DROP POLICY in_scope ON "passage_hours";
--> statement-breakpoint
CREATE POLICY in_scope ON "passage_hours" FOR SELECT TO sightline_app
  USING (in_scope(jurisdiction_id) AND hour >= (SELECT passages_kept_from()));
