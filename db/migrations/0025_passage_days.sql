CREATE TABLE "jurisdiction_hours" (
	"hour" timestamp (3) with time zone NOT NULL,
	"jurisdiction_id" integer NOT NULL,
	"passages" integer NOT NULL,
	"cameras" integer NOT NULL,
	CONSTRAINT "jurisdiction_hours_hour_jurisdiction_id_pk" PRIMARY KEY("hour","jurisdiction_id")
);
--> statement-breakpoint
CREATE TABLE "passage_days" (
	"camera_id" integer NOT NULL,
	"day" timestamp (3) with time zone NOT NULL,
	"jurisdiction_id" integer NOT NULL,
	"passages" integer NOT NULL,
	"hours" integer NOT NULL,
	CONSTRAINT "passage_days_day_camera_id_jurisdiction_id_pk" PRIMARY KEY("day","camera_id","jurisdiction_id")
);
--> statement-breakpoint
-- Counts change by few rows many times.
ALTER TABLE "passage_days" SET (fillfactor = 70);
--> statement-breakpoint
ALTER TABLE "jurisdiction_hours" SET (fillfactor = 70);
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['passage_days', 'jurisdiction_hours'] LOOP
    EXECUTE format('REVOKE ALL ON %I FROM sightline_app', name);
    EXECUTE format('GRANT SELECT ON %I TO sightline_app', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO sightline_system', name);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY whole_city ON %I TO sightline_system USING (true) WITH CHECK (true)', name);
  END LOOP;
END $$;
--> statement-breakpoint
-- What is the same for every row is asked once for the whole question.
CREATE POLICY in_scope ON "passage_days" FOR SELECT TO sightline_app
  USING (((SELECT every_camera()) OR (in_scope(jurisdiction_id)
      AND (current_setting('sightline.owners', true) = '*' OR EXISTS (SELECT 1 FROM cameras c WHERE c.id = camera_id))))
    AND day >= (SELECT passages_kept_from()));
--> statement-breakpoint
-- Whose cameras counted is not told apart here: who may see only some owners' reads the hours of each.
CREATE POLICY in_scope ON "jurisdiction_hours" FOR SELECT TO sightline_app
  USING ((SELECT coalesce(current_setting('sightline.owners', true) = '*', false)) AND ((SELECT every_camera()) OR in_scope(jurisdiction_id))
    AND hour >= (SELECT passages_kept_from()));
--> statement-breakpoint
DROP POLICY in_scope ON "passage_hours";
--> statement-breakpoint
CREATE POLICY in_scope ON "passage_hours" FOR SELECT TO sightline_app
  USING (((SELECT every_camera()) OR (in_scope(jurisdiction_id)
      AND (current_setting('sightline.owners', true) = '*' OR EXISTS (SELECT 1 FROM cameras c WHERE c.id = camera_id))))
    AND hour >= (SELECT passages_kept_from()));
--> statement-breakpoint
DROP POLICY under_case ON "passages";
--> statement-breakpoint
CREATE POLICY under_case ON "passages" FOR SELECT TO sightline_app
  USING ((SELECT asking_role() = 'officer' AND under_open_case())
    AND ((SELECT every_camera()) OR (in_scope(jurisdiction_id)
      AND (current_setting('sightline.owners', true) = '*' OR EXISTS (SELECT 1 FROM cameras c WHERE c.id = camera_id))))
    AND (passed_at >= (SELECT passages_kept_from()) OR held_under_case(plate, passed_at)));
--> statement-breakpoint
-- One transaction at a time changes hours: each adds what it changes to the sums, and none may wait for another in a circle.
CREATE FUNCTION await_passage_hours() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(719405);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION add_up_passage_hours() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- An hour of fewer vehicles is withheld from every sum.
  changes text := 'SELECT date_trunc(''day'', hour, ''UTC'') AS day, hour, camera_id, coalesce(jurisdiction_id, 0) AS jurisdiction_id, %1$s AS hours, CASE WHEN vehicles >= 5 THEN %1$s * passages ELSE 0 END AS passages FROM %2$s';
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    DELETE FROM passage_days;
    DELETE FROM jurisdiction_hours;
    RETURN NULL;
  END IF;
  changes := CASE TG_OP
    WHEN 'INSERT' THEN format(changes, '1', 'added')
    WHEN 'DELETE' THEN format(changes, '-1', 'removed')
    ELSE format(changes, '1', 'added') || ' UNION ALL ' || format(changes, '-1', 'removed') END;
  EXECUTE format('
    INSERT INTO passage_days AS d (day, camera_id, jurisdiction_id, passages, hours)
    SELECT day, camera_id, jurisdiction_id, sum(passages), sum(hours) FROM (%s) c GROUP BY 1, 2, 3
    HAVING sum(passages) <> 0 OR sum(hours) <> 0 ORDER BY 1, 2, 3
    ON CONFLICT (day, camera_id, jurisdiction_id) DO UPDATE SET passages = d.passages + excluded.passages, hours = d.hours + excluded.hours', changes);
  EXECUTE format('
    INSERT INTO jurisdiction_hours AS j (hour, jurisdiction_id, passages, cameras)
    SELECT hour, jurisdiction_id, sum(passages), sum(hours) FROM (%s) c GROUP BY 1, 2
    HAVING sum(passages) <> 0 OR sum(hours) <> 0 ORDER BY 1, 2
    ON CONFLICT (hour, jurisdiction_id) DO UPDATE SET passages = j.passages + excluded.passages, cameras = j.cameras + excluded.cameras', changes);
  IF TG_OP <> 'INSERT' THEN
    EXECUTE 'DELETE FROM passage_days WHERE hours = 0 AND (day, camera_id) IN (SELECT DISTINCT date_trunc(''day'', hour, ''UTC''), camera_id FROM removed)';
    EXECUTE 'DELETE FROM jurisdiction_hours WHERE cameras = 0 AND hour IN (SELECT hour FROM removed)';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER one_at_a_time BEFORE INSERT OR UPDATE OR DELETE ON "passage_hours" FOR EACH STATEMENT EXECUTE FUNCTION await_passage_hours();
--> statement-breakpoint
CREATE TRIGGER added_up AFTER INSERT ON "passage_hours" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION add_up_passage_hours();
--> statement-breakpoint
CREATE TRIGGER changed_up AFTER UPDATE ON "passage_hours" REFERENCING NEW TABLE AS added OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION add_up_passage_hours();
--> statement-breakpoint
CREATE TRIGGER taken_off AFTER DELETE ON "passage_hours" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION add_up_passage_hours();
--> statement-breakpoint
CREATE TRIGGER emptied AFTER TRUNCATE ON "passage_hours" FOR EACH STATEMENT EXECUTE FUNCTION add_up_passage_hours();
--> statement-breakpoint
SET LOCAL ROLE sightline_system;
--> statement-breakpoint
INSERT INTO passage_days (day, camera_id, jurisdiction_id, passages, hours)
SELECT date_trunc('day', hour, 'UTC'), camera_id, coalesce(jurisdiction_id, 0), coalesce(sum(passages) FILTER (WHERE vehicles >= 5), 0), count(*) FROM passage_hours GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
--> statement-breakpoint
INSERT INTO jurisdiction_hours (hour, jurisdiction_id, passages, cameras)
SELECT hour, coalesce(jurisdiction_id, 0), coalesce(sum(passages) FILTER (WHERE vehicles >= 5), 0), count(*) FROM passage_hours GROUP BY 1, 2 ORDER BY 1, 2;
--> statement-breakpoint
RESET ROLE;
