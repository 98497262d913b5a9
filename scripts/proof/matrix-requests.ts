/** A valid request for every procedure and every door, about one side of the matrix' city. */
import { AT, plateOf, type Target } from './matrix-city'

export interface MatrixRequest {
  input?: (target: Target) => unknown
  /** Whoever may ask about their own side sees that side's mark in the answer, on its cameras or on its places. */
  telling?: 'cameras' | 'places'
  /** Of the whole city by its nature; its answer may name any side, to those who have the permission. */
  isCityWide?: boolean
}

const DESIGNED = { kind: 'designed', ownership: null, at: null, level: null }
const span = { from: AT - 3_600_000, to: AT + 3_600_000 }
/** Whoever is let through learns that it ends before it begins. */
const backwards = { from: AT, to: AT - 1 }
const place = ({ lng, lat }: Target) => ({ lng, lat })
const ring = ({ lng, lat }: Target) => [
  [lng, lat],
  [lng + 0.0005, lat],
  [lng + 0.0005, lat + 0.0003],
]
/** A version that never was: whoever is let through learns of a conflict, and nothing changes. */
const STALE = 999_999
const NOBODY = 999_999
const camera = ({ cameraId }: Target) => ({ id: cameraId, version: STALE })
const area = ({ areaId }: Target) => ({ id: areaId, version: STALE })
const jurisdiction = ({ jurisdictionId }: Target) => ({ jurisdictionId, question: DESIGNED })

