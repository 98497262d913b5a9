/**
 * Bulk inserts of imported records. A batch travels as one JSON parameter, which both databases take and which keeps the
 * embedded one (no COPY over its socket) within a few statements. Each returns how many rows were new.
 */
import { type SQL, sql } from 'drizzle-orm'
import type {
  AreaRecord,
  BuildingRecord,
  CameraRecord,
  CameraStateRecord,
  IncidentRecord,
  JurisdictionRecord,
  PassageRecord,
  PlaceRecord,
  RoadRecord,
} from '../../server/formats/records'
import type { Queryable } from '../client'

const BATCH = 2_000
const ALL_GEOMETRY = sql`ST_SetSRID(ST_GeomFromGeoJSON(r.geometry), 4326)`
const POINT = sql`ST_SetSRID(ST_MakePoint(r.lng, r.lat), 4326)`

async function inBatches<T>(
  db: Queryable,
  records: readonly T[],
  statement: (rows: SQL) => SQL,
  onProgress?: (done: number) => void,
): Promise<number> {
  let inserted = 0
  for (let start = 0; start < records.length; start += BATCH) {
    const batch = records.slice(start, start + BATCH)
    const result = await db.execute(statement(sql`${JSON.stringify(batch)}::jsonb`))
    inserted += result.rowCount ?? 0
    onProgress?.(Math.min(start + BATCH, records.length))
  }
  return inserted
}

export const insertBuildings = (
  db: Queryable,
  records: readonly BuildingRecord[],
  runId: number,
  onProgress?: (done: number) => void,
) =>
  inBatches(
    db,
    records,
    (rows) => sql`
      INSERT INTO buildings (source_id, geometry, height_m, levels, height_provenance, name, use, is_part, import_run_id)
      SELECT r."sourceId", ${ALL_GEOMETRY}, r."heightM", r.levels, r."heightProvenance", r.name, r.use, coalesce(r."isPart", false), ${runId}
      FROM jsonb_to_recordset(${rows}) AS r("sourceId" text, geometry jsonb, "heightM" real, levels real, "heightProvenance" text, name text, use text, "isPart" boolean)
      ON CONFLICT (source_id) DO NOTHING`,
    onProgress,
  )

export const insertRoads = (db: Queryable, records: readonly RoadRecord[], runId: number) =>
  inBatches(
    db,
    records,
    (rows) => sql`
      INSERT INTO roads (source_id, geometry, road_class, name, name_en, oneway, width_m, lanes, is_tunnel, is_bridge, import_run_id)
      SELECT r."sourceId", ${ALL_GEOMETRY}, r."roadClass", r.name, r."nameEn", r.oneway, r."widthM", r.lanes, r."isTunnel", r."isBridge", ${runId}
      FROM jsonb_to_recordset(${rows}) AS r("sourceId" text, geometry jsonb, "roadClass" text, name text, "nameEn" text, oneway text, "widthM" real, lanes real, "isTunnel" boolean, "isBridge" boolean)
      ON CONFLICT (source_id) DO NOTHING`,
  )

export const insertAreas = (db: Queryable, records: readonly AreaRecord[], runId: number) =>
  inBatches(
    db,
    records,
    (rows) => sql`
      INSERT INTO areas (source_id, kind, name, name_en, geometry, import_run_id)
      SELECT r."sourceId", r.kind, r.name, r."nameEn", ${ALL_GEOMETRY}, ${runId}
      FROM jsonb_to_recordset(${rows}) AS r("sourceId" text, kind text, name text, "nameEn" text, geometry jsonb)
      ON CONFLICT (source_id) DO NOTHING`,
  )

export const insertPlaces = (db: Queryable, records: readonly PlaceRecord[], runId: number) =>
  inBatches(
    db,
    records,
    (rows) => sql`
      INSERT INTO places (source_id, kind, name, name_en, position, import_run_id)
      SELECT r."sourceId", r.kind, r.name, r."nameEn", ${POINT}, ${runId}
      FROM jsonb_to_recordset(${rows}) AS r("sourceId" text, kind text, name text, "nameEn" text, lng float8, lat float8)
      ON CONFLICT (source_id) DO NOTHING`,
  )

