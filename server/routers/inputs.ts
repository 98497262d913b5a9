/** The shapes that come in, each with a bound. */
import { z } from 'zod'
import { CAMERA_KINDS, MOUNT_KINDS, OWNERSHIPS, POINT_CLASSES } from '../domain/camera'
import { hasHiddenCharacters } from '../domain/hidden-characters'
import { DENSITY_LEVELS, type DensityLevelName } from '../domain/optics'
import { LEAST_AUDIT_DAYS, LEAST_PASSAGE_DAYS, MOST_AUDIT_DAYS, MOST_PASSAGE_DAYS } from '../domain/retention'

const HIDDEN = 'This text holds characters that cannot be seen.'

export const finite = (least: number, most: number) => z.number().min(least).max(most)
/** UTC epoch milliseconds, 1970 to 2200. */
export const instant = finite(0, 7_258_118_400_000)
export const rowId = z.number().int().min(1).max(2_147_483_647)

/**
 * Text as it may be kept and shown: composed (NFC), without spaces around it, and refused when it holds characters that cannot
 * be seen. The length counts UTF-16 units, before and after.
 */
export const text = (most: number, least = 0) =>
  z
    .string()
    .max(most)
    .normalize('NFC')
    .trim()
    .min(least)
    .max(most)
    .refine((given) => !hasHiddenCharacters(given), HIDDEN)
/** The same of several lines. */
export const lines = (most: number) =>
  z
    .string()
    .max(most)
    .normalize('NFC')
    .trim()
    .max(most)
    .refine((given) => !hasHiddenCharacters(given.replace(/[\t\r\n]/g, ' ')), HIDDEN)
export const shortText = (least = 0) => text(120, least)
export const password = z.string().min(1).max(256)
export const newPassword = z.string().min(10).max(256)
export const box = z.tuple([finite(-180, 180), finite(-90, 90), finite(-180, 180), finite(-90, 90)])

export const position = z.tuple([finite(-180, 180), finite(-85, 85)])
export const densityLevel = z.enum(
  Object.values(DENSITY_LEVELS).flatMap((levels): DensityLevelName[] => levels.map(({ name }) => name)),
)

const orNull = <T extends z.ZodType>(schema: T) => schema.nullable()

const streamPath = z
  .string()
  .trim()
  .max(120)
  .regex(/^[\w./-]+$/)

export const cameraFields = z.object({
  name: orNull(shortText()),
  kind: z.enum(CAMERA_KINDS),
  lng: finite(-180, 180),
  lat: finite(-85, 85),
  heightM: orNull(finite(0.1, 300)),
  mountKind: z.enum(MOUNT_KINDS),
  bearing: orNull(finite(0, 359.999)),
  tilt: orNull(finite(-30, 90)),
  hfov: orNull(finite(0.1, 360)),
  vfov: orNull(finite(0.1, 360)),
  focalMm: orNull(finite(0.5, 2000)),
  sensorWidthMm: orNull(finite(1, 60)),
  sensorHeightMm: orNull(finite(1, 60)),
  pixelsWide: orNull(z.number().int().min(64).max(40_000)),
  pixelsHigh: orNull(z.number().int().min(64).max(40_000)),
  rangeM: orNull(finite(1, 5_000)),
  nightRangeM: orNull(finite(1, 5_000)),
  sweepFrom: orNull(finite(0, 359.999)),
  sweepTo: orNull(finite(0, 359.999)),
  teleHfov: orNull(finite(0.1, 360)),
  ownership: z.enum(OWNERSHIPS),
  pointClass: z.literal([...POINT_CLASSES]),
  readsPlates: z.boolean(),
  isIndoor: z.boolean(),
  isUnderRoof: z.boolean(),
  isPlanned: z.boolean(),
  operator: orNull(shortText()),
  streamPath: orNull(streamPath),
  subStreamPath: orNull(streamPath).optional(),
  /** Null: the embedded one. */
  mediaServerId: orNull(rowId).optional(),
})

/** A zone by its IANA name, not an offset. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Z]/i.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

export const timeZone = z.string().max(60).refine(isTimeZone, 'Expected a time zone such as Asia/Shanghai.')

export const citySettingsChanges = z.object({
  densityStandard: z.enum(['2025', '2015']).optional(),
  targetHeightM: finite(0, 3).optional(),
  secondFactor: z.enum(['enrolled', 'required']).optional(),
  stepUpMinutes: z.number().int().min(1).max(720).optional(),
  passageDays: z.number().int().min(LEAST_PASSAGE_DAYS).max(MOST_PASSAGE_DAYS).optional(),
  auditDays: z.number().int().min(LEAST_AUDIT_DAYS).max(MOST_AUDIT_DAYS).optional(),
  timeZone: timeZone.optional(),
  feedsPerCamera: z.number().int().min(1).max(1_000).optional(),
  exportsPerDay: z.number().int().min(0).max(1_000).optional(),
})

/** Where a camera says it looks, and when. */
export const liveAim = z.object({
  bearing: finite(0, 359.999),
  tilt: finite(0, 90),
  hfov: finite(0.1, 360),
  at: instant,
})

/** The whole point, or nothing of it: a position moves as one. */
export const cameraChanges = cameraFields
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'Nothing was changed.')
  .refine(
    (changes) => (changes.lng === undefined) === (changes.lat === undefined),
    'A position needs both lng and lat.',
  )