export const REQUESTS: Record<string, MatrixRequest> = {
  'account.sessions': {},
  'account.endSession': { input: () => ({ id: 2_000_000_000 }) },
  'account.changePassword': { input: () => ({ current: 'wrong', next: 'x' }) },
  'account.secondFactor': {},
  'account.confirmSecondFactor': { input: () => ({ code: '000000' }) },
  'account.removeSecondFactor': {},
  'account.renewRecoveryCodes': {},
  'account.prove': { input: () => ({ proof: '' }) },
  'account.beginSecondFactor': {},
  'areas.list': { input: ({ box }) => ({ box }), telling: 'places' },
  'areas.draw': {
    input: () => ({ kind: 'watch', fields: { name: 'x', ring: [], weight: 1, requiredLevel: null, reason: null } }),
  },
  'areas.edit': { input: (target) => ({ ...area(target), changes: { weight: 2 } }) },
  'areas.remove': { input: area },
  'areas.undo': { input: area },
  'areas.cordon': { input: ({ areaId }) => ({ id: areaId }) },
  'areas.watched': { input: ({ box }) => ({ box }), telling: 'places' },
  'areas.watchedTiles': { input: ({ box }) => ({ box }) },
  'areas.rules': {},
  'areas.setRule': { input: () => ({ subject: 'street:primary', weight: 1, requiredLevel: null, isOn: true }) },
  'audit.list': { input: () => ({}), isCityWide: true },
  'audit.byDay': { input: () => ({}), isCityWide: true },
  'audit.sample': { input: () => ({}), isCityWide: true },
  'audit.seal': { isCityWide: true },
  'bookmarks.list': { input: ({ caseId }) => ({ caseId }), telling: 'cameras' },
  'bookmarks.add': { input: ({ caseId, cameraId }) => ({ caseId, cameraId, ...backwards, note: 'x' }) },
  'bookmarks.setRemoved': { input: () => ({ id: NOBODY, isRemoved: true }) },
  'cameras.search': { input: () => ({ text: 'ONLY' }), telling: 'cameras' },
  'cameras.describe': { input: ({ cameraId }) => ({ id: cameraId }), telling: 'cameras' },
  'cameras.pasts': { input: ({ cameraId }) => ({ ids: [cameraId], ...span }) },
  'cameras.add': { input: () => ({ code: '', fields: {} }) },
  'cameras.edit': { input: (target) => ({ ...camera(target), changes: { bearing: 10 } }) },
  'cameras.retire': { input: camera },
  'cameras.undo': { input: camera },
  'cameras.setState': { input: ({ cameraId }) => ({ id: cameraId, state: 'working' }) },
  'cameras.setAim': { input: ({ cameraId }) => ({ id: cameraId, aim: { bearing: 10, hfov: 20 } }) },
  'cases.list': { telling: 'places' },
  'cases.open': { input: () => ({ number: 'X-1', offenceClass: 'theft', reason: 'test', validDays: 1 }) },
  'cases.close': { input: () => ({ id: 999_999 }) },
  'exports.list': { input: ({ caseId }) => ({ caseId }), telling: 'cameras' },
  'exports.ask': { input: ({ caseId, cameraId }) => ({ caseId, cameraId, ...backwards }) },
  'exports.askApproval': { input: ({ caseId, cameraId }) => ({ caseId, cameraId, ...backwards }) },
  'exports.retry': { input: () => ({ id: '00000000-0000-4000-8000-000000000000' }) },
  'feeds.iceServers': {},
  'feeds.cameras': { input: ({ cameraId }) => ({ ids: [cameraId] }) },
  'feeds.alongStreet': { input: ({ jurisdictionId }) => ({ jurisdictionId, name: 'x' }) },
  'feeds.around': { input: (target) => ({ position: [place(target).lng, place(target).lat] }) },
  'feeds.recordings': { input: ({ caseId, cameraId }) => ({ caseId, ids: [cameraId], ...span }) },
  'feeds.steering': { input: ({ cameraId }) => ({ cameraId }) },
  'feeds.steer': { input: ({ cameraId }) => ({ cameraId, command: { to: 'preset', preset: '1' } }) },
  'feeds.stopSteering': { input: ({ cameraId }) => ({ cameraId }) },
  'feeds.noteSnapshot': { input: ({ cameraId }) => ({ cameraId }), telling: 'cameras' },
  'city.overview': {},
  'city.rules': {},
  'city.retention': { isCityWide: true },
  'city.setSettings': { input: () => ({ targetHeightM: 1.5 }) },
  'city.jurisdictions': {},
  'coverage.surroundings': { input: place },
  'coverage.map': { input: ({ box }) => ({ box, purpose: 'designed', level: null }) },
  'coverage.blindSpots': { input: jurisdiction },
  'coverage.shares': { input: () => ({ question: DESIGNED }) },
  'coverage.outline': { input: ({ box }) => ({ box, question: DESIGNED }) },
  'coverage.export': { input: jurisdiction },
  'coverage.place': {
    input: ({ jurisdictionId, areaId }) => ({ jurisdictionId, place: { kind: 'area', id: `drawn:${areaId}` } }),
  },
  'coverage.point': {
    input: (target) => ({ ...place(target), lng: target.lng + 0.0002, question: DESIGNED }),
    telling: 'cameras',
  },
  'coverage.shape': { input: (target) => ({ ring: ring(target), level: null }), telling: 'cameras' },
  'coverage.sole': { input: ({ jurisdictionId }) => ({ jurisdictionId }) },
  'coverage.status': {},
  'coverage.recompute': { input: () => ({ isResumed: true }) },
  'coverage.cancel': {},
  'flows.areas': { input: () => ({ text: '' }), telling: 'places' },
  'flows.board': { input: ({ areaId }) => ({ ...span, area: { kind: 'drawn', id: areaId } }), telling: 'places' },
  'flows.streets': { input: () => span },
  'heat.hexagons': { input: () => ({ ...span, subject: 'passages', edgeM: 100 }) },
  'heat.profile': { input: () => span },
  'imports.list': { isCityWide: true },
  'incidents.list': { input: () => span, telling: 'places' },
  'passages.evidenceKey': {},
  'passages.search': {
    input: ({ caseId, side }) => ({ caseId, plate: plateOf(side), by: 'like', ...span }),
  },
  'passages.askSearchApproval': {
    input: ({ caseId, side }) => ({ caseId, plate: `${plateOf(side).slice(0, 4)}?`, by: 'pattern', ...span }),
  },
  'passageSources.list': { isCityWide: true },
  'passageSources.add': { input: () => ({ kind: 'key', name: '', jurisdictionId: null }) },
  'passageSources.set': { input: () => ({ id: NOBODY, isActive: false }) },
  'passages.trace': { input: ({ caseId, side }) => ({ caseId, plate: plateOf(side), ...span }), telling: 'cameras' },
  'passages.legs': { input: ({ caseId, side }) => ({ caseId, plate: plateOf(side), ...span }) },
  'passages.askApproval': { input: ({ caseId, side }) => ({ caseId, plate: plateOf(side), ...span }) },
  // Whoever decides is of another unit, and is shown what is asked.
  'passages.approvals': { isCityWide: true },
  'passages.decideApproval': { input: () => ({ id: 999_999, isApproved: true }) },
  'people.list': { isCityWide: true },
  'people.add': {
    input: () => ({
      username: '',
      displayName: 'x',
      role: 'officer',
      unit: 'x',
      jurisdictionId: null,
      owners: null,
      oidcSubject: null,
    }),
  },
  'people.edit': { input: () => ({ id: NOBODY, changes: { unit: 'x' } }) },
  'people.setActive': { input: () => ({ id: NOBODY, isActive: false }) },
  'people.signOut': { input: () => ({ id: NOBODY }) },
  'people.resetPassword': { input: () => ({ id: NOBODY }) },
  'people.resetSecondFactor': { input: () => ({ id: NOBODY }) },
  'people.units': { isCityWide: true },
  'people.renameUnit': { input: () => ({ from: 'no such unit', to: 'x' }) },
  'jurisdictions.outline': { input: ({ jurisdictionId }) => ({ id: jurisdictionId }) },
  'jurisdictions.draw': {
    input: () => ({ code: 'x', kind: 'station', name: 'x', nameEn: null, parentId: NOBODY, ring: [] }),
  },
  'jurisdictions.edit': { input: () => ({ id: NOBODY, version: STALE, changes: { name: 'x' } }) },
  'jurisdictions.retire': { input: () => ({ id: NOBODY, version: STALE }) },
  'reviews.waiting': { isCityWide: true },
  'reviews.own': {},
  'reviews.write': { input: () => ({ id: NOBODY, isProper: true, words: 'x' }) },
  'mediaServers.list': { isCityWide: true },
  'mediaServers.names': { isCityWide: true },
  'mediaServers.outages': {},
  'mediaServers.add': {
    input: () => ({
      fields: {
        name: 'x',
        kind: 'whep',
        baseUrl: 'not an address',
        apiUrl: null,
        recordingsUrl: null,
        isLoopback: false,
        recordingsZone: 'UTC',
      },
      secret: null,
    }),
  },
  'mediaServers.edit': {
    input: () => ({
      id: NOBODY,
      fields: {
        name: 'x',
        kind: 'whep',
        baseUrl: 'http://10.0.0.1',
        apiUrl: null,
        recordingsUrl: null,
        isLoopback: false,
        recordingsZone: 'UTC',
      },
    }),
  },
  'mediaServers.remove': { input: () => ({ id: NOBODY }) },
  'mediaServers.test': { input: () => ({ id: NOBODY }) },
  'oversight.cases': { isCityWide: true },
  'oversight.setHold': { input: () => ({ id: NOBODY, isHeld: true }) },
  'oversight.jurisdictions': {},
}

