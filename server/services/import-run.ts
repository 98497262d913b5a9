/** Writes parsed records as one run: everything or nothing, with its remarks kept. */
import { createHash } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import type { Connection, Queryable } from '../../db/client'
import { ensureSettings } from '../../db/queries/city'
import {
  ensurePassagePartitions,
  insertAreas,
  insertBuildings,
  insertCameraStates,
  insertCameras,
  insertIncidents,
  insertJurisdictions,
  insertPassages,
  insertPlaces,
  insertRoads,
  notePlates,
  refreshPassageHours,
} from '../../db/queries/insert-records'
import { dropMadeUpCity } from '../../db/queries/jurisdictions'
import { citySettings, importRuns, mediaServers } from '../../db/schema'
import { normalisePlate } from '../domain/plate'
import type {
  AreaRecord,
  BuildingRecord,
  CameraRecord,
  CameraStateRecord,
  IncidentRecord,
  JurisdictionRecord,
  PassageRecord,
  PlaceRecord,
  Remark,
  RoadRecord,
} from '../formats/records'

export interface ImportedRecords {
  jurisdictions?: JurisdictionRecord[]
  buildings?: BuildingRecord[]
  buildingParts?: BuildingRecord[]
  roads?: RoadRecord[]
  areas?: AreaRecord[]
  places?: PlaceRecord[]
  cameras?: CameraRecord[]
  cameraStates?: CameraStateRecord[]
  passages?: PassageRecord[]
  incidents?: IncidentRecord[]
}

export interface ImportSource {
  /** `osm`, `cameras`, `jurisdictions`, `passages`, `incidents` or `demo`. */
  kind: string
  fileName: string
  sha256: string
  /** The licence line the map must show, if any. */
  attribution: string | null
}

export interface ImportResult {
  runId: number
  /** New rows by kind; a record that was there already is not counted. */
  accepted: Record<string, number>
  refused: number
}

/** Rows name cameras or media servers that this city does not have; nothing was written. */
export class UnknownCameraError extends Error {}

export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

const REMARKS_KEPT = 1_000

async function insertAllPassages(
  tx: Queryable,
  records: PassageRecord[],
  onProgress: (done: number) => void,
): Promise<number> {
  if (records.length === 0) return 0
  const { rows } = await tx.execute<{ code: string }>(sql`SELECT code FROM cameras`)
  const known = new Set(rows.map((row) => row.code))
  const stranger = records.find((record) => !known.has(record.cameraCode))
  if (stranger) {
    throw new UnknownCameraError(
      `camera "${stranger.cameraCode}": no such camera in this city. Import the cameras first, or correct the code.`,
    )
  }
  await ensurePassagePartitions(
    tx,
    records.map((record) => record.at),
  )
  const normalised = records.map((record) => ({
    ...record,
    rawPlate: record.plate,
    plate: normalisePlate(record.plate).normalised,
  }))
  const inserted = await insertPassages(tx, normalised, onProgress)
  const from = records.reduce((least, record) => Math.min(least, record.at), Number.POSITIVE_INFINITY)
  const to = records.reduce((most, record) => Math.max(most, record.at), Number.NEGATIVE_INFINITY)
  await notePlates(tx, new Date(from), new Date(to))
  await refreshPassageHours(tx, new Date(from), new Date(to))
  return inserted
}

async function requireMediaServers(tx: Queryable, records: CameraRecord[]): Promise<void> {
  const named = new Set(records.flatMap(({ mediaServer }) => mediaServer ?? []))
  if (named.size === 0) return
  const known = (await tx.select({ name: mediaServers.name }).from(mediaServers)).map(({ name }) => name)
  const stranger = [...named].find((name) => !known.includes(name))
  if (stranger !== undefined)
    throw new UnknownCameraError(
      `media server "${stranger}": this city has none of that name. An administrator adds it first, or correct the name.`,
    )
}

async function addAttribution(tx: Queryable, attribution: string): Promise<void> {
  await ensureSettings(tx)
  await tx
    .update(citySettings)
    .set({
      attributions: sql`array_append(array_remove(${citySettings.attributions}, ${attribution}), ${attribution})`,
    })
    .where(eq(citySettings.id, 1))
}

/**
 * Runs one import in one transaction. `onProgress` hears the kind, how many are written and how many there are.
 * Throws UnknownCameraError when passages name cameras, or cameras media servers, that do not exist; then nothing at all is written.
 */
export async function runImport(
  { db }: Connection,
  source: ImportSource,
  records: ImportedRecords,
  remarks: Remark[],
  onProgress: (kind: string, done: number, of: number) => void = () => {},
): Promise<ImportResult> {
  const refused = remarks.filter((remark) => remark.severity === 'error').length
  return db.transaction(async (tx) => {
    const [run] = await tx
      .insert(importRuns)
      .values({ ...source, accepted: {}, refused, remarks: remarks.slice(0, REMARKS_KEPT) })
      .returning({ id: importRuns.id })
    const accepted: Record<string, number> = {}
    const step = async <T>(kind: string, list: T[] | undefined, insert: (list: T[]) => Promise<number>) => {
      if (!list?.length) return
      accepted[kind] = await insert(list)
      onProgress(kind, list.length, list.length)
    }
    if (records.jurisdictions?.length) await dropMadeUpCity(tx)
    await step('jurisdictions', records.jurisdictions, (list) => insertJurisdictions(tx, list, run.id))
    await step('buildings', records.buildings, (list) =>
      insertBuildings(tx, list, run.id, (done) => done < list.length && onProgress('buildings', done, list.length)),
    )
    await step('buildingParts', records.buildingParts, (list) => insertBuildings(tx, list, run.id))
    await step('roads', records.roads, (list) => insertRoads(tx, list, run.id))
    await step('areas', records.areas, (list) => insertAreas(tx, list, run.id))
    await step('places', records.places, (list) => insertPlaces(tx, list, run.id))
    await requireMediaServers(tx, records.cameras ?? [])
    await step('cameras', records.cameras, (list) => insertCameras(tx, list, source.kind, run.id))
    await step('cameraStates', records.cameraStates, (list) => insertCameraStates(tx, list))
    await step('passages', records.passages, (list) =>
      insertAllPassages(tx, list, (done) => done < list.length && onProgress('passages', done, list.length)),
    )
    await step('incidents', records.incidents, (list) => insertIncidents(tx, list, run.id))
    if (source.attribution) await addAttribution(tx, source.attribution)
    await tx.update(importRuns).set({ accepted, finishedAt: new Date() }).where(eq(importRuns.id, run.id))
    return { runId: run.id, accepted, refused }
  })
}
