ALTER TABLE "city_settings" ADD COLUMN "grid_lng" double precision;--> statement-breakpoint
ALTER TABLE "city_settings" ADD COLUMN "grid_lat" double precision;