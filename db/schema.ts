/** Every table, a sentence each. Row types and validators are inferred from here. Times are UTC; geometry is EPSG:4326. */
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { Role } from '../server/domain/access'
import type { CameraKind, CameraState, MountKind, Ownership, PointClass, Provenance } from '../server/domain/camera'
import type { CoveragePurpose } from '../server/domain/coverage-purpose'
import type { DrawnAreaKind } from '../server/domain/drawn-area'
import type { ExportProblem, ExportState } from '../server/domain/export-terms'
import type { MediaServerKind } from '../server/domain/media-server'
import type { DensityLevelName } from '../server/domain/optics'
import type { PassageSourceKind } from '../server/domain/passage-source'
import type { PurgeCounts } from '../server/domain/retention'
import { areaColumn, bytea, lineColumn, pointColumn } from './columns'

const id = () => integer('id').primaryKey().generatedAlwaysAsIdentity()
const bigId = () => bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()
const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 })
const now = (name: string) => time(name).notNull().defaultNow()

/** One row: the city this installation serves, and the settings that hold everywhere in it. */
export const citySettings = pgTable('city_settings', {
  id: integer('id').primaryKey().default(1),
  name: text('name').notNull(),
  nameEn: text('name_en').notNull(),
  timeZone: text('time_zone').notNull().default('Asia/Shanghai'),
  densityStandard: text('density_standard').$type<'2025' | '2015'>().notNull().default('2025'),
  /** Height above ground of what is watched: the plane that viewsheds lie on. */
  targetHeightM: real('target_height_m').notNull().default(1.5),
  /** Where the tiles of coverage are numbered from, set once: every stored tile lies by it. */
  gridLng: doublePrecision('grid_lng'),
  gridLat: doublePrecision('grid_lat'),
  /** Whether officers, auditors and administrators must have a second factor, or may go without until they set one up. */
  secondFactor: text('second_factor').$type<'enrolled' | 'required'>().notNull().default('enrolled'),
  /** How long a proof of identity is fresh enough for a trace or an export. */
  stepUpMinutes: integer('step_up_minutes').notNull().default(15),
  /** How long passages are kept, and the audit at least. */
  passageDays: integer('passage_days').notNull().default(90),
  auditDays: integer('audit_days').notNull().default(731),
  /** How many may watch one camera at once. */
  feedsPerCamera: integer('feeds_per_camera').notNull().default(50),
  /** How many exports of video one person may ask for in 24 hours. */
  exportsPerDay: integer('exports_per_day').notNull().default(20),
  /** True while the city is the generated one; its footage and passages are marked simulated. */
  isDemo: boolean('is_demo').notNull().default(false),
  /** The licences of what was imported, shown on the map. */
  attributions: text('attributions').array().notNull().default(sql`'{}'`),
})

/** An area and the body answerable for it. */
export const jurisdictions = pgTable(
  'jurisdictions',
  {
    id: id(),
    code: text('code').notNull().unique(),
    kind: text('kind').$type<'city' | 'district' | 'station'>().notNull(),
    name: text('name').notNull(),
    nameEn: text('name_en'),
    parentId: integer('parent_id'),
    geometry: areaColumn('geometry').notNull(),
    /** Counts edits; an edit names the version it saw. */
    version: integer('version').notNull().default(1),
    importRunId: integer('import_run_id'),
  },
  (t) => [index('jurisdictions_geometry').using('gist', t.geometry)],
)

/** Someone who may sign in. */
export const people = pgTable('people', {
  id: id(),
  username: text('username').notNull().unique(),
  displayName: text('display_name').notNull(),
  role: text('role').$type<Role>().notNull(),
  unit: text('unit').notNull(),
  jurisdictionId: integer('jurisdiction_id').references(() => jurisdictions.id),
  /** Whose cameras they may see; null: everybody's. */
  owners: text('owners').array().$type<Ownership[]>(),
  passwordHash: text('password_hash').notNull(),
  /** Who this is at the identity provider. */
  oidcSubject: text('oidc_subject').unique(),
  isActive: boolean('is_active').notNull().default(true),
  failedSignIns: integer('failed_sign_ins').notNull().default(0),
  lockedUntil: time('locked_until'),
  /** What their codes are made from, sealed with a key of the data folder; null: no second factor. */
  totpSecret: bytea('totp_secret'),
  /** The same while it is being set up, until a first code proves it. */
  totpPending: bytea('totp_pending'),
  /** The time step of the last code used: no code is used twice. */
  totpStep: bigint('totp_step', { mode: 'number' }),
  createdAt: now('created_at'),
})

