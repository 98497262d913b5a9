import type { CameraState } from '../domain/camera'
import { ownMount } from '../domain/clip-name'
import { isTurning } from '../domain/footprint'
import type { LocalFrame } from '../domain/frame'
import type { CameraRecord } from '../formats/records'
import { opticsOf, rounded } from './camera-optics'
import { nightSightOf, turningOf } from './camera-powers'
import type { CameraSite } from './camera-site'
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

/** Gives every site inside the city its device, code, stream and state on the morning of the day. */
export function installCameras(
  sites: readonly CameraSite[],
  jurisdictions: readonly Jurisdiction[],
  frame: LocalFrame,
  dayStart: number,
  random: Random,
): DemoCamera[] {
  const inCity = sites.filter((site) => stationAt(site.at, jurisdictions) !== null)
  const cameras = withOwnNames(inCity).map((site, i) => {
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

/** Where several cameras would bear one name, all but the first are numbered. */
function withOwnNames(sites: readonly CameraSite[]): CameraSite[] {
  const uses = new Map<string, number>()
  return sites.map((site) => {
    const count = (uses.get(site.name) ?? 0) + 1
    uses.set(site.name, count)
    return count === 1 ? site : { ...site, name: `${site.name} ${count}`, nameEn: `${site.nameEn} (${count})` }
  })
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
  const area = stationAt(at, jurisdictions)!.code
  const industry = checkpoint ? '05' : { public: '00', enterprise: '55', resident: '80', unknown: '90' }[ownership]
  const network = ownership === 'public' ? '0' : '8'
  return `${area}${industry}132${network}${String(index + 1).padStart(6, '0')}`
}

function operatorOf({ ownership, at }: CameraSite, jurisdictions: readonly Jurisdiction[]): string | null {
  if (ownership === 'public') return stationAt(at, jurisdictions)!.name
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
  const powers = random.fork(`powers ${code}`)
  const night = nightSightOf(site, powers)
  const turning = turningOf(site, powers)
  const isAimKnown = site.bearing !== null && (site.checkpoint !== null || !random.chance(0.05))
  const isHeightKnown = site.checkpoint !== null || random.chance(0.8)
  const isTiltKnown = site.checkpoint !== null || random.chance(0.65)
  return {
    ...optics,
    ...night,
    ...turning,
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
    isUnderRoof: site.mountKind === 'wall' && powers.chance(0.06),
    isPlanned: false,
    streamPath: null,
    installedAt: dayStart - Math.floor(random.between(40, 2_900)) * DAY_MS,
    provenance: {
      position: 'surveyed',
      ...(isHeightKnown && { heightM: 'surveyed' as const }),
      ...(isAimKnown && { bearing: 'surveyed' as const }),
      ...(isTiltKnown && { tilt: 'catalogue' as const }),
      ...(night.nightRangeM !== null && { nightRangeM: 'catalogue' as const }),
      ...(turning.sweepFrom !== null && { sweep: 'surveyed' as const }),
      ...(turning.teleHfov !== null && { teleHfov: 'catalogue' as const }),
      ...provenance,
    },
    sourceCrs: 'WGS84',
    sourceTags: { 'name:en': site.nameEn },
  }
}

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
    const name = `clip-${String(clip + 1).padStart(2, '0')}`
    camera.record.streamPath = isTurning(camera.record.kind) ? ownMount(name, camera.record.code) : name
  }
}
