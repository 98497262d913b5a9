CREATE EXTENSION IF NOT EXISTS postgis;
--> statement-breakpoint
CREATE TABLE "areas" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "areas_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"source_id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text,
	"name_en" text,
	"geometry" geometry(Geometry, 4326) NOT NULL,
	"import_run_id" integer,
	CONSTRAINT "areas_source_id_unique" UNIQUE("source_id")
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"person_id" integer NOT NULL,
	"person_name" text NOT NULL,
	"role" text NOT NULL,
	"unit" text NOT NULL,
	"action" text NOT NULL,
	"object" text NOT NULL,
	"case_id" integer,
	"reason" text,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "blind_spot_runs" (
	"jurisdiction_id" integer PRIMARY KEY NOT NULL,
	"input_hash" text NOT NULL,
	"result" jsonb NOT NULL,
	"computed_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "buildings" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "buildings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"source_id" text NOT NULL,
	"geometry" geometry(Geometry, 4326) NOT NULL,
	"height_m" real,
	"levels" real,
	"height_provenance" text NOT NULL,
	"name" text,
	"use" text NOT NULL,
	"import_run_id" integer,
	CONSTRAINT "buildings_source_id_unique" UNIQUE("source_id")
);
--> statement-breakpoint
CREATE TABLE "camera_revisions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "camera_revisions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"camera_id" integer NOT NULL,
	"version" integer NOT NULL,
	"action" text NOT NULL,
	"person_id" integer,
	"before" jsonb,
	"after" jsonb NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "camera_states" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "camera_states_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"camera_id" integer NOT NULL,
	"state" text NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"source" text NOT NULL,
	"person_id" integer
);
--> statement-breakpoint
CREATE TABLE "cameras" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "cameras_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"name" text,
	"kind" text NOT NULL,
	"position" geometry(Point, 4326) NOT NULL,
	"height_m" real,
	"mount_kind" text NOT NULL,
	"bearing" real,
	"tilt" real,
	"hfov" real,
	"vfov" real,
	"focal_mm" real,
	"sensor_width_mm" real,
	"sensor_height_mm" real,
	"pixels_wide" integer,
	"pixels_high" integer,
	"range_m" real,
	"ownership" text NOT NULL,
	"point_class" smallint NOT NULL,
	"reads_plates" boolean DEFAULT false NOT NULL,
	"is_indoor" boolean DEFAULT false NOT NULL,
	"is_planned" boolean DEFAULT false NOT NULL,
	"operator" text,
	"stream_path" text,
	"installed_at" timestamp (3) with time zone,
	"retired_at" timestamp (3) with time zone,
	"jurisdiction_id" integer,
	"provenance" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"source_kind" text NOT NULL,
	"source_crs" text DEFAULT 'WGS84' NOT NULL,
	"source_tags" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"import_run_id" integer,
	"state" text DEFAULT 'unknown' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "cameras_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "cases_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"offence_class" text NOT NULL,
	"reason" text NOT NULL,
	"unit" text NOT NULL,
	"jurisdiction_id" integer,
	"opened_by" integer NOT NULL,
	"valid_from" timestamp (3) with time zone NOT NULL,
	"valid_until" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "cases_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "city_settings" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"name_en" text NOT NULL,
	"time_zone" text DEFAULT 'Asia/Shanghai' NOT NULL,
	"density_standard" text DEFAULT '2025' NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL,
	"attributions" text[] DEFAULT '{}' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "import_runs" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "import_runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"file_name" text NOT NULL,
	"sha256" text NOT NULL,
	"accepted" jsonb NOT NULL,
	"refused" integer NOT NULL,
	"remarks" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "incidents_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"source_id" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"title_en" text,
	"position" geometry(Point, 4326) NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"jurisdiction_id" integer,
	"import_run_id" integer,
	CONSTRAINT "incidents_source_id_unique" UNIQUE("source_id")
);
--> statement-breakpoint
CREATE TABLE "jurisdictions" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "jurisdictions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"name_en" text,
	"parent_id" integer,
	"geometry" geometry(Geometry, 4326) NOT NULL,
	"import_run_id" integer,
	CONSTRAINT "jurisdictions_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "passage_hours" (
	"camera_id" integer NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"jurisdiction_id" integer,
	"passages" integer NOT NULL,
	"vehicles" integer NOT NULL,
	CONSTRAINT "passage_hours_hour_camera_id_pk" PRIMARY KEY("hour","camera_id")
);
--> statement-breakpoint
CREATE TABLE "passages" (
	"plate" text NOT NULL,
	"passed_at" timestamp (3) with time zone NOT NULL,
	"camera_id" integer NOT NULL,
	"source_id" text NOT NULL,
	"jurisdiction_id" integer,
	"raw_plate" text NOT NULL,
	"bearing" real,
	"speed_kmh" real,
	"lane" text,
	"vehicle_class" text,
	"vehicle_colour" text,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "passages_plate_passed_at_camera_id_source_id_pk" PRIMARY KEY("plate","passed_at","camera_id","source_id")
) PARTITION BY RANGE ("passed_at");
--> statement-breakpoint
CREATE TABLE "people" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "people_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"username" text NOT NULL,
	"display_name" text NOT NULL,
	"role" text NOT NULL,
	"unit" text NOT NULL,
	"jurisdiction_id" integer,
	"password_hash" text NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"failed_sign_ins" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "people_username_unique" UNIQUE("username")
);
--> statement-breakpoint
CREATE TABLE "places" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "places_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"source_id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text,
	"name_en" text,
	"position" geometry(Point, 4326) NOT NULL,
	"import_run_id" integer,
	CONSTRAINT "places_source_id_unique" UNIQUE("source_id")
);
--> statement-breakpoint
CREATE TABLE "roads" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "roads_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"source_id" text NOT NULL,
	"geometry" geometry(LineString, 4326) NOT NULL,
	"road_class" text NOT NULL,
	"name" text,
	"name_en" text,
	"oneway" text NOT NULL,
	"width_m" real,
	"lanes" real,
	"is_tunnel" boolean NOT NULL,
	"is_bridge" boolean NOT NULL,
	"import_run_id" integer,
	CONSTRAINT "roads_source_id_unique" UNIQUE("source_id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"person_id" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "setup_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "viewsheds" (
	"camera_id" integer PRIMARY KEY NOT NULL,
	"geometry" geometry(Geometry, 4326),
	"area_m2" double precision NOT NULL,
	"footprint_area_m2" double precision NOT NULL,
	"near_m" real NOT NULL,
	"far_m" real NOT NULL,
	"assumed" text[] NOT NULL,
	"own_building_ignored" boolean NOT NULL,
	"input_hash" text NOT NULL,
	"computed_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "blind_spot_runs" ADD CONSTRAINT "blind_spot_runs_jurisdiction_id_jurisdictions_id_fk" FOREIGN KEY ("jurisdiction_id") REFERENCES "public"."jurisdictions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "camera_revisions" ADD CONSTRAINT "camera_revisions_camera_id_cameras_id_fk" FOREIGN KEY ("camera_id") REFERENCES "public"."cameras"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "camera_revisions" ADD CONSTRAINT "camera_revisions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "camera_states" ADD CONSTRAINT "camera_states_camera_id_cameras_id_fk" FOREIGN KEY ("camera_id") REFERENCES "public"."cameras"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "camera_states" ADD CONSTRAINT "camera_states_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cameras" ADD CONSTRAINT "cameras_jurisdiction_id_jurisdictions_id_fk" FOREIGN KEY ("jurisdiction_id") REFERENCES "public"."jurisdictions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_jurisdiction_id_jurisdictions_id_fk" FOREIGN KEY ("jurisdiction_id") REFERENCES "public"."jurisdictions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_opened_by_people_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_jurisdiction_id_jurisdictions_id_fk" FOREIGN KEY ("jurisdiction_id") REFERENCES "public"."jurisdictions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "viewsheds" ADD CONSTRAINT "viewsheds_camera_id_cameras_id_fk" FOREIGN KEY ("camera_id") REFERENCES "public"."cameras"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "areas_geometry" ON "areas" USING gist ("geometry");--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_person" ON "audit" USING btree ("person_id","at");--> statement-breakpoint
CREATE INDEX "buildings_geometry" ON "buildings" USING gist ("geometry");--> statement-breakpoint
CREATE UNIQUE INDEX "camera_revisions_version" ON "camera_revisions" USING btree ("camera_id","version");--> statement-breakpoint
CREATE INDEX "camera_states_camera_time" ON "camera_states" USING btree ("camera_id","from_at");--> statement-breakpoint
CREATE INDEX "cameras_position" ON "cameras" USING gist ("position");--> statement-breakpoint
CREATE INDEX "cameras_jurisdiction" ON "cameras" USING btree ("jurisdiction_id");--> statement-breakpoint
CREATE INDEX "incidents_position" ON "incidents" USING gist ("position");--> statement-breakpoint
CREATE INDEX "incidents_started" ON "incidents" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "jurisdictions_geometry" ON "jurisdictions" USING gist ("geometry");--> statement-breakpoint
CREATE INDEX "places_position" ON "places" USING gist ("position");--> statement-breakpoint
CREATE INDEX "roads_geometry" ON "roads" USING gist ("geometry");--> statement-breakpoint
CREATE INDEX "viewsheds_geometry" ON "viewsheds" USING gist ("geometry");
--> statement-breakpoint
ALTER TABLE "city_settings" ADD CONSTRAINT "city_settings_one_row" CHECK ("id" = 1);