/** A one-time link by which a person chooses a password: a new one, or one in place of a lost one. */
export const passwordLinks = pgTable('password_links', {
  tokenHash: text('token_hash').primaryKey(),
  personId: integer('person_id')
    .notNull()
    .references(() => people.id, { onDelete: 'cascade' }),
  expiresAt: time('expires_at').notNull(),
  usedAt: time('used_at'),
})

/** Stands in for a lost second factor, once each; only hashes are kept. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    codeHash: text('code_hash').notNull(),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    usedAt: time('used_at'),
  },
  (t) => [primaryKey({ columns: [t.personId, t.codeHash] })],
)

/** A signed-in browser; only the hash of its token is kept. */
export const sessions = pgTable('sessions', {
  tokenHash: text('token_hash').primaryKey(),
  /** What a list of sessions calls it; worth nothing without the token. */
  id: integer('id').notNull().unique().generatedAlwaysAsIdentity(),
  personId: integer('person_id')
    .notNull()
    .references(() => people.id, { onDelete: 'cascade' }),
  /** The browser, as it names itself. */
  agent: text('agent').notNull().default(''),
  createdAt: now('created_at'),
  /** Ends it whatever happens. */
  expiresAt: time('expires_at').notNull(),
  /** The last request, to the minute. */
  seenAt: now('seen_at'),
  /** When its person last proved to be who they are. */
  provedAt: now('proved_at'),
})

/** A sign-in at the identity provider that has begun: good for one return, by the browser that began it. */
export const oidcAttempts = pgTable('oidc_attempts', {
  stateHash: text('state_hash').primaryKey(),
  browserHash: text('browser_hash').notNull(),
  nonce: text('nonce').notNull(),
  verifier: text('verifier').notNull(),
  expiresAt: time('expires_at').notNull(),
})

/** A one-time link that lets the first administrator choose a password. */
export const setupLinks = pgTable('setup_links', {
  tokenHash: text('token_hash').primaryKey(),
  expiresAt: time('expires_at').notNull(),
  usedAt: time('used_at'),
})

/** One run of an importer: what came in, what was refused and why. */
export const importRuns = pgTable('import_runs', {
  id: id(),
  kind: text('kind').notNull(),
  fileName: text('file_name').notNull(),
  sha256: text('sha256').notNull(),
  accepted: jsonb('accepted').$type<Record<string, number>>().notNull(),
  refused: integer('refused').notNull(),
  remarks: jsonb('remarks').$type<unknown[]>().notNull().default([]),
  startedAt: now('started_at'),
  finishedAt: time('finished_at'),
})

/** A device that watches. Unknown optics stay null here; defaults are applied when a viewshed is computed, and said. */
/** Media servers beside the embedded one. What opens them is sealed with a key in the data folder, and no request reads this table. */
export const mediaServers = pgTable('media_servers', {
  id: id(),
  name: text('name').notNull().unique(),
  kind: text('kind').$type<MediaServerKind>().notNull(),
  baseUrl: text('base_url').notNull(),
  /** Where its API and its recordings are, when not where its make has them by default. */
  apiUrl: text('api_url'),
  recordingsUrl: text('recordings_url'),
  secret: bytea('secret'),
  /** It runs on the app's own machine. */
  isLoopback: boolean('is_loopback').notNull().default(false),
  /** The zone of its clock, for file names. */
  recordingsZone: text('recordings_zone').notNull(),
  /** Counts changes; whoever speaks to it by an older one asks anew. */
  version: integer('version').notNull().default(1),
})

/** A person's right to watch one camera's stream now. It ends with one row in the audit, and goes. */
export const feedLeases = pgTable(
  'feed_leases',
  {
    /** What the browser knows of it. */
    id: text('id').primaryKey(),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    /** The browser's session; null: there is none, and it ends at the next look. */
    callerSession: integer('caller_session'),
    cameraId: integer('camera_id')
      .notNull()
      .references(() => cameras.id, { onDelete: 'cascade' }),
    purpose: text('purpose').$type<'live'>().notNull(),
    /** By what pictures travel. */
    over: text('over').$type<'webrtc' | 'http'>().notNull().default('webrtc'),
    /** Null: the embedded one. */
    mediaServerId: integer('media_server_id').references(() => mediaServers.id),
    stream: text('stream').notNull(),
    /** The media server's own name for it; null until it has opened. */
    mediaSession: text('media_session'),
    openedAt: now('opened_at'),
    /** When it was last found to hold; over HTTP, when it was last read. */
    renewedAt: now('renewed_at'),
    /** When it ended, as the audit says; the row stays until the media server has ended it too. */
    endedAt: time('ended_at'),
  },
  (t) => [index('feed_leases_camera').on(t.cameraId), index('feed_leases_person').on(t.personId)],
)

