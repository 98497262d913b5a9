CREATE TABLE "feed_leases" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" integer NOT NULL,
	"caller_session" integer,
	"camera_id" integer NOT NULL,
	"purpose" text NOT NULL,
	"media_server_id" integer,
	"stream" text NOT NULL,
	"media_session" text,
	"opened_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"renewed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "media_servers" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "media_servers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"base_url" text NOT NULL,
	"api_url" text,
	"recordings_url" text,
	"secret" "bytea",
	"is_loopback" boolean DEFAULT false NOT NULL,
	"recordings_zone" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "media_servers_name_unique" UNIQUE("name")
);
--> statement-breakpoint
ALTER TABLE "cameras" ADD COLUMN "sub_stream_path" text;--> statement-breakpoint
ALTER TABLE "cameras" ADD COLUMN "media_server_id" integer;--> statement-breakpoint
ALTER TABLE "city_settings" ADD COLUMN "feeds_per_camera" integer DEFAULT 50 NOT NULL;--> statement-breakpoint
ALTER TABLE "feed_leases" ADD CONSTRAINT "feed_leases_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feed_leases" ADD CONSTRAINT "feed_leases_camera_id_cameras_id_fk" FOREIGN KEY ("camera_id") REFERENCES "public"."cameras"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feed_leases" ADD CONSTRAINT "feed_leases_media_server_id_media_servers_id_fk" FOREIGN KEY ("media_server_id") REFERENCES "public"."media_servers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "feed_leases_camera" ON "feed_leases" USING btree ("camera_id");--> statement-breakpoint
CREATE INDEX "feed_leases_person" ON "feed_leases" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE "cameras" ADD CONSTRAINT "cameras_media_server_id_media_servers_id_fk" FOREIGN KEY ("media_server_id") REFERENCES "public"."media_servers"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Sightline's own: what opens a media server, and the leases, are read by no request.
REVOKE ALL ON "media_servers", "feed_leases" FROM sightline_app;
--> statement-breakpoint
ALTER TABLE "media_servers" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "media_servers" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY whole_city ON "media_servers" TO sightline_system USING (true) WITH CHECK (true);
--> statement-breakpoint
ALTER TABLE "feed_leases" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "feed_leases" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY whole_city ON "feed_leases" TO sightline_system USING (true) WITH CHECK (true);
