import type { CameraState, Optics, Provenance } from '../domain/camera'
import type { LocalFrame } from '../domain/frame'
import type { CameraRecord, CameraStateRecord } from '../formats/records'
import type { CameraSite } from './camera-sites'
import { type Jurisdiction, stationAt } from './districts'
import { distance, type Vec } from './plane'
import type { Random } from './random'

export interface DemoCamera {
  site: CameraSite
  record: CameraRecord
  state: CameraState
}

const CLIPS = 16
/** The clip of a camera that is offline does not exist, so opening it fails as it would in life. */
const NO_CLIP = 'clip-00'
const DAY_MS = 86_400_000

/** Optics as data sheets give them. Angles in degrees, lengths in millimetres. */
interface Device {
  focalMm: number
  sensorWidthMm: number
  sensorHeightMm: number
  pixelsWide: number
  pixelsHigh: number
}

const DEVICES: Record<'checkpoint' | 'fixed' | 'dome' | 'ptz' | 'panoramic', Device[]> = {
  checkpoint: [{ focalMm: 25, sensorWidthMm: 14.1, sensorHeightMm: 7.9, pixelsWide: 4096, pixelsHigh: 2160 }],
  fixed: [
    { focalMm: 6, sensorWidthMm: 5.37, sensorHeightMm: 3.02, pixelsWide: 2560, pixelsHigh: 1440 },
    { focalMm: 4, sensorWidthMm: 5.37, sensorHeightMm: 3.02, pixelsWide: 1920, pixelsHigh: 1080 },
    { focalMm: 12, sensorWidthMm: 7.18, sensorHeightMm: 4.04, pixelsWide: 3840, pixelsHigh: 2160 },
    { focalMm: 4, sensorWidthMm: 4.8, sensorHeightMm: 3.6, pixelsWide: 704, pixelsHigh: 576 },
  ],
  dome: [
    { focalMm: 2.8, sensorWidthMm: 5.37, sensorHeightMm: 3.02, pixelsWide: 2560, pixelsHigh: 1440 },
    { focalMm: 3.6, sensorWidthMm: 4.8, sensorHeightMm: 3.6, pixelsWide: 1280, pixelsHigh: 960 },
  ],
  ptz: [{ focalMm: 6.5, sensorWidthMm: 7.18, sensorHeightMm: 4.04, pixelsWide: 3840, pixelsHigh: 2160 }],
  panoramic: [{ focalMm: 2, sensorWidthMm: 7.18, sensorHeightMm: 5.3, pixelsWide: 4096, pixelsHigh: 3072 }],
}

/** Gives every site its device, code, stream and state on the morning of the day. */
export function installCameras(
  sites: readonly CameraSite[],
  jurisdictions: readonly Jurisdiction[],
  frame: LocalFrame,
  dayStart: number,
  random: Random,
): DemoCamera[] {
  const cameras = sites.map((site, i) => {
    const state = stateOf(site, random)
    const position = degreesOf(frame, site.at)
    return {
      site,
      state,
      record: recordOf(
        site,
        position,
        codeOf(site, i, jurisdictions),
        operatorOf(site, jurisdictions),
        dayStart,
        random,
      ),
    }
  })
  giveClips(cameras)
  return cameras
}

/** To a centimetre, as surveyors give it. */
function degreesOf(frame: LocalFrame, at: Vec): [lng: number, lat: number] {
  const [lng, lat] = frame.toLngLat(at[0], at[1])
  return [rounded(lng, 7), rounded(lat, 7)]
}

function stateOf(site: CameraSite, random: Random): CameraState {
  const isKept = site.checkpoint !== null
  return random.weighted<CameraState>([
    ['working', 88],
    ['fault', isKept ? 3 : 5],
    ['offline', isKept ? 3 : 5],
    ['unknown', isKept ? 0 : 2.5],
  ])
}

/** A 20-digit code as GB/T 28181 composes it: station, industry, type (132 network camera), network, serial. */
function codeOf(
  { checkpoint, ownership, at }: CameraSite,
  index: number,
  jurisdictions: readonly Jurisdiction[],
): string {
  const area = stationAt(at, jurisdictions)?.code ?? '99010000'
  const industry = checkpoint ? '05' : { public: '00', enterprise: '55', resident: '80', unknown: '90' }[ownership]
  const network = ownership === 'public' ? '0' : '8'
  return `${area}${industry}132${network}${String(index + 1).padStart(6, '0')}`
}

function operatorOf({ ownership, at }: CameraSite, jurisdictions: readonly Jurisdiction[]): string | null {
  const station = stationAt(at, jurisdictions)
  if (ownership === 'public') return station ? station.name : '清澜市公安局'
  return ownership === 'enterprise' ? '清澜安防服务有限公司' : ownership === 'resident' ? '小区物业' : null
}

