-- Roles belong to the whole server: another database may have made them, or be making them now.
DO $$ BEGIN
  CREATE ROLE sightline_audit NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
DO $$ BEGIN
  CREATE ROLE sightline_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
GRANT sightline_audit TO CURRENT_USER;
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"size" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_head_one_row" CHECK ("id" = 1)
);
--> statement-breakpoint
ALTER TABLE "audit" ALTER COLUMN "id" DROP IDENTITY;
--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "hash" "bytea";
--> statement-breakpoint
-- What of a row is hashed. Times in UTC, so that no setting of a session changes it; jsonb puts keys in one order.
CREATE FUNCTION audit_text(a audit) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT jsonb_build_array(a.id, to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), a.person_id, a.person_name,
    a.role, a.unit, a.action, a.object, a.case_id, a.reason, a.details)::text
$$;
--> statement-breakpoint
CREATE FUNCTION audit_hash(previous bytea, a audit) RETURNS bytea LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT sha256(previous || convert_to(audit_text(a), 'UTF8'))
$$;
--> statement-breakpoint
-- Rows from before there was a chain become its first ones.
DO $$
DECLARE
  a audit;
  n bigint := 0;
  last bytea := sha256('sightline audit');
BEGIN
  FOR a IN SELECT * FROM audit ORDER BY id LOOP
    n := n + 1;
    UPDATE audit SET id = n WHERE id = a.id;
    a.id := n;
    last := audit_hash(last, a);
    UPDATE audit SET hash = last WHERE id = n;
  END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE "audit" ALTER COLUMN "hash" SET NOT NULL;
--> statement-breakpoint
-- The one way in. The head row's lock puts appends in order; whoever cannot have it soon gets an error, and no answer.
CREATE FUNCTION append_audit(
  person_id integer, person_name text, role text, unit text, action text, object text, case_id integer, reason text, details jsonb
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '2s' AS $$
DECLARE
  head audit_head;
  a audit;
BEGIN
  INSERT INTO audit_head (id, size, hash)
    SELECT 1, coalesce(max(l.id), 0), coalesce((SELECT hash FROM audit ORDER BY id DESC LIMIT 1), sha256('sightline audit')) FROM audit l
    WHERE NOT EXISTS (SELECT 1 FROM audit_head) ON CONFLICT DO NOTHING;
  SELECT * INTO STRICT head FROM audit_head FOR UPDATE;
  a := ROW(head.size + 1, date_trunc('milliseconds', clock_timestamp()), person_id, person_name, role, unit, action, object, case_id, reason, details, NULL);
  a.hash := audit_hash(head.hash, a);
  INSERT INTO audit VALUES (a.*);
  UPDATE audit_head SET size = a.id, hash = a.hash;
  RETURN a.id;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION append_audit FROM PUBLIC;
--> statement-breakpoint
ALTER TABLE "audit" OWNER TO sightline_audit;
--> statement-breakpoint
ALTER TABLE "audit_head" OWNER TO sightline_audit;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO sightline_audit;
--> statement-breakpoint
ALTER FUNCTION append_audit OWNER TO sightline_audit;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM sightline_audit;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION append_audit TO sightline_app;
--> statement-breakpoint
GRANT SELECT ON "audit", "audit_head" TO sightline_app;
