/** A city in which everything of one side says so in its text, and people of every role for each scope. */
import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Connection } from '../../db/client'
import { people, sessions } from '../../db/schema'
import { type Caller, ROLES } from '../../server/domain/access'
import type { Ownership } from '../../server/domain/camera'
import { drawArea } from '../../server/services/edit-area'
import { runImport } from '../../server/services/import-run'
import { hashToken, newToken } from '../../server/services/passwords'
import { refreshCoverage } from '../../server/services/refresh-coverage'
import { cameraRecord, passageRecord, square, TWO_DISTRICTS } from '../../server/testing/fixtures'

const DISTRICTS = ['west', 'east'] as const
type District = (typeof DISTRICTS)[number]
/** `private`: a camera of an enterprise in the west; the others are the public's. */
export const SIDES = [...DISTRICTS, 'private'] as const
export type Side = (typeof SIDES)[number]
export const districtOf = (side: Side): District => (side === 'private' ? 'west' : side)
/** What a person answers for; `public`: the west, but its public cameras only. */
export const SCOPES = ['west', 'east', 'none', 'public'] as const
export type Scope = (typeof SCOPES)[number]

const SEEN: Record<Scope, readonly Side[]> = { west: ['west', 'private'], east: ['east'], none: [], public: ['west'] }
export const sees = (scope: Scope, side: Side): boolean => SEEN[scope].includes(side)

const PLACE: Record<Scope, District | 'none'> = { west: 'west', east: 'east', none: 'none', public: 'west' }
export const unitIn = (place: District | 'none') => `unit ${place}`

export const AT = Date.parse('2026-03-01T08:00:00Z')
const LNG: Record<Side, number> = { west: 126.1912345, east: 126.2112345, private: 126.1922345 }
const LAT = 45.42
/** Stands in every text of a side, and nowhere else. */
export const markOf = (side: Side) => `${side.toUpperCase()}ONLY`
const PLATES: Record<Side, string> = { west: '测A11111', east: '测A22222', private: '测A33333' }
export const plateOf = (side: Side) => PLATES[side]

/** What requests are about. */
export interface Target {
  side: Side
  lng: number
  lat: number
  box: [west: number, south: number, east: number, north: number]
  jurisdictionId: number
  cameraId: number
  areaId: number
  caseId: number
  /** Of the side's camera under its case; it has failed. */
  exportId: string
}

export interface Person {
  caller: Caller
  scope: Scope
  token: string
}

export interface MatrixCity {
  targets: Record<Side, Target>
  people: Person[]
}

export async function fillMatrixCity(connection: Connection): Promise<MatrixCity> {
  const { db } = connection
  await db.execute(sql`
    INSERT INTO city_settings (name, name_en, passage_days) VALUES ('平原市', 'Plain', 36500) ON CONFLICT (id) DO UPDATE SET passage_days = 36500`)
  // No camera has the number of anything else, so that an answer that names one tells of it.
  await db.execute(sql`ALTER TABLE cameras ALTER COLUMN id RESTART WITH 7001`)
  const cameras = SIDES.map((side) =>
    cameraRecord(`${markOf(side)}-1`, {
      name: `${markOf(side)} gate`,
      lng: LNG[side],
      lat: LAT,
      ownership: side === 'private' ? 'enterprise' : 'public',
      readsPlates: true,
    }),
  )
  const passages = SIDES.flatMap((side) =>
    Array.from({ length: 6 }, (_, i) =>
      passageRecord(i === 0 ? plateOf(side) : `${plateOf(side)}${i}`, `${markOf(side)}-1`, AT + i),
    ),
  )
  const incidents = DISTRICTS.map((side) => ({
    sourceId: `${markOf(side)}-i`,
    kind: 'theft',
    title: `${markOf(side)} incident`,
    titleEn: null,
    lng: LNG[side],
    lat: LAT,
    startedAt: AT,
    endedAt: null,
  }))
  await runImport(
    connection,
    { kind: 'demo', fileName: 'matrix', sha256: '', attribution: null },
    { jurisdictions: TWO_DISTRICTS, cameras, passages, incidents },
    [],
  )
  await refreshCoverage(connection)
  const everyone = await addPeople(connection)
  const drawing = { ...everyone.find(({ caller }) => caller.role === 'planner')!.caller, scope: null }
  const inDistrict = {} as Record<District, Pick<Target, 'areaId' | 'caseId'>>
  for (const side of DISTRICTS) {
    const ring = square(LNG[side] + 0.001, LAT, 0.0003).coordinates[0].slice(0, 4) as [number, number][]
    const fields = { name: `${markOf(side)} square`, ring, weight: 1, requiredLevel: null, reason: null }
    const { id: areaId } = await drawArea(connection, drawing, 'watch', fields)
    const opener = everyone.find(({ caller, scope }) => caller.role === 'officer' && scope === side)!.caller
    const { rows } = await db.execute<{ id: number }>(sql`
      INSERT INTO cases (number, offence_class, reason, unit, opened_by, valid_from, valid_until)
      VALUES (${`${markOf(side)}-C`}, 'theft', ${`${markOf(side)} reason of a case`}, ${opener.unit}, ${opener.personId}, now(), now() + interval '1 day') RETURNING id`)
    inDistrict[side] = { areaId, caseId: rows[0].id }
  }
  const targets = {} as Record<Side, Target>
  for (const side of SIDES) targets[side] = await targetOf(connection, side, inDistrict[districtOf(side)])
  return { targets, people: everyone }
}