/** Ends the asking session itself, about which nobody but its owner is asked. */
export const OWN_END = ['account.endSessions']

/** A route handler's door. */
export interface Door {
  /** As its file under app/api. */
  route: string
  method: string
  permission: string | null
  path(target: Target): string
  body?(target: Target): string
  type?: string
  telling?: MatrixRequest['telling']
  isCityWide?: boolean
}

const tile = ({ lng, lat }: Target) => {
  const z = 16
  const y = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))
  return `${z}/${Math.floor(((lng + 180) / 360) * 2 ** z)}/${Math.floor((1 - y / Math.PI) * 2 ** (z - 1))}`
}

export const DOORS: Door[] = [
  { route: 'cameras', method: 'GET', permission: 'camera.read', path: () => '/api/cameras' },
  {
    route: 'audit/export',
    method: 'POST',
    permission: 'audit.read',
    path: () => '/api/audit/export',
    isCityWide: true,
  },
  // Whoever is let through learns that it says nothing.
  {
    route: 'evidence',
    method: 'POST',
    permission: 'passage.read',
    path: () => '/api/evidence',
    body: () => '{}',
    type: 'application/json',
  },
  // Whoever is let through learns that the camera gave no picture.
  {
    route: 'passages/picture',
    method: 'POST',
    permission: 'passage.read',
    path: () => '/api/passages/picture',
    body: ({ caseId, cameraId, side }) =>
      JSON.stringify({ caseId, cameraId, plate: plateOf(side), at: AT, sourceId: '', picture: 'plate' }),
    type: 'application/json',
  },
  { route: 'tiles/[z]/[x]/[y]', method: 'GET', permission: 'map.read', path: (target) => `/api/tiles/${tile(target)}` },
  {
    route: 'tiles/viewsheds/[z]/[x]/[y]',
    method: 'GET',
    permission: 'coverage.read',
    path: (target) => `/api/tiles/viewsheds/${tile(target)}`,
  },
  ...(['video', 'sidecar', 'original'] as const).map((part) => ({
    route: 'exports/[id]/[part]',
    method: 'GET',
    permission: 'passage.read',
    path: ({ exportId }: Target) => `/api/exports/${exportId}/${part}`,
  })),
  {
    route: 'media/clip/[camera]',
    method: 'GET',
    permission: 'passage.read',
    path: ({ cameraId, caseId }) => `/api/media/clip/${cameraId}?case=${caseId}&from=${AT}&duration=5000`,
  },
  {
    route: 'media/live/[camera]',
    method: 'POST',
    permission: 'feed.open',
    path: ({ cameraId }) => `/api/media/live/${cameraId}`,
    body: () => 'v=0\r\n',
    type: 'application/sdp',
  },
  {
    route: 'media/hls',
    method: 'POST',
    permission: 'feed.open',
    path: ({ cameraId }) => `/api/media/hls?camera=${cameraId}`,
  },
  {
    route: 'media/hls/[lease]/[name]',
    method: 'GET',
    permission: 'feed.open',
    path: () => '/api/media/hls/unknown/index.m3u8',
  },
  {
    route: 'media/session/[id]',
    method: 'PATCH',
    permission: 'feed.open',
    path: () => '/api/media/session/unknown',
    body: () => 'a=end-of-candidates\r\n',
    type: 'application/trickle-ice-sdpfrag',
  },
  {
    route: 'media/returns',
    method: 'GET',
    permission: 'feed.open',
    path: ({ cameraId }) => `/api/media/returns?cameras=${cameraId}`,
  },
  { route: 'media/session/[id]', method: 'DELETE', permission: 'feed.open', path: () => '/api/media/session/unknown' },
]

/** Doors of their own kind, which other tests are about: signing in, setting up, health, and the procedures' one door. */
export const OTHER_DOORS = [
  '[...rest]',
  'health',
  // Devices and platforms prove by key or digest what they are; nobody who signs in is asked there.
  'ingest/passages',
  'viid/[...path]',
  'session',
  'sign-in/provider',
  'sign-in/provider/callback',
  'set-password',
  'set-up',
  'trpc/[trpc]',
]
