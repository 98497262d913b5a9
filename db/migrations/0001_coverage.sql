CREATE TABLE "camera_aims" (
	"camera_id" integer PRIMARY KEY NOT NULL,
	"bearing" real NOT NULL,
	"tilt" real NOT NULL,
	"hfov" real NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "coverage_runs" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "coverage_runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"state" text NOT NULL,
	"step" text NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"problem" text,
	"is_cancel_requested" boolean DEFAULT false NOT NULL,
	"person_id" integer,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "coverage_tiles" (
	"purpose" text NOT NULL,
	"level" text NOT NULL,
	"tile_column" integer NOT NULL,
	"tile_row" integer NOT NULL,
	"counts" "bytea" NOT NULL,
	"seen_cells" integer[] NOT NULL,
	"computed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "coverage_tiles_purpose_level_tile_column_tile_row_pk" PRIMARY KEY("purpose","level","tile_column","tile_row")
);
--> statement-breakpoint
CREATE TABLE "drawn_area_revisions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "drawn_area_revisions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"area_id" integer NOT NULL,
	"version" integer NOT NULL,
	"action" text NOT NULL,
	"person_id" integer,
	"before" jsonb,
	"after" jsonb NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "drawn_areas" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "drawn_areas_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"geometry" geometry(Geometry, 4326) NOT NULL,
	"weight" real DEFAULT 1 NOT NULL,
	"required_level" text,
	"reason" text,
	"jurisdiction_id" integer,
	"version" integer DEFAULT 1 NOT NULL,
	"removed_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "watch_rules" (
	"subject" text PRIMARY KEY NOT NULL,
	"weight" real NOT NULL,
	"required_level" text,
	"is_on" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
DELETE FROM "blind_spot_runs";--> statement-breakpoint
ALTER TABLE "blind_spot_runs" DROP CONSTRAINT "blind_spot_runs_pkey";--> statement-breakpoint
ALTER TABLE "blind_spot_runs" ADD COLUMN "question" text NOT NULL;--> statement-breakpoint
ALTER TABLE "blind_spot_runs" ADD CONSTRAINT "blind_spot_runs_jurisdiction_id_question_pk" PRIMARY KEY("jurisdiction_id","question");--> statement-breakpoint
ALTER TABLE "buildings" ADD COLUMN "is_part" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "cameras" ADD COLUMN "night_range_m" real;--> statement-breakpoint
ALTER TABLE "cameras" ADD COLUMN "sweep_from" real;--> statement-breakpoint
ALTER TABLE "cameras" ADD COLUMN "sweep_to" real;--> statement-breakpoint
ALTER TABLE "cameras" ADD COLUMN "tele_hfov" real;--> statement-breakpoint
ALTER TABLE "cameras" ADD COLUMN "is_under_roof" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "city_settings" ADD COLUMN "target_height_m" real DEFAULT 1.5 NOT NULL;--> statement-breakpoint
ALTER TABLE "viewsheds" ADD COLUMN "level_areas_m2" double precision[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "camera_aims" ADD CONSTRAINT "camera_aims_camera_id_cameras_id_fk" FOREIGN KEY ("camera_id") REFERENCES "public"."cameras"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coverage_runs" ADD CONSTRAINT "coverage_runs_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drawn_area_revisions" ADD CONSTRAINT "drawn_area_revisions_area_id_drawn_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."drawn_areas"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drawn_area_revisions" ADD CONSTRAINT "drawn_area_revisions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drawn_areas" ADD CONSTRAINT "drawn_areas_jurisdiction_id_jurisdictions_id_fk" FOREIGN KEY ("jurisdiction_id") REFERENCES "public"."jurisdictions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "drawn_area_revisions_version" ON "drawn_area_revisions" USING btree ("area_id","version");--> statement-breakpoint
CREATE INDEX "drawn_areas_geometry" ON "drawn_areas" USING gist ("geometry");