export const cameras = pgTable(
  'cameras',
  {
    id: id(),
    code: text('code').notNull().unique(),
    name: text('name'),
    kind: text('kind').$type<CameraKind>().notNull(),
    position: pointColumn('position').notNull(),
    heightM: real('height_m'),
    mountKind: text('mount_kind').$type<MountKind>().notNull(),
    bearing: real('bearing'),
    tilt: real('tilt'),
    hfov: real('hfov'),
    vfov: real('vfov'),
    focalMm: real('focal_mm'),
    sensorWidthMm: real('sensor_width_mm'),
    sensorHeightMm: real('sensor_height_mm'),
    pixelsWide: integer('pixels_wide'),
    pixelsHigh: integer('pixels_high'),
    rangeM: real('range_m'),
    /** How far its infrared or white light reaches; null: not known to see at night. */
    nightRangeM: real('night_range_m'),
    /** A PTZ turns clockwise from the first bearing to the second; null: all round. */
    sweepFrom: real('sweep_from'),
    sweepTo: real('sweep_to'),
    /** A PTZ's hfov at full zoom. */
    teleHfov: real('tele_hfov'),
    /** It hangs under an eave or in an arcade, so the outline around it hides nothing from it. */
    isUnderRoof: boolean('is_under_roof').notNull().default(false),
    ownership: text('ownership').$type<Ownership>().notNull(),
    pointClass: smallint('point_class').$type<PointClass>().notNull(),
    readsPlates: boolean('reads_plates').notNull().default(false),
    isIndoor: boolean('is_indoor').notNull().default(false),
    isPlanned: boolean('is_planned').notNull().default(false),
    operator: text('operator'),
    streamPath: text('stream_path'),
    /** A smaller stream of the same picture, for walls. */
    subStreamPath: text('sub_stream_path'),
    /** Which media server has them; null: the embedded one. */
    mediaServerId: integer('media_server_id').references(() => mediaServers.id),
    installedAt: time('installed_at'),
    retiredAt: time('retired_at'),
    jurisdictionId: integer('jurisdiction_id').references(() => jurisdictions.id),
    provenance: jsonb('provenance').$type<Record<string, Provenance>>().notNull().default({}),
    sourceKind: text('source_kind').notNull(),
    sourceCrs: text('source_crs').notNull().default('WGS84'),
    sourceTags: jsonb('source_tags').$type<Record<string, string>>().notNull().default({}),
    importRunId: integer('import_run_id'),
    /** Copy of the newest row of `camera_states`, kept by the same transaction that writes it. */
    state: text('state').$type<CameraState>().notNull().default('unknown'),
    /** Counts edits; an edit names the version it saw. */
    version: integer('version').notNull().default(1),
    createdAt: now('created_at'),
    updatedAt: now('updated_at'),
  },
  (t) => [index('cameras_position').using('gist', t.position), index('cameras_jurisdiction').on(t.jurisdictionId)],
)