function recordOf(
  site: CameraSite,
  [lng, lat]: [number, number],
  code: string,
  operator: string | null,
  dayStart: number,
  random: Random,
): CameraRecord {
  const { optics, provenance } = opticsOf(site, random)
  const isAimKnown = site.bearing !== null && (site.checkpoint !== null || !random.chance(0.05))
  const isHeightKnown = site.checkpoint !== null || random.chance(0.8)
  const isTiltKnown = site.checkpoint !== null || random.chance(0.65)
  return {
    ...optics,
    code,
    lng,
    lat,
    operator,
    name: site.name,
    kind: site.kind,
    mountKind: site.mountKind,
    heightM: isHeightKnown ? rounded(site.heightM, 1) : null,
    bearing: isAimKnown ? rounded(site.bearing!, 1) % 360 : null,
    tilt: isTiltKnown ? rounded(site.tilt, 0) : null,
    ownership: site.ownership,
    pointClass: site.pointClass,
    readsPlates: site.checkpoint !== null,
    isIndoor: false,
    isPlanned: false,
    streamPath: null,
    installedAt: dayStart - Math.floor(random.between(40, 2_900)) * DAY_MS,
    provenance: {
      position: 'surveyed',
      ...(isHeightKnown && { heightM: 'surveyed' as const }),
      ...(isAimKnown && { bearing: 'surveyed' as const }),
      ...(isTiltKnown && { tilt: 'catalogue' as const }),
      ...provenance,
    },
    sourceCrs: 'WGS84',
    sourceTags: { 'name:en': site.nameEn },
  }
}

/** Many owners know their lenses wholly, some in part, some not at all. */
function opticsOf(site: CameraSite, random: Random): { optics: Optics; provenance: CameraRecord['provenance'] } {
  const device = random.pick(DEVICES[site.checkpoint ? 'checkpoint' : site.kind])
  const isRound = site.kind === 'panoramic'
  const hfov = isRound ? (site.bearing === null ? 360 : 180) : openingAngle(device.sensorWidthMm, device.focalMm)
  const vfov = isRound ? 90 : openingAngle(device.sensorHeightMm, device.focalMm)
  const from = (provenance: Provenance, ...fields: (keyof CameraRecord['provenance'])[]) =>
    Object.fromEntries(fields.map((field) => [field, provenance]))
  const unknown: Optics = {
    hfov: null,
    vfov: null,
    focalMm: null,
    sensorWidthMm: null,
    sensorHeightMm: null,
    pixelsWide: null,
    pixelsHigh: null,
    rangeM: null,
  }
  const known =
    site.checkpoint || isRound
      ? 'all'
      : random.weighted([
          ['all', 50],
          ['lens', 25],
          ['pixels', 10],
          ['none', 15],
        ] as const)
  const rangeM = site.checkpoint ? 55 : isRound ? 60 : random.chance(0.3) ? random.pick([60, 80, 100, 120]) : null
  const range = { rangeM, provenance: rangeM === null ? {} : from('catalogue', 'rangeM') }
  switch (known) {
    case 'all':
      return {
        optics: { ...device, hfov, vfov, rangeM },
        provenance: { ...from('catalogue', 'hfov', 'vfov', 'focalMm', 'sensor', 'pixels'), ...range.provenance },
      }
    case 'lens':
      return {
        optics: { ...unknown, ...device, rangeM },
        provenance: { ...from('catalogue', 'focalMm', 'sensor', 'pixels'), ...range.provenance },
      }
    case 'pixels':
      return {
        optics: { ...unknown, pixelsWide: device.pixelsWide, pixelsHigh: device.pixelsHigh },
        provenance: from('catalogue', 'pixels'),
      }
    case 'none':
      return { optics: unknown, provenance: {} }
  }
}

/** Full opening angle of a lens, degrees. */
const openingAngle = (sensorMm: number, focalMm: number) =>
  rounded((2 * Math.atan(sensorMm / (2 * focalMm)) * 180) / Math.PI, 1)

const rounded = (value: number, digits: number) => Number(value.toFixed(digits))

/** Each camera takes the clip whose nearest use is farthest away, so that neighbours show different pictures. */
function giveClips(cameras: DemoCamera[]): void {
  const uses = Array.from({ length: CLIPS }, (): DemoCamera[] => [])
  for (const camera of cameras) {
    if (camera.state === 'unknown') continue
    if (camera.state === 'offline') {
      camera.record.streamPath = NO_CLIP
      continue
    }
    const away = uses.map((others) =>
      Math.min(Infinity, ...others.map((other) => distance(other.site.at, camera.site.at))),
    )
    const clip = away.indexOf(Math.max(...away))
    uses[clip].push(camera)
    camera.record.streamPath = `clip-${String(clip + 1).padStart(2, '0')}`
  }
}

/** A week of comings and goings before the day, ending in today's state. */
export function stateHistory(cameras: readonly DemoCamera[], dayStart: number, random: Random): CameraStateRecord[] {
  return cameras.flatMap(({ record: { code: cameraCode }, state }) => {
    const weekAgo = dayStart - 7 * DAY_MS
    if (state === 'unknown') return [{ cameraCode, state, at: weekAgo }]
    const rows: CameraStateRecord[] = [{ cameraCode, state: 'working', at: weekAgo }]
    let at = weekAgo
    for (
      let outages = random.weighted([
        [0, 6],
        [1, 3],
        [2, 1.4],
        [4, 0.4],
      ] as const);
      outages > 0;
      outages--
    ) {
      at += Math.floor(random.between(0.2, 1.5) * DAY_MS)
      const back = at + Math.floor(random.between(4, 600) * 60_000)
      if (back > dayStart - DAY_MS / 4) break
      rows.push(
        { cameraCode, state: random.chance(0.7) ? 'offline' : 'fault', at },
        { cameraCode, state: 'working', at: back },
      )
      at = back
    }
    if (state !== 'working')
      rows.push({ cameraCode, state, at: dayStart - Math.floor(random.between(0.5, 5.5) * 3_600_000) })
    return rows
  })
}
