/** A hundred thousand malformed bodies of passages: what is read is taken or refused, nothing crashes, and nothing bad is stored. */
import { sql } from 'drizzle-orm'
import { asSystem, type Connection } from '../../db/client'
import { ensureSettings } from '../../db/queries/city'
import { findSourceByKey, type PassageSourceRow } from '../../db/queries/passage-sources'
import { passageSources, passages } from '../../db/schema'
import { hasHiddenCharacters } from '../../server/domain/hidden-characters'
import { normalisePlate } from '../../server/domain/plate'
import { FormatError } from '../../server/formats/format-error'
import { parsePassagesCsv } from '../../server/formats/passages-csv'
import { parsePassagesNdjson } from '../../server/formats/passages-ndjson'
import type { PassageRecord } from '../../server/formats/records'
import { broken, poisoned } from '../../server/formats/testing/broken'
import { parseMotorVehicles } from '../../server/formats/viid-motor-vehicles'
import { type IncomingPassages, ingestPassages } from '../../server/services/ingest-passages'
import type { Proof, ProofResult } from './proof'
import { withScratchCity } from './scratch-city'

const SEED = 17
const BODIES = 100_000
/** Each so many bodies goes all the way to the table. */
const STORED_EVERY = 20
const CAMERAS = ['A1', 'A2', 'A3']

const rows = [0, 1, 2, 3].map((i) => ({
  plate: ['测A12345', '测AD12345', '粤Z1234港', 'AB12 CDE'][i],
  camera_code: CAMERAS[i % 3],
  time: `2026-03-0${1 + i}T08:00:2${i}.5Z`,
  speed_kmh: 43 + i,
  bearing: 90 * i,
  lane: String(i),
  vehicle_colour: 'white',
  reliability: 97,
  char_reliability: '98,97,96,95,94,93,92',
  scene_image: 'http://10.1.2.3/s.jpg',
  source_id: `p${i}`,
}))
const encoder = new TextEncoder()
const CSV = encoder.encode(
  [
    Object.keys(rows[0]).join(','),
    ...rows.map((row) =>
      Object.values(row)
        .map((value) => `"${value}"`)
        .join(','),
    ),
  ].join('\n'),
)
const NDJSON = encoder.encode(rows.map((row) => JSON.stringify(row)).join('\n'))
const VIID = encoder.encode(
  JSON.stringify({
    MotorVehicleListObject: {
      MotorVehicleObject: rows.map((row, i) => ({
        MotorVehicleID: `v${i}`,
        DeviceID: row.camera_code,
        TollgateID: 'A1',
        PlateNo: row.plate,
        PassTime: `2026030${1 + i}160021`,
        Speed: '43',
        Direction: i,
        PlateReliability: '95',
        NumOfPassenger: 2,
        SubImageList: { SubImageInfoObject: [{ Type: '04', StoragePath: 'http://10.1.2.3/driver.jpg' }] },
      })),
    },
  }),
)

interface Kind {
  name: string
  body(seed: number): Uint8Array
  parse(bytes: Uint8Array): IncomingPassages
}

const KINDS: Kind[] = [
  { name: 'csv', body: (seed) => broken(CSV, seed), parse: parsePassagesCsv },
  { name: 'ndjson', body: (seed) => broken(NDJSON, seed), parse: parsePassagesNdjson },
  { name: 'viid', body: (seed) => broken(VIID, seed), parse: parseMotorVehicles },
  { name: 'viid, one value replaced', body: (seed) => poisoned(VIID, seed), parse: parseMotorVehicles },
]

const within = (value: number | null | undefined, least: number, most: number) =>
  value === null || value === undefined || (Number.isFinite(value) && value >= least && value <= most)
const isText = (value: string | null | undefined, most: number) =>
  value === null ||
  value === undefined ||
  (value.length <= most && !hasHiddenCharacters(value) && value === value.normalize('NFC'))

