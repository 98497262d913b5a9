CREATE TABLE "audit_reviews" (
	"audit_id" bigint PRIMARY KEY NOT NULL,
	"of_person" integer NOT NULL,
	"of_unit" text NOT NULL,
	"action" text NOT NULL,
	"is_proper" boolean NOT NULL,
	"words" text NOT NULL,
	"reviewer_id" integer NOT NULL,
	"reviewer_unit" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "jurisdictions" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_reviews" ADD CONSTRAINT "audit_reviews_reviewer_id_people_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Who answers for what is no request's to change: Sightline itself does it, for who answers for all.
REVOKE INSERT, UPDATE, DELETE ON "jurisdictions" FROM sightline_app;
--> statement-breakpoint
-- Whatever a service forgets: somebody else, of another unit, judges, and what is judged is what the row says.
ALTER TABLE "audit_reviews"
  ADD CONSTRAINT "audit_reviews_somebody_else" CHECK ("reviewer_id" <> "of_person"),
  ADD CONSTRAINT "audit_reviews_other_unit" CHECK ("reviewer_unit" <> "of_unit");
--> statement-breakpoint
CREATE FUNCTION copy_reviewed_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT a.person_id, a.unit, a.action INTO STRICT NEW.of_person, NEW.of_unit, NEW.action FROM audit a WHERE a.id = NEW.audit_id;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER "copy_reviewed_row" BEFORE INSERT ON "audit_reviews" FOR EACH ROW EXECUTE FUNCTION copy_reviewed_row();
--> statement-breakpoint
-- Given once and for good: by nobody's request, and by no job, is a verdict changed or taken away.
REVOKE ALL ON "audit_reviews" FROM sightline_app, sightline_system;
--> statement-breakpoint
GRANT SELECT, INSERT ON "audit_reviews" TO sightline_app, sightline_system;
--> statement-breakpoint
ALTER TABLE "audit_reviews" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "audit_reviews" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY whole_city ON "audit_reviews" TO sightline_system USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY auditors ON "audit_reviews" TO sightline_app USING (asking_role() = 'auditor') WITH CHECK (asking_role() = 'auditor');
--> statement-breakpoint
CREATE POLICY broken_glass ON "audit_reviews" TO sightline_app
  USING (asking_role() = 'officer' AND action = 'glass-broken') WITH CHECK (asking_role() = 'officer' AND action = 'glass-broken');
--> statement-breakpoint
CREATE POLICY broken_glass ON "audit" FOR SELECT TO sightline_app USING (asking_role() = 'officer' AND action = 'glass-broken');
--> statement-breakpoint
CREATE INDEX "audit_broken_glass" ON "audit" ("id") WHERE "action" = 'glass-broken';
