CREATE INDEX "camera_revisions_person" ON "camera_revisions" USING btree ("person_id") WHERE "camera_revisions"."person_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "camera_states_person" ON "camera_states" USING btree ("person_id") WHERE "camera_states"."person_id" IS NOT NULL;--> statement-breakpoint
ALTER TABLE people ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE people FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY whole_city ON people TO sightline_system USING (true) WITH CHECK (true);
--> statement-breakpoint
-- A request knows people by what they did and it may see: whoever opened a case, asked for an approval or changed a camera.
CREATE POLICY of_deed ON people FOR SELECT TO sightline_app USING (
  EXISTS (SELECT 1 FROM cases c WHERE c.opened_by = people.id)
  OR EXISTS (SELECT 1 FROM approvals a WHERE a.requested_by = people.id)
  OR EXISTS (SELECT 1 FROM camera_revisions r WHERE r.person_id = people.id)
  OR EXISTS (SELECT 1 FROM camera_states s WHERE s.person_id = people.id));
--> statement-breakpoint
-- Administrators count who stands in their jurisdictions.
CREATE POLICY administered ON people FOR SELECT TO sightline_app USING (asking_role() = 'administrator' AND in_scope(jurisdiction_id));