/** Parents must come before their children. */
export async function insertJurisdictions(
  db: Queryable,
  records: readonly JurisdictionRecord[],
  runId: number,
): Promise<number> {
  let inserted = 0
  for (const kind of ['city', 'district', 'station']) {
    inserted += await inBatches(
      db,
      records.filter((record) => record.kind === kind),
      (rows) => sql`
        INSERT INTO jurisdictions (code, kind, name, name_en, parent_id, geometry, import_run_id)
        SELECT r.code, r.kind, r.name, r."nameEn", p.id, ${ALL_GEOMETRY}, ${runId}
        FROM jsonb_to_recordset(${rows}) AS r(code text, kind text, name text, "nameEn" text, "parentCode" text, geometry jsonb)
        LEFT JOIN jurisdictions p ON p.code = r."parentCode"
        ON CONFLICT (code) DO NOTHING`,
    )
  }
  return inserted
}

/** A camera belongs to the smallest jurisdiction that holds it. */
const CONTAINING_JURISDICTION = sql`(
  SELECT j.id FROM jurisdictions j WHERE ST_Covers(j.geometry, ${POINT})
  ORDER BY array_position(ARRAY['station', 'district', 'city'], j.kind), j.id DESC LIMIT 1)`

export const insertCameras = (db: Queryable, records: readonly CameraRecord[], sourceKind: string, runId: number) =>
  inBatches(
    db,
    records,
    (rows) => sql`
      WITH added AS (
        INSERT INTO cameras (code, name, kind, position, height_m, mount_kind, bearing, tilt, hfov, vfov, focal_mm, sensor_width_mm,
          sensor_height_mm, pixels_wide, pixels_high, range_m, night_range_m, sweep_from, sweep_to, tele_hfov, ownership, point_class,
          reads_plates, is_indoor, is_under_roof, is_planned, operator,
          stream_path, sub_stream_path, media_server_id, installed_at, jurisdiction_id, provenance, source_kind, source_crs, source_tags, import_run_id)
        SELECT r.code, r.name, r.kind, ${POINT}, r."heightM", r."mountKind", r.bearing, r.tilt, r.hfov, r.vfov, r."focalMm", r."sensorWidthMm",
          r."sensorHeightMm", r."pixelsWide", r."pixelsHigh", r."rangeM", r."nightRangeM", r."sweepFrom", r."sweepTo", r."teleHfov", r.ownership,
          r."pointClass", r."readsPlates", r."isIndoor", r."isUnderRoof", r."isPlanned", r.operator,
          r."streamPath", r."subStreamPath", (SELECT m.id FROM media_servers m WHERE m.name = r."mediaServer"), to_timestamp(r."installedAt" / 1000.0), ${CONTAINING_JURISDICTION}, r.provenance, ${sourceKind}, r."sourceCrs", r."sourceTags", ${runId}
        FROM jsonb_to_recordset(${rows}) AS r(code text, name text, kind text, lng float8, lat float8, "heightM" real, "mountKind" text, bearing real, tilt real,
          hfov real, vfov real, "focalMm" real, "sensorWidthMm" real, "sensorHeightMm" real, "pixelsWide" int, "pixelsHigh" int, "rangeM" real,
          "nightRangeM" real, "sweepFrom" real, "sweepTo" real, "teleHfov" real, "isUnderRoof" boolean,
          ownership text, "pointClass" smallint, "readsPlates" boolean, "isIndoor" boolean, "isPlanned" boolean, operator text, "streamPath" text,
          "subStreamPath" text, "mediaServer" text,
          "installedAt" float8, provenance jsonb, "sourceCrs" text, "sourceTags" jsonb)
        ON CONFLICT (code) DO NOTHING
        RETURNING id, version, code)
      INSERT INTO camera_revisions (camera_id, version, action, after)
      SELECT id, version, 'imported', jsonb_build_object('code', code, 'source', ${sourceKind}::text) FROM added`,
  )

/** Appends states in their order, so that of two at one instant the later one holds, and refreshes the copy on the camera. States of unknown cameras are left out; the count tells. */
export async function insertCameraStates(db: Queryable, records: readonly CameraStateRecord[]): Promise<number> {
  const inserted = await inBatches(
    db,
    records,
    (rows) => sql`
      INSERT INTO camera_states (camera_id, state, from_at, source)
      SELECT c.id, r.state, to_timestamp(r.at / 1000.0), 'import'
      FROM ROWS FROM (jsonb_to_recordset(${rows}) AS ("cameraCode" text, state text, at float8)) WITH ORDINALITY AS r("cameraCode", state, at, place)
        JOIN cameras c ON c.code = r."cameraCode"
      ORDER BY r.place`,
  )
  await db.execute(sql`
    UPDATE cameras c SET state = s.state
    FROM (SELECT DISTINCT ON (camera_id) camera_id, state FROM camera_states ORDER BY camera_id, from_at DESC, id DESC) s
    WHERE s.camera_id = c.id AND s.state <> c.state`)
  return inserted
}

