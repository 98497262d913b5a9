CREATE TABLE "approvals" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "approvals_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"query_hash" text NOT NULL,
	"query" jsonb NOT NULL,
	"about" jsonb NOT NULL,
	"beyond" text[] NOT NULL,
	"case_id" integer NOT NULL,
	"requested_by" integer NOT NULL,
	"requester_unit" text NOT NULL,
	"requested_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"decided_by" integer,
	"decider_unit" text,
	"decided_at" timestamp (3) with time zone,
	"is_approved" boolean,
	"used_at" timestamp (3) with time zone,
	"break_glass_reason" text
);
--> statement-breakpoint
CREATE TABLE "read_limits" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"days" integer DEFAULT 30 NOT NULL,
	"plates" integer DEFAULT 1 NOT NULL,
	"cameras" integer DEFAULT 20 NOT NULL,
	"area_km2" real DEFAULT 25 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_requested_by_people_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approvals_waiting" ON "approvals" USING btree ("expires_at");--> statement-breakpoint
INSERT INTO read_limits DEFAULT VALUES;
--> statement-breakpoint
ALTER TABLE read_limits ADD CONSTRAINT read_limits_one_row CHECK (id = 1);
--> statement-breakpoint
-- Whatever a service forgets: a second person, of another unit, decides, and nothing is used that nobody approved.
ALTER TABLE approvals
  ADD CONSTRAINT approvals_second_person CHECK (decided_by IS NULL OR decided_by <> requested_by),
  ADD CONSTRAINT approvals_other_unit CHECK (decider_unit IS NULL OR decider_unit <> requester_unit),
  ADD CONSTRAINT approvals_decided CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (is_approved IS NULL) AND (decided_by IS NULL) = (decider_unit IS NULL)),
  ADD CONSTRAINT approvals_used CHECK (used_at IS NULL OR break_glass_reason IS NOT NULL OR (is_approved AND decided_at IS NOT NULL));
--> statement-breakpoint
GRANT SELECT ON read_limits TO sightline_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON approvals TO sightline_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON approvals, read_limits TO sightline_system;
--> statement-breakpoint
ALTER TABLE approvals ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE approvals FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY whole_city ON approvals TO sightline_system USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY officers ON approvals TO sightline_app USING (asking_role() = 'officer') WITH CHECK (asking_role() = 'officer');
