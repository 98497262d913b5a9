ALTER TABLE "people" ADD COLUMN "owners" text[];
--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_owners" CHECK ("owners" <@ ARRAY['public', 'enterprise', 'resident', 'unknown'] AND "owners" <> '{}');
--> statement-breakpoint
-- A transaction that does not say whose cameras it may see sees none.
CREATE FUNCTION of_owner(ownership text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(current_setting('sightline.owners', true) = '*'
    OR ownership = ANY (NULLIF(NULLIF(current_setting('sightline.owners', true), '*'), '')::text[]), false)
$$;
--> statement-breakpoint
-- Whether every camera is the asker's to see: what belongs to one need not be looked up then.
CREATE FUNCTION every_camera() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(current_setting('sightline.scope', true) = '*' AND current_setting('sightline.owners', true) = '*', false)
$$;
--> statement-breakpoint
DROP POLICY in_scope ON cameras;
--> statement-breakpoint
CREATE POLICY in_scope ON cameras TO sightline_app
  USING (in_scope(jurisdiction_id) AND of_owner(ownership)) WITH CHECK (in_scope(jurisdiction_id) AND of_owner(ownership));
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['camera_revisions', 'camera_states', 'camera_aims', 'viewsheds'] LOOP
    EXECUTE format('DROP POLICY of_camera ON %I', name);
    EXECUTE format('CREATE POLICY of_camera ON %I TO sightline_app USING (every_camera() OR EXISTS (SELECT 1 FROM cameras c WHERE c.id = camera_id))', name);
  END LOOP;
END $$;
--> statement-breakpoint
DROP POLICY under_case ON "passages";
--> statement-breakpoint
CREATE POLICY under_case ON "passages" FOR SELECT TO sightline_app
  USING (asking_role() = 'officer' AND in_scope(jurisdiction_id) AND under_open_case()
    AND (current_setting('sightline.owners', true) = '*' OR EXISTS (SELECT 1 FROM cameras c WHERE c.id = camera_id))
    AND (passed_at >= (SELECT passages_kept_from()) OR held_under_case(plate, passed_at)));
--> statement-breakpoint
DROP POLICY in_scope ON "passage_hours";
--> statement-breakpoint
CREATE POLICY in_scope ON "passage_hours" FOR SELECT TO sightline_app
  USING (in_scope(jurisdiction_id) AND hour >= (SELECT passages_kept_from())
    AND (current_setting('sightline.owners', true) = '*' OR EXISTS (SELECT 1 FROM cameras c WHERE c.id = camera_id)));
--> statement-breakpoint
GRANT SELECT ("owners") ON "people" TO sightline_app;
