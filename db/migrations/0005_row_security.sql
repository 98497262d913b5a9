-- Two roles that own nothing. sightline_app: requests on somebody's behalf, kept by policies to what they may see.
-- sightline_system: sign-in, jobs, and what is counted from everybody's cameras.
DO $$ BEGIN
  CREATE ROLE sightline_system NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
GRANT sightline_app TO sightline_system;
--> statement-breakpoint
GRANT sightline_app, sightline_system TO CURRENT_USER;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO sightline_app, sightline_system;
--> statement-breakpoint
-- Tables to come: what requests may read is granted one by one, with its policy.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO sightline_system;
--> statement-breakpoint
-- Partitions are reached through their table, where the policy is.
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('audit', 'audit_head', 'spatial_ref_sys') LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO sightline_system', name);
    IF name !~ '^passages_' THEN EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO sightline_app', name); END IF;
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT ON audit, audit_head, spatial_ref_sys TO sightline_system;
--> statement-breakpoint
GRANT SELECT ON spatial_ref_sys TO sightline_app;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION append_audit TO sightline_system;
--> statement-breakpoint
-- Secrets of signing in are none of a request's business.
REVOKE ALL ON sessions, setup_links FROM sightline_app;
--> statement-breakpoint
-- Whether a row of this jurisdiction is in the scope that the transaction was begun with; without one nothing is.
CREATE FUNCTION in_scope(jurisdiction integer) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(current_setting('sightline.scope', true) = '*'
    OR jurisdiction = ANY (NULLIF(NULLIF(current_setting('sightline.scope', true), '*'), '')::int[]), false)
$$;
--> statement-breakpoint
CREATE FUNCTION asking_role() RETURNS text LANGUAGE sql STABLE AS $$ SELECT current_setting('sightline.role', true) $$;
--> statement-breakpoint
-- Whether the transaction named a case that is open now and the asking unit's own.
CREATE FUNCTION under_open_case() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM cases c
    WHERE c.id = NULLIF(current_setting('sightline.case', true), '')::int AND c.unit = current_setting('sightline.unit', true)
      AND c.closed_at IS NULL AND c.valid_from <= now() AND c.valid_until > now())
$$;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['cameras', 'camera_revisions', 'camera_states', 'camera_aims', 'viewsheds', 'passages', 'passage_hours',
    'incidents', 'cases', 'drawn_areas', 'drawn_area_revisions', 'blind_spot_runs', 'audit'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY whole_city ON %I TO sightline_system USING (true) WITH CHECK (true)', name);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE POLICY in_scope ON cameras TO sightline_app USING (in_scope(jurisdiction_id)) WITH CHECK (in_scope(jurisdiction_id));
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['camera_revisions', 'camera_states', 'camera_aims', 'viewsheds'] LOOP
    EXECUTE format('CREATE POLICY of_camera ON %I TO sightline_app USING (current_setting(''sightline.scope'', true) = ''*''
      OR EXISTS (SELECT 1 FROM cameras c WHERE c.id = camera_id))', name);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE POLICY under_case ON passages FOR SELECT TO sightline_app USING (asking_role() = 'officer' AND in_scope(jurisdiction_id) AND under_open_case());
--> statement-breakpoint
CREATE POLICY in_scope ON passage_hours FOR SELECT TO sightline_app USING (in_scope(jurisdiction_id));
--> statement-breakpoint
CREATE POLICY in_scope ON incidents FOR SELECT TO sightline_app USING (in_scope(jurisdiction_id));
--> statement-breakpoint
CREATE POLICY own_unit ON cases TO sightline_app
  USING (unit = current_setting('sightline.unit', true) AND asking_role() = 'officer')
  WITH CHECK (unit = current_setting('sightline.unit', true) AND asking_role() = 'officer');
--> statement-breakpoint
CREATE POLICY overseen ON cases FOR SELECT TO sightline_app USING (asking_role() IN ('auditor', 'administrator'));
--> statement-breakpoint
-- Ground that must not be seen is everybody's business: who could not read a neighbour's zone would look into it.
CREATE POLICY in_scope ON drawn_areas TO sightline_app
  USING (in_scope(jurisdiction_id) OR kind IN ('privacy', 'prohibited')) WITH CHECK (in_scope(jurisdiction_id));
--> statement-breakpoint
CREATE POLICY of_area ON drawn_area_revisions TO sightline_app USING (EXISTS (SELECT 1 FROM drawn_areas a WHERE a.id = area_id AND in_scope(a.jurisdiction_id)));
--> statement-breakpoint
CREATE POLICY in_scope ON blind_spot_runs TO sightline_app USING (in_scope(jurisdiction_id)) WITH CHECK (in_scope(jurisdiction_id));
--> statement-breakpoint
CREATE POLICY auditors ON audit FOR SELECT TO sightline_app USING (asking_role() = 'auditor');
--> statement-breakpoint
CREATE POLICY chain ON audit TO sightline_audit USING (true) WITH CHECK (true);
--> statement-breakpoint
-- Under a policy only leakproof operators reach an index. This one sees boxes and raises no error with their contents.
DO $$ BEGIN
  ALTER FUNCTION geometry_overlaps(geometry, geometry) LEAKPROOF;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE NOTICE 'geometry_overlaps stays leaky: a superuser must mark it LEAKPROOF, or maps of scoped callers are slow';
END $$;