/** Makes the UTC-day partitions that these instants need. */
export async function ensurePassagePartitions(db: Queryable, instants: Iterable<number>): Promise<void> {
  const days = new Set<string>()
  for (const at of instants) days.add(new Date(at).toISOString().slice(0, 10))
  for (const day of days) await db.execute(sql`SELECT ensure_passage_day(${day}::date)`)
}

/** Idempotent on plate, instant, camera and source id. `plates` are normalised already; the raw form rides along. */
export const insertPassages = (
  db: Queryable,
  records: readonly (PassageRecord & { rawPlate: string })[],
  onProgress?: (done: number) => void,
) =>
  inBatches(
    db,
    records,
    (rows) => sql`
      INSERT INTO passages (plate, passed_at, camera_id, source_id, jurisdiction_id, raw_plate, bearing, speed_kmh, lane, vehicle_class, vehicle_colour,
        plate_colour, vehicle_brand, reliability, char_reliability, claims, plate_image, scene_image)
      SELECT r.plate, to_timestamp(r.at / 1000.0), c.id, r."sourceId", c.jurisdiction_id, r."rawPlate", r.bearing, r."speedKmh", r.lane, r."vehicleClass", r."vehicleColour",
        r."plateColour", r."vehicleBrand", r.reliability, r."charReliability", r.claims, r."plateImage", r."sceneImage"
      FROM jsonb_to_recordset(${rows}) AS r(plate text, at float8, "cameraCode" text, "sourceId" text, "rawPlate" text, bearing real, "speedKmh" real, lane text, "vehicleClass" text, "vehicleColour" text,
        "plateColour" text, "vehicleBrand" text, reliability smallint, "charReliability" smallint[], claims text[], "plateImage" text, "sceneImage" text)
      JOIN cameras c ON c.code = r."cameraCode"
      ON CONFLICT DO NOTHING`,
    onProgress,
  )

/** Notes the plates of the given span with the days they were read on. */
export async function notePlates(db: Queryable, from: Date, to: Date): Promise<void> {
  await db.execute(sql`
    INSERT INTO plates AS t (plate, first_day, last_day)
    SELECT plate, min((passed_at AT TIME ZONE 'UTC')::date), max((passed_at AT TIME ZONE 'UTC')::date)
    FROM passages WHERE passed_at BETWEEN ${from.toISOString()}::timestamptz AND ${to.toISOString()}::timestamptz GROUP BY plate ORDER BY plate
    ON CONFLICT (plate) DO UPDATE SET first_day = least(t.first_day, excluded.first_day), last_day = greatest(t.last_day, excluded.last_day)`)
}

/** Whole hours of UTC, whatever zone the database server keeps: some are half an hour off. */
const hourOf = (instant: SQL) => sql`date_trunc('hour', ${instant}, 'UTC')`

/** Rebuilds the hourly rollup of the given span from the passages themselves. */
export async function refreshPassageHours(db: Queryable, from: Date, to: Date): Promise<void> {
  await db.execute(
    sql`DELETE FROM passage_hours WHERE hour >= ${hourOf(sql`${from.toISOString()}::timestamptz`)} AND hour <= ${to.toISOString()}::timestamptz`,
  )
  await db.execute(sql`
    INSERT INTO passage_hours (camera_id, hour, jurisdiction_id, passages, vehicles)
    SELECT camera_id, ${hourOf(sql`passed_at`)}, min(jurisdiction_id), count(*), count(DISTINCT plate)
    FROM passages
    WHERE passed_at >= ${hourOf(sql`${from.toISOString()}::timestamptz`)} AND passed_at < ${hourOf(sql`${to.toISOString()}::timestamptz`)} + interval '1 hour'
    GROUP BY 1, 2`)
}

export const insertIncidents = (db: Queryable, records: readonly IncidentRecord[], runId: number) =>
  inBatches(
    db,
    records,
    (rows) => sql`
      INSERT INTO incidents (source_id, kind, title, title_en, position, started_at, ended_at, jurisdiction_id, import_run_id)
      SELECT r."sourceId", r.kind, r.title, r."titleEn", ${POINT}, to_timestamp(r."startedAt" / 1000.0), to_timestamp(r."endedAt" / 1000.0), ${CONTAINING_JURISDICTION}, ${runId}
      FROM jsonb_to_recordset(${rows}) AS r("sourceId" text, kind text, title text, "titleEn" text, lng float8, lat float8, "startedAt" float8, "endedAt" float8)
      ON CONFLICT (source_id) DO NOTHING`,
  )