/** Who changed a camera, when, and from what to what. Undo writes a new revision; nothing is rewritten. */
export const cameraRevisions = pgTable(
  'camera_revisions',
  {
    id: bigId(),
    cameraId: integer('camera_id')
      .notNull()
      .references(() => cameras.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    action: text('action')
      .$type<'added' | 'edited' | 'moved' | 'turned' | 'retired' | 'restored' | 'undone' | 'imported'>()
      .notNull(),
    personId: integer('person_id').references(() => people.id),
    before: jsonb('before').$type<Record<string, unknown>>(),
    after: jsonb('after').$type<Record<string, unknown>>().notNull(),
    at: now('at'),
  },
  (t) => [
    uniqueIndex('camera_revisions_version').on(t.cameraId, t.version),
    index('camera_revisions_person').on(t.personId).where(sql`${t.personId} IS NOT NULL`),
  ],
)

/** From `from_at` on, the camera was in this state, as a person, an import or the media server said. */
export const cameraStates = pgTable(
  'camera_states',
  {
    id: bigId(),
    cameraId: integer('camera_id')
      .notNull()
      .references(() => cameras.id, { onDelete: 'cascade' }),
    state: text('state').$type<CameraState>().notNull(),
    fromAt: time('from_at').notNull(),
    source: text('source').$type<'person' | 'import' | 'media'>().notNull(),
    personId: integer('person_id').references(() => people.id),
  },
  (t) => [
    index('camera_states_camera_time').on(t.cameraId, t.fromAt),
    index('camera_states_person').on(t.personId).where(sql`${t.personId} IS NOT NULL`),
  ],
)

/** Where a PTZ said it looks, last. */
export const cameraAims = pgTable('camera_aims', {
  cameraId: integer('camera_id')
    .primaryKey()
    .references(() => cameras.id, { onDelete: 'cascade' }),
  bearing: real('bearing').notNull(),
  tilt: real('tilt').notNull(),
  hfov: real('hfov').notNull(),
  at: time('at').notNull(),
})

/** Who turns a PTZ now, until when; nobody else does meanwhile. A row whose time is over locks nothing. */
export const ptzLocks = pgTable('ptz_locks', {
  cameraId: integer('camera_id')
    .primaryKey()
    .references(() => cameras.id, { onDelete: 'cascade' }),
  personId: integer('person_id')
    .notNull()
    .references(() => people.id, { onDelete: 'cascade' }),
  /** Told to whoever must wait: they may not read each other's rows of people. */
  holder: text('holder').notNull(),
  until: time('until').notNull(),
})

/** What one camera sees among the buildings, with the hash of everything it was computed from. */
export const viewsheds = pgTable(
  'viewsheds',
  {
    cameraId: integer('camera_id')
      .primaryKey()
      .references(() => cameras.id, { onDelete: 'cascade' }),
    geometry: areaColumn('geometry'),
    areaM2: doublePrecision('area_m2').notNull(),
    footprintAreaM2: doublePrecision('footprint_area_m2').notNull(),
    nearM: real('near_m').notNull(),
    farM: real('far_m').notNull(),
    /** Seen ground per density level of the city's standard, coarse to fine, m². */
    levelAreasM2: doublePrecision('level_areas_m2').array().notNull().default(sql`'{}'`),
    assumed: text('assumed').array().notNull(),
    ownBuildingIgnored: boolean('own_building_ignored').notNull(),
    inputHash: text('input_hash').notNull(),
    computedAt: now('computed_at'),
  },
  (t) => [index('viewsheds_geometry').using('gist', t.geometry)],
)

/** An outline that hides what is behind it. */
export const buildings = pgTable(
  'buildings',
  {
    id: id(),
    sourceId: text('source_id').notNull().unique(),
    geometry: areaColumn('geometry').notNull(),
    heightM: real('height_m'),
    levels: real('levels'),
    /** A part of a building with a height of its own, which holds instead of its building's. */
    isPart: boolean('is_part').notNull().default(false),
    heightProvenance: text('height_provenance').$type<Provenance>().notNull(),
    name: text('name'),
    use: text('use').notNull(),
    importRunId: integer('import_run_id'),
  },
  (t) => [index('buildings_geometry').using('gist', t.geometry)],
)

/** A street, path or motorway between two points, as its source drew it. */
export const roads = pgTable(
  'roads',
  {
    id: id(),
    sourceId: text('source_id').notNull().unique(),
    geometry: lineColumn('geometry').notNull(),
    roadClass: text('road_class').notNull(),
    name: text('name'),
    nameEn: text('name_en'),
    oneway: text('oneway').$type<'no' | 'forward' | 'backward'>().notNull(),
    widthM: real('width_m'),
    lanes: real('lanes'),
    isTunnel: boolean('is_tunnel').notNull(),
    isBridge: boolean('is_bridge').notNull(),
    importRunId: integer('import_run_id'),
  },
  (t) => [index('roads_geometry').using('gist', t.geometry)],
)

/** Ground that is drawn or must be watched: water, parks, squares, schools, estates. */
export const areas = pgTable(
  'areas',
  {
    id: id(),
    sourceId: text('source_id').notNull().unique(),
    kind: text('kind').notNull(),
    name: text('name'),
    nameEn: text('name_en'),
    geometry: areaColumn('geometry').notNull(),
    importRunId: integer('import_run_id'),
  },
  (t) => [index('areas_geometry').using('gist', t.geometry)],
)

/** A named point: school gate, hospital, estate entrance, quarter. */
export const places = pgTable(
  'places',
  {
    id: id(),
    sourceId: text('source_id').notNull().unique(),
    kind: text('kind').notNull(),
    name: text('name'),
    nameEn: text('name_en'),
    position: pointColumn('position').notNull(),
    importRunId: integer('import_run_id'),
  },
  (t) => [index('places_position').using('gist', t.position)],
)

/**
 * One vehicle read by one camera at one instant. Partitioned by UTC day; the plate is in the key and is never updated; the
 * jurisdiction is copied from the camera, and nothing points here, so that the table can be distributed by plate.
 */
export const passages = pgTable(
  'passages',
  {
    plate: text('plate').notNull(),
    passedAt: time('passed_at').notNull(),
    cameraId: integer('camera_id').notNull(),
    sourceId: text('source_id').notNull(),
    jurisdictionId: integer('jurisdiction_id'),
    rawPlate: text('raw_plate').notNull(),
    bearing: real('bearing'),
    speedKmh: real('speed_kmh'),
    lane: text('lane'),
    vehicleClass: text('vehicle_class'),
    vehicleColour: text('vehicle_colour'),
    /** By the camera's clock is `passed_at`; this is by ours. */
    receivedAt: now('received_at'),
    plateColour: text('plate_colour'),
    vehicleBrand: text('vehicle_brand'),
    /** How sure the device is of the whole plate, and of each of its characters: percent; null where it does not say. */
    reliability: smallint('reliability'),
    charReliability: smallint('char_reliability').array(),
    /** What the device claims of the plate: that it is covered, altered or another vehicle's. */
    claims: text('claims').array(),
    /** Where the device keeps its pictures; they are fetched when asked for, and not kept. */
    plateImage: text('plate_image'),
    sceneImage: text('scene_image'),
    /** Which source sent it; null: a file. */
    passageSource: integer('passage_source'),
  },
  (t) => [
    primaryKey({ columns: [t.plate, t.passedAt, t.cameraId, t.sourceId] }),
    index('passages_passed_at').using('brin', t.passedAt),
  ],
)

/** Each plate that passages have, once, with the first and last day it was read: what is searched when not all of a plate is known. */
export const plates = pgTable(
  'plates',
  {
    plate: text('plate').primaryKey(),
    /** Grows with time: whoever keeps a copy asks for what is newer. */
    id: bigint('id', { mode: 'number' }).notNull().unique().generatedAlwaysAsIdentity(),
    firstDay: date('first_day', { mode: 'string' }).notNull(),
    lastDay: date('last_day', { mode: 'string' }).notNull(),
  },
  (t) => [index('plates_last_day').on(t.lastDay)],
)

/** Hours whose counts are behind the passages: appended by whoever stores passages, taken by whoever counts them. */
export const staleHours = pgTable('stale_hours', {
  id: bigId(),
  hour: time('hour').notNull(),
})

/** How far behind our clock a camera's reads came in an hour of ours, at least: what its clock is judged by. */
export const cameraDelays = pgTable(
  'camera_delays',
  {
    cameraId: integer('camera_id')
      .notNull()
      .references(() => cameras.id, { onDelete: 'cascade' }),
    hour: time('hour').notNull(),
    leastMs: bigint('least_ms', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.cameraId, t.hour] }), index('camera_delays_hour').on(t.hour)],
)

