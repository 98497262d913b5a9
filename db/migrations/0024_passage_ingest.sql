CREATE TABLE "camera_delays" (
	"camera_id" integer NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"least_ms" bigint NOT NULL,
	CONSTRAINT "camera_delays_camera_id_hour_pk" PRIMARY KEY("camera_id","hour")
);
--> statement-breakpoint
CREATE TABLE "passage_source_days" (
	"source_id" integer NOT NULL,
	"day" date NOT NULL,
	"read" bigint NOT NULL,
	"accepted" bigint NOT NULL,
	"duplicates" bigint NOT NULL,
	"refused" bigint NOT NULL,
	"dropped" bigint NOT NULL,
	CONSTRAINT "passage_source_days_source_id_day_pk" PRIMARY KEY("source_id","day")
);
--> statement-breakpoint
CREATE TABLE "passage_sources" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "passage_sources_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"key_hash" text,
	"device_id" text,
	"secret" "bytea",
	"jurisdiction_id" integer,
	"is_active" boolean DEFAULT true NOT NULL,
	"seen_at" timestamp (3) with time zone,
	"problem" text,
	"problem_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "passage_sources_name_unique" UNIQUE("name"),
	CONSTRAINT "passage_sources_key_hash_unique" UNIQUE("key_hash"),
	CONSTRAINT "passage_sources_device_id_unique" UNIQUE("device_id")
);
--> statement-breakpoint
CREATE TABLE "plates" (
	"plate" text PRIMARY KEY NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "plates_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"first_day" date NOT NULL,
	"last_day" date NOT NULL,
	CONSTRAINT "plates_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "stale_hours" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "stale_hours_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"hour" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "passages" ADD COLUMN "plate_colour" text;--> statement-breakpoint
ALTER TABLE "passages" ADD COLUMN "vehicle_brand" text;--> statement-breakpoint
ALTER TABLE "passages" ADD COLUMN "reliability" smallint;--> statement-breakpoint
ALTER TABLE "passages" ADD COLUMN "char_reliability" smallint[];--> statement-breakpoint
ALTER TABLE "passages" ADD COLUMN "claims" text[];--> statement-breakpoint
ALTER TABLE "passages" ADD COLUMN "plate_image" text;--> statement-breakpoint
ALTER TABLE "passages" ADD COLUMN "scene_image" text;--> statement-breakpoint
ALTER TABLE "passages" ADD COLUMN "passage_source" integer;--> statement-breakpoint
ALTER TABLE "camera_delays" ADD CONSTRAINT "camera_delays_camera_id_cameras_id_fk" FOREIGN KEY ("camera_id") REFERENCES "public"."cameras"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passage_source_days" ADD CONSTRAINT "passage_source_days_source_id_passage_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."passage_sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passage_sources" ADD CONSTRAINT "passage_sources_jurisdiction_id_jurisdictions_id_fk" FOREIGN KEY ("jurisdiction_id") REFERENCES "public"."jurisdictions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "camera_delays_hour" ON "camera_delays" USING btree ("hour");--> statement-breakpoint
CREATE INDEX "plates_last_day" ON "plates" USING btree ("last_day");--> statement-breakpoint
CREATE INDEX "passages_passed_at" ON "passages" USING brin ("passed_at");
--> statement-breakpoint
ALTER TABLE "passage_sources" ADD CONSTRAINT "passage_sources_proof" CHECK (
  ("kind" = 'key' AND "key_hash" IS NOT NULL AND "device_id" IS NULL) OR ("kind" = 'viid' AND "device_id" IS NOT NULL AND "secret" IS NOT NULL AND "key_hash" IS NULL));
--> statement-breakpoint
ALTER TABLE "passage_source_days" ADD CONSTRAINT "passage_source_days_sum" CHECK ("read" = "accepted" + "duplicates" + "refused");
--> statement-breakpoint
-- Whoever stores passages owns no table, and a day's partition is made when its first passage comes.
CREATE FUNCTION ensure_passage_day(day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE name text := 'passages_' || to_char(day, 'YYYY_MM_DD');
BEGIN
  IF to_regclass(name) IS NOT NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(719403);
  EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF passages FOR VALUES FROM (%L) TO (%L)',
    name, day::text || 'T00:00:00Z', (day + 1)::text || 'T00:00:00Z');
END $$;
--> statement-breakpoint
-- Days that the purge has emptied: each costs every question that does not name a day some planning.
CREATE FUNCTION drop_empty_passage_days(before date) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  name text;
  is_used boolean;
  dropped integer := 0;
BEGIN
  FOR name IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'passages'::regclass AND c.relname ~ '^passages_\d{4}_\d\d_\d\d$' AND to_date(right(c.relname, 10), 'YYYY_MM_DD') < before LOOP
    EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', name);
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', name) INTO is_used;
    IF NOT is_used THEN
      EXECUTE format('DROP TABLE %I', name);
      dropped := dropped + 1;
    END IF;
  END LOOP;
  RETURN dropped;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION ensure_passage_day, drop_empty_passage_days FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION ensure_passage_day, drop_empty_passage_days TO sightline_system;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['plates', 'stale_hours', 'camera_delays', 'passage_sources', 'passage_source_days'] LOOP
    EXECUTE format('REVOKE ALL ON %I FROM sightline_app', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO sightline_system', name);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY whole_city ON %I TO sightline_system USING (true) WITH CHECK (true)', name);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT ON camera_delays TO sightline_app;
--> statement-breakpoint
CREATE POLICY of_camera ON camera_delays FOR SELECT TO sightline_app USING (every_camera() OR EXISTS (SELECT 1 FROM cameras c WHERE c.id = camera_id));
--> statement-breakpoint
-- Plates are compared as bytes: indexes on them are smaller work by far than in the order of any language.
DROP POLICY under_case ON "passages";
--> statement-breakpoint
ALTER TABLE "passages" ALTER COLUMN "plate" TYPE text COLLATE "C", ALTER COLUMN "source_id" TYPE text COLLATE "C";
--> statement-breakpoint
ALTER TABLE "plates" ALTER COLUMN "plate" TYPE text COLLATE "C";
--> statement-breakpoint
ALTER TABLE "case_vehicles" ALTER COLUMN "plate" TYPE text COLLATE "C";
--> statement-breakpoint
CREATE POLICY under_case ON "passages" FOR SELECT TO sightline_app
  USING (asking_role() = 'officer' AND in_scope(jurisdiction_id) AND under_open_case()
    AND (current_setting('sightline.owners', true) = '*' OR EXISTS (SELECT 1 FROM cameras c WHERE c.id = camera_id))
    AND (passed_at >= (SELECT passages_kept_from()) OR held_under_case(plate, passed_at)));
--> statement-breakpoint
SET LOCAL ROLE sightline_system;
--> statement-breakpoint
INSERT INTO plates (plate, first_day, last_day)
SELECT plate, min((passed_at AT TIME ZONE 'UTC')::date), max((passed_at AT TIME ZONE 'UTC')::date) FROM passages GROUP BY plate ORDER BY plate;
--> statement-breakpoint
RESET ROLE;
