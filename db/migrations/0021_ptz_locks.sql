CREATE TABLE "ptz_locks" (
	"camera_id" integer PRIMARY KEY NOT NULL,
	"person_id" integer NOT NULL,
	"holder" text NOT NULL,
	"until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "ptz_locks" ADD CONSTRAINT "ptz_locks_camera_id_cameras_id_fk" FOREIGN KEY ("camera_id") REFERENCES "public"."cameras"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ptz_locks" ADD CONSTRAINT "ptz_locks_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "ptz_locks" TO sightline_app, sightline_system;
--> statement-breakpoint
ALTER TABLE "ptz_locks" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "ptz_locks" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY whole_city ON "ptz_locks" TO sightline_system USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY of_camera ON "ptz_locks" TO sightline_app USING (every_camera() OR EXISTS (SELECT 1 FROM cameras c WHERE c.id = camera_id));