/** Who may send passages: a device or a platform with a key, or one that speaks GA/T 1400 under its device id. */
export const passageSources = pgTable('passage_sources', {
  id: id(),
  name: text('name').notNull().unique(),
  kind: text('kind').$type<PassageSourceKind>().notNull(),
  keyHash: text('key_hash').unique(),
  deviceId: text('device_id').unique(),
  /** What a device proves by digest that it knows, sealed with a key in the data folder. */
  secret: bytea('secret'),
  /** It may only send what cameras of this jurisdiction, or below it, have read; null: any camera. */
  jurisdictionId: integer('jurisdiction_id').references(() => jurisdictions.id),
  isActive: boolean('is_active').notNull().default(true),
  /** The last it sent, and the last that was refused, with why. */
  seenAt: time('seen_at'),
  problem: text('problem'),
  problemAt: time('problem_at'),
  createdAt: now('created_at'),
})

/** What a source sent on a day of ours: read = accepted + duplicates + refused; dropped is what is never taken, such as people. */
export const passageSourceDays = pgTable(
  'passage_source_days',
  {
    sourceId: integer('source_id')
      .notNull()
      .references(() => passageSources.id, { onDelete: 'cascade' }),
    day: date('day', { mode: 'string' }).notNull(),
    read: bigint('read', { mode: 'number' }).notNull(),
    accepted: bigint('accepted', { mode: 'number' }).notNull(),
    duplicates: bigint('duplicates', { mode: 'number' }).notNull(),
    refused: bigint('refused', { mode: 'number' }).notNull(),
    dropped: bigint('dropped', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.sourceId, t.day] })],
)

