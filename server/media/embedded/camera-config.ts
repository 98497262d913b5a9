/** The cameras of the embedded media server, from a JSON file: stream name → RTSP address, how long it is recorded, what turns it. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { OnvifAddress } from './ptz/onvif-head'
import { type RtspAddress, readRtspAddress } from './rtsp/rtsp-address'

export interface CameraConfig {
  address: RtspAddress
  record: boolean
  keepDays: number
  keepGigabytes: number
  /** Null: it does not turn, or not from here. */
  ptz: OnvifAddress | null
}

/** A stream's name is part of an address and of a folder's name. */
const NAME = /^[\p{L}\p{N}_-][\p{L}\p{N}_.-]{0,99}$/u

const ends = (least: number, most: number) => {
  const angle = z.number().min(least).max(most)
  return z.tuple([angle, angle]).refine(([low, high]) => low !== high, 'must be two angles')
}

function isOnvifAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, search, hash } = new URL(text)
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '' && search === '' && hash === ''
}

const CAMERA = z.strictObject({
  url: z
    .string()
    .max(2_000)
    .refine((url) => readRtspAddress(url) !== null, 'must be an address such as rtsp://user:password@10.0.0.9/stream1'),
  record: z.boolean().default(false),
  keepDays: z.number().positive().max(3_650).default(7),
  keepGigabytes: z.number().positive().max(1_000_000).default(50),
  ptz: z
    .strictObject({
      url: z
        .string()
        .max(2_000)
        .refine(isOnvifAddress, 'must be an address such as http://user:password@10.0.0.9/onvif/device_service'),
      pan: ends(-360, 360).default([-180, 180]),
      tilt: ends(-90, 90),
      hfov: ends(0.1, 180).refine(([wide, tele]) => wide > tele, 'must be the widest angle and then the narrowest'),
    })
    .nullable()
    .default(null),
})

/** The file cannot be used; the message says why, never with an address in it. */
export class CamerasProblem extends RangeError {}

const MOST_CAMERAS = 1_000

/** What is wrong, without what was written: addresses hold passwords. */
function problemsOf(error: z.ZodError): string {
  return error.issues
    .map(({ path, code, message }) =>
      code === 'unrecognized_keys'
        ? `${path.join('.')}: has a key that means nothing`
        : `${path.join('.')}: ${message}`,
    )
    .join('; ')
}

/** Throws CamerasProblem. */
export function parseCameras(text: string, file: string): Map<string, CameraConfig> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new CamerasProblem(`${file} is not JSON.`)
  }
  const read = z.record(z.string(), CAMERA).safeParse(json)
  if (!read.success) throw new CamerasProblem(`${file}: ${problemsOf(read.error)}.`)
  const cameras = Object.entries(read.data)
  if (cameras.length > MOST_CAMERAS) throw new CamerasProblem(`${file}: at most ${MOST_CAMERAS} cameras.`)
  const misnamed = cameras.findIndex(([name]) => !NAME.test(name))
  if (misnamed >= 0)
    throw new CamerasProblem(
      `${file}: name ${misnamed + 1} is not made of up to 100 letters, digits, "-", "_" and ".".`,
    )
  return new Map(
    cameras.map(([name, { url, ptz, ...rest }]) => [
      name,
      {
        address: readRtspAddress(url)!,
        ptz: ptz && { url: ptz.url, ranges: { pan: ptz.pan, tilt: ptz.tilt, hfov: ptz.hfov } },
        ...rest,
      },
    ]),
  )
}

/** Throws CamerasProblem. Without a file there are no cameras. */
export function readCameras(file: string | null): Map<string, CameraConfig> {
  if (!file) return new Map()
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new CamerasProblem(`SIGHTLINE_CAMERAS: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`)
  }
  return parseCameras(text, file)
}