async function targetOf(
  { db }: Connection,
  side: Side,
  inDistrict: Pick<Target, 'areaId' | 'caseId'>,
): Promise<Target> {
  const { rows } = await db.execute<{ cameraId: number; jurisdictionId: number }>(sql`
    SELECT id AS "cameraId", jurisdiction_id AS "jurisdictionId" FROM cameras WHERE code = ${`${markOf(side)}-1`}`)
  const recording = { ...rows[0], ...inDistrict, exportId: randomUUID(), mark: markOf(side) }
  await addRecording(db, recording)
  const box: Target['box'] = [LNG[side] - 0.002, LAT - 0.002, LNG[side] + 0.002, LAT + 0.002]
  const { exportId } = recording
  return { side, lng: LNG[side], lat: LAT, box, ...rows[0], ...inDistrict, exportId }
}

/** A bookmark and an export of the camera, by who opened the case. */
async function addRecording(
  db: Connection['db'],
  { caseId, cameraId, exportId, mark }: Pick<Target, 'caseId' | 'cameraId' | 'exportId'> & { mark: string },
): Promise<void> {
  await db.execute(sql`
    INSERT INTO case_bookmarks (case_id, camera_id, from_at, to_at, note, person_id)
    SELECT id, ${cameraId}, now() - interval '2 minutes', now() - interval '1 minute', ${`${mark} note`}, opened_by FROM cases WHERE id = ${caseId}`)
  await db.execute(sql`
    INSERT INTO exports (id, case_id, camera_id, from_at, to_at, state, problem, is_masked, file_name, person_id)
    SELECT ${exportId}, id, ${cameraId}, now() - interval '2 minutes', now() - interval '1 minute', 'failed', 'media', true, ${`${mark}.mp4`}, opened_by
    FROM cases WHERE id = ${caseId}`)
}

async function addPeople({ db }: Connection): Promise<Person[]> {
  // Nothing stands in it: whoever answers for it answers for nothing.
  await db.execute(sql`
    INSERT INTO jurisdictions (code, kind, name, geometry)
    SELECT 'none', 'station', 'Nowhere', ST_SetSRID(ST_MakeEnvelope(126.9, 45.9, 126.91, 45.91), 4326)`)
  const { rows } = await db.execute<{ id: number; code: string }>(sql`SELECT id, code FROM jurisdictions`)
  const idOf = new Map(rows.map(({ id, code }) => [code, id]))
  const everyone: Person[] = []
  for (const scope of SCOPES)
    for (const role of ROLES) {
      const jurisdictionId = idOf.get(PLACE[scope])!
      const owners: Ownership[] | null = scope === 'public' ? ['public'] : null
      const person = {
        username: `${role} ${scope}`,
        displayName: `${role} ${scope}`,
        role,
        unit: unitIn(PLACE[scope]),
        owners,
      }
      const [row] = await db
        .insert(people)
        .values({ ...person, jurisdictionId, passwordHash: 'not a hash' })
        .returning()
      const token = newToken()
      const expiresAt = new Date(Date.now() + 3_600_000)
      await db.insert(sessions).values({ tokenHash: hashToken(token), personId: row.id, expiresAt })
      const caller: Caller = {
        personId: row.id,
        displayName: person.displayName,
        role,
        unit: person.unit,
        scope: [jurisdictionId],
        owners,
      }
      everyone.push({ caller, scope, token })
    }
  return everyone
}