/** Passages and distinct vehicles per camera and hour: what everything but a plate's trace reads. */
export const passageHours = pgTable(
  'passage_hours',
  {
    cameraId: integer('camera_id').notNull(),
    hour: time('hour').notNull(),
    jurisdictionId: integer('jurisdiction_id'),
    passages: integer('passages').notNull(),
    vehicles: integer('vehicles').notNull(),
  },
  (t) => [primaryKey({ columns: [t.hour, t.cameraId] })],
)

/**
 * The hours of `passage_hours` added up by camera and day of UTC, kept with every change of them: of hours with at least five vehicles
 * the passages, of all how many there are. Jurisdiction 0: none.
 */
export const passageDays = pgTable(
  'passage_days',
  {
    cameraId: integer('camera_id').notNull(),
    day: time('day').notNull(),
    jurisdictionId: integer('jurisdiction_id').notNull(),
    passages: integer('passages').notNull(),
    hours: integer('hours').notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.cameraId, t.jurisdictionId] })],
)

/** The same by jurisdiction and hour. */
export const jurisdictionHours = pgTable(
  'jurisdiction_hours',
  {
    hour: time('hour').notNull(),
    jurisdictionId: integer('jurisdiction_id').notNull(),
    passages: integer('passages').notNull(),
    cameras: integer('cameras').notNull(),
  },
  (t) => [primaryKey({ columns: [t.hour, t.jurisdictionId] })],
)

/** Something that happened: kind, place, start. */
export const incidents = pgTable(
  'incidents',
  {
    id: id(),
    sourceId: text('source_id').notNull().unique(),
    kind: text('kind').notNull(),
    title: text('title').notNull(),
    titleEn: text('title_en'),
    position: pointColumn('position').notNull(),
    startedAt: time('started_at').notNull(),
    endedAt: time('ended_at'),
    jurisdictionId: integer('jurisdiction_id'),
    importRunId: integer('import_run_id'),
  },
  (t) => [index('incidents_position').using('gist', t.position), index('incidents_started').on(t.startedAt)],
)

/** The authority and reason under which vehicle data is read. */
export const cases = pgTable('cases', {
  id: id(),
  number: text('number').notNull().unique(),
  offenceClass: text('offence_class').notNull(),
  reason: text('reason').notNull(),
  unit: text('unit').notNull(),
  jurisdictionId: integer('jurisdiction_id').references(() => jurisdictions.id),
  openedBy: integer('opened_by')
    .notNull()
    .references(() => people.id),
  validFrom: time('valid_from').notNull(),
  validUntil: time('valid_until').notNull(),
  closedAt: time('closed_at'),
  /** Passages since then of vehicles traced under it are kept while it is open, however old they get; null: no hold. */
  heldFrom: time('held_from'),
  createdAt: now('created_at'),
})

/** A vehicle that was traced under a case, and the oldest passage there could be then: what a hold keeps. */
export const caseVehicles = pgTable(
  'case_vehicles',
  {
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    plate: text('plate').notNull(),
    keptFrom: time('kept_from').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.plate] }), index('case_vehicles_plate').on(t.plate)],
)

/** One purge: how much of each kind went, counted batch by batch. */
export const purgeRuns = pgTable('purge_runs', {
  id: id(),
  counts: jsonb('counts').$type<PurgeCounts>().notNull().default({}),
  startedAt: now('started_at'),
  finishedAt: time('finished_at'),
})

/** One row: how much may be read at once without a second person. */
export const readLimits = pgTable('read_limits', {
  id: integer('id').primaryKey().default(1),
  days: integer('days').notNull().default(30),
  plates: integer('plates').notNull().default(1),
  cameras: integer('cameras').notNull().default(20),
  areaKm2: real('area_km2').notNull().default(25),
})

/** A broad read that waits for a second person of another unit, bound to that exact query and usable once; or one that did not wait. */
export const approvals = pgTable(
  'approvals',
  {
    id: id(),
    /** SHA-256 of the query and of who asks. */
    queryHash: text('query_hash').notNull(),
    /** What was asked, for whoever decides. */
    query: jsonb('query').$type<Record<string, unknown>>().notNull(),
    /** The case it is for, in words: the second person's unit cannot look it up. */
    about: jsonb('about').$type<{ caseNumber: string; offenceClass: string; reason: string }>().notNull(),
    /** Which limits it goes beyond. */
    beyond: text('beyond').array().notNull(),
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id),
    requestedBy: integer('requested_by')
      .notNull()
      .references(() => people.id),
    requesterUnit: text('requester_unit').notNull(),
    requestedAt: now('requested_at'),
    expiresAt: time('expires_at').notNull(),
    decidedBy: integer('decided_by').references(() => people.id),
    deciderUnit: text('decider_unit'),
    decidedAt: time('decided_at'),
    isApproved: boolean('is_approved'),
    usedAt: time('used_at'),
    /** Why it could not wait; it then needs no approval, and is looked at afterwards. */
    breakGlassReason: text('break_glass_reason'),
  },
  (t) => [index('approvals_waiting').on(t.expiresAt)],
)