/** What no passage may be, written down apart from whoever reads them. */
function fault(record: PassageRecord): string | null {
  if (record.plate === '' || !isText(record.plate, 20)) return 'plate'
  if (record.cameraCode === '' || !isText(record.cameraCode, 64)) return 'camera'
  if (!within(record.at, 0, Date.parse('2201-01-01')) || !Number.isInteger(record.at)) return 'time'
  if (!within(record.bearing, 0, 359.999_999) || !within(record.speedKmh, 0, 400)) return 'number'
  if (!within(record.reliability, 0, 100) || record.charReliability?.some((each) => !within(each, 0, 100)))
    return 'reliability'
  for (const text of [record.lane, record.vehicleClass, record.vehicleColour, record.vehicleBrand, record.plateColour])
    if (!isText(text, 40)) return 'text'
  for (const image of [record.plateImage, record.sceneImage]) if (image && !/^https?:\/\//.test(image)) return 'image'
  return /driver/.test(JSON.stringify(record)) ? 'people' : null
}

async function prepare({ db }: Connection): Promise<PassageSourceRow> {
  await ensureSettings(db)
  await db.execute(sql`UPDATE city_settings SET passage_days = 36500`)
  await db.execute(sql`
    INSERT INTO cameras (code, kind, position, mount_kind, ownership, point_class, source_kind)
    SELECT code, 'fixed', ST_SetSRID(ST_MakePoint(126.2, 45.4), 4326), 'pole', 'public', 1, 'proof' FROM unnest(ARRAY['A1', 'A2', 'A3']) AS code`)
  await db.insert(passageSources).values({ name: 'Platform', kind: 'key', keyHash: 'proof' })
  return (await findSourceByKey(db, 'proof'))!
}

async function isStoredRightly(
  connection: Connection,
  source: PassageSourceRow,
  parsed: IncomingPassages,
): Promise<boolean> {
  const { read, accepted, duplicates, refused } = await ingestPassages(asSystem(connection), source, parsed)
  return accepted + duplicates + refused === read
}

/** What lies in the table, by the same words, and each plate the normal form of what was read. */
async function badRows({ db }: Connection): Promise<string[]> {
  const stored = await db.select().from(passages)
  return stored.flatMap(({ passedAt, rawPlate, plate, cameraId, ...row }) => {
    const wrong = fault({ ...row, plate: rawPlate, cameraCode: String(cameraId), at: passedAt.getTime() })
    const isNormal = plate !== '' && plate === normalisePlate(rawPlate).normalised
    return wrong || !isNormal ? [`bad ${wrong ?? 'normal form'} in the table: ${JSON.stringify(plate)}`] : []
  })
}

export const formatsProof: Proof = {
  name: 'formats',
  about: `${BODIES.toLocaleString('en')} malformed bodies of passages in three formats, every twentieth as far as the table`,
  guards: [
    {
      about: 'the bounds of numbers',
      file: 'server/formats/passage-fields.ts',
      find: 'value >= low && value <= high) return value',
      replace: 'low <= high) return value',
    },
    {
      about: 'counting refused rows',
      file: 'server/formats/passages-ndjson.ts',
      find: 'reader.remarks.push(refusal(row, null, line, fields))',
      replace: 'void refusal(row, null, line, fields)',
    },
  ],
  run: () =>
    withScratchCity(async ({ connection, name }) => {
      const source = await prepare(connection)
      const result: ProofResult = { tried: 0, accepted: 0, refused: 0, lost: 0, leaked: 0, seed: SEED }
      const notes = [`on the ${name}`]
      const note = (text: string) => notes.length < 20 && notes.push(text)
      const counts = { bodies: 0, read: 0, refusedBodies: 0, stored: 0 }
      for (let i = 0; i < BODIES; i++) {
        const { name: kind, body, parse } = KINDS[i % KINDS.length]
        const bytes = body(SEED * BODIES + i)
        counts.bodies++
        try {
          const parsed = parse(bytes)
          const refused = parsed.remarks.filter(({ severity }) => severity === 'error').length
          result.tried += parsed.read
          result.accepted += parsed.records.length
          result.refused += refused
          if (parsed.records.length + refused !== parsed.read) {
            result.lost++
            note(`${kind} ${i}: ${parsed.records.length} + ${refused} of ${parsed.read}`)
          }
          for (const record of parsed.records) {
            const wrong = fault(record)
            if (!wrong) continue
            result.leaked++
            note(`${kind} ${i}: bad ${wrong} in ${JSON.stringify(record)}`)
          }
          if (i % STORED_EVERY < KINDS.length && parsed.read > 0) {
            counts.stored++
            if (!(await isStoredRightly(connection, source, parsed))) {
              result.lost++
              note(`${kind} ${i}: stored wrongly`)
            }
          }
        } catch (error) {
          if (error instanceof FormatError) counts.refusedBodies++
          else {
            result.lost++
            note(`${kind} ${i} crashed: ${(error as Error).message}`)
          }
        }
      }
      const bad = await badRows(connection)
      result.leaked += bad.length
      bad.forEach(note)
      notes.push(
        `${counts.bodies.toLocaleString('en')} bodies, ${counts.refusedBodies.toLocaleString('en')} refused whole; ${counts.stored.toLocaleString('en')} as far as the table, ${bad.length} bad rows there`,
      )
      return { result, notes }
    }),
}