/** A stretch of one camera's recording that somebody marked in a case. Goes with the case. */
export const caseBookmarks = pgTable(
  'case_bookmarks',
  {
    id: id(),
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    cameraId: integer('camera_id')
      .notNull()
      .references(() => cameras.id, { onDelete: 'cascade' }),
    fromAt: time('from_at').notNull(),
    toAt: time('to_at').notNull(),
    note: text('note').notNull(),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id),
    at: now('at'),
    /** Taken off; may be put back. */
    removedAt: time('removed_at'),
  },
  (t) => [index('case_bookmarks_case').on(t.caseId, t.fromAt), index('case_bookmarks_person').on(t.personId)],
)

/** A stretch of one camera's recording that was asked for as a file under a case. The file lies in the data folder, for a day. */
export const exports = pgTable(
  'exports',
  {
    id: text('id').primaryKey(),
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    cameraId: integer('camera_id')
      .notNull()
      .references(() => cameras.id, { onDelete: 'cascade' }),
    fromAt: time('from_at').notNull(),
    toAt: time('to_at').notNull(),
    state: text('state').$type<ExportState>().notNull().default('queued'),
    problem: text('problem').$type<ExportProblem>(),
    /** Percent. */
    progress: smallint('progress').notNull().default(0),
    /** How often it was begun: an app that is killed while it works takes it up again. */
    tries: smallint('tries').notNull().default(0),
    isMasked: boolean('is_masked').notNull(),
    approvalId: integer('approval_id')
      .unique()
      .references(() => approvals.id, { onDelete: 'set null' }),
    /** Who agreed that it is not masked: name and unit. */
    approvedBy: text('approved_by'),
    isWatermarked: boolean('is_watermarked'),
    /** What really was recorded of what was asked. */
    recordedFrom: time('recorded_from'),
    recordedTo: time('recorded_to'),
    fileName: text('file_name').notNull(),
    sha256: text('sha256'),
    bytes: bigint('bytes', { mode: 'number' }),
    /** Of what the media server sent. */
    originalSha256: text('original_sha256'),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id),
    askedAt: now('asked_at'),
    finishedAt: time('finished_at'),
    expiresAt: time('expires_at'),
  },
  (t) => [
    index('exports_case').on(t.caseId, t.askedAt),
    index('exports_person').on(t.personId, t.askedAt),
    index('exports_state').on(t.state, t.askedAt),
  ],
)

/** Who looked at what, when, why; appended by `append_audit` in the same transaction as the read it covers, each row chained to the one before. Plates are kept as a keyed digest and their last two characters. */
export const audit = pgTable(
  'audit',
  {
    /** Counts up without a gap: the row's place in the chain. */
    id: bigint('id', { mode: 'number' }).primaryKey(),
    at: now('at'),
    personId: integer('person_id').notNull(),
    personName: text('person_name').notNull(),
    role: text('role').$type<Role | 'system'>().notNull(),
    unit: text('unit').notNull(),
    action: text('action').notNull(),
    object: text('object').notNull(),
    caseId: integer('case_id'),
    reason: text('reason'),
    details: jsonb('details').$type<Record<string, unknown>>().notNull().default({}),
    /** SHA-256 of the row before and this row's text. */
    hash: bytea('hash').notNull(),
  },
  (t) => [index('audit_at').on(t.at), index('audit_person').on(t.personId, t.at)],
)

/** What somebody of another unit thinks of a row of the audit, in words; once, and for good. What it is about is copied from the row. */
export const auditReviews = pgTable('audit_reviews', {
  auditId: bigint('audit_id', { mode: 'number' }).primaryKey(),
  ofPerson: integer('of_person').notNull(),
  ofUnit: text('of_unit').notNull(),
  action: text('action').notNull(),
  isProper: boolean('is_proper').notNull(),
  words: text('words').notNull(),
  reviewerId: integer('reviewer_id')
    .notNull()
    .references(() => people.id),
  reviewerUnit: text('reviewer_unit').notNull(),
  at: now('at'),
})

/** One row: how long the audit's chain is, and the hash of its last row. Only `append_audit` writes it. */
export const auditHead = pgTable('audit_head', {
  id: integer('id').primaryKey().default(1),
  size: bigint('size', { mode: 'number' }).notNull(),
  hash: bytea('hash').notNull(),
})

/** How much the planner's subjects weigh, and what they need: every street of a class, every school gate. */
export const watchRules = pgTable('watch_rules', {
  /** `street:` and a road class, or a kind of place. */
  subject: text('subject').primaryKey(),
  weight: real('weight').notNull(),
  requiredLevel: text('required_level').$type<DensityLevelName>(),
  isOn: boolean('is_on').notNull().default(true),
})

/** An area someone drew: ground to watch, ground that must not be seen, or a cordon. */
export const drawnAreas = pgTable(
  'drawn_areas',
  {
    id: id(),
    kind: text('kind').$type<DrawnAreaKind>().notNull(),
    name: text('name').notNull(),
    geometry: areaColumn('geometry').notNull(),
    /** For ground to watch. */
    weight: real('weight').notNull().default(1),
    /** Least density level for ground to watch; null: the city's usual one. */
    requiredLevel: text('required_level').$type<DensityLevelName>(),
    /** Why ground must not be seen. */
    reason: text('reason'),
    jurisdictionId: integer('jurisdiction_id').references(() => jurisdictions.id),
    /** Counts edits; an edit names the version it saw. */
    version: integer('version').notNull().default(1),
    removedAt: time('removed_at'),
    updatedAt: now('updated_at'),
  },
  (t) => [index('drawn_areas_geometry').using('gist', t.geometry)],
)

/** Who changed a drawn area, from what to what. Undo writes a new revision. */
export const drawnAreaRevisions = pgTable(
  'drawn_area_revisions',
  {
    id: bigId(),
    areaId: integer('area_id')
      .notNull()
      .references(() => drawnAreas.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    action: text('action').$type<'drawn' | 'edited' | 'removed' | 'undone'>().notNull(),
    personId: integer('person_id').references(() => people.id),
    before: jsonb('before').$type<Record<string, unknown>>(),
    after: jsonb('after').$type<Record<string, unknown>>().notNull(),
    at: now('at'),
  },
  (t) => [uniqueIndex('drawn_area_revisions_version').on(t.areaId, t.version)],
)

/** How many cameras see each cell of one tile, by purpose and density level; packed, and gone when nobody sees the tile. */
export const coverageTiles = pgTable(
  'coverage_tiles',
  {
    purpose: text('purpose').$type<CoveragePurpose>().notNull(),
    level: text('level').$type<DensityLevelName>().notNull(),
    column: integer('tile_column').notNull(),
    row: integer('tile_row').notNull(),
    counts: bytea('counts').notNull(),
    /** Cells that at least one, two and three cameras see. */
    seenCells: integer('seen_cells').array().notNull(),
    computedAt: now('computed_at'),
  },
  (t) => [primaryKey({ columns: [t.purpose, t.level, t.column, t.row] })],
)

/** One recomputation of the city's coverage: how far it is, and where to take it up again. */
export const coverageRuns = pgTable('coverage_runs', {
  id: id(),
  state: text('state').$type<'running' | 'done' | 'cancelled' | 'failed'>().notNull(),
  step: text('step').$type<'viewsheds' | 'tiles'>().notNull(),
  done: integer('done').notNull().default(0),
  total: integer('total').notNull().default(0),
  problem: text('problem'),
  isCancelRequested: boolean('is_cancel_requested').notNull().default(false),
  /** The version of what looked and counted: of another one, stored coverage is counted anew. */
  kernel: integer('kernel').notNull().default(0),
  personId: integer('person_id').references(() => people.id),
  startedAt: now('started_at'),
  updatedAt: now('updated_at'),
  finishedAt: time('finished_at'),
})

/** The blind spots of one jurisdiction as last computed for one question, with the hash of what they were computed from. */
export const blindSpotRuns = pgTable(
  'blind_spot_runs',
  {
    jurisdictionId: integer('jurisdiction_id')
      .notNull()
      .references(() => jurisdictions.id, { onDelete: 'cascade' }),
    /** Purpose, level and instant that were asked for. */
    question: text('question').notNull(),
    inputHash: text('input_hash').notNull(),
    result: jsonb('result').$type<Record<string, unknown>>().notNull(),
    computedAt: now('computed_at'),
  },
  (t) => [primaryKey({ columns: [t.jurisdictionId, t.question] })],
)
