import { eq } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { cameraStates, cameras } from '../../db/schema'
import type { Caller } from '../domain/access'
import type { CameraState } from '../domain/camera'
import { ABSENT_STREAM, MediaError, type MediaGateway, type StreamState } from '../media/gateway'
import { NO_PTZ } from '../media/no-ptz'
import { cameraRecord } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { retireCamera, setCameraState } from './edit-camera'
import { runImport } from './import-run'
import { type LastWord, refreshStatesFromMedia, stateFromStream } from './watch-media'

/** Stands in for a media server: streams are switched on and off by hand; it opens nothing and records nothing. */
class StandInGateway implements MediaGateway {
  readonly kind = 'embedded'
  readonly capabilities = {
    trickle: true,
    recordings: true,
    snapshots: false,
    hls: false,
    ptz: false,
    states: 'all' as const,
  }
  isReachable = true
  failsHalfway = false
  readonly online = new Set<string>()
  asked: string[] = []

  async health() {
    return this.isReachable ? { ok: true as const } : { ok: false as const, reason: 'unreachable' as const }
  }
  async cameraState(streams: readonly string[]): Promise<Map<string, StreamState>> {
    if (this.failsHalfway) throw new MediaError('timeout')
    this.asked = [...streams]
    return new Map(streams.map((stream) => [stream, { ...ABSENT_STREAM, isOnline: this.online.has(stream) }]))
  }
  openLive = () => Promise.reject(new MediaError('unknown-stream'))
  addCandidates = () => Promise.reject(new MediaError('no-session'))
  closeLive = () => Promise.reject(new MediaError('no-session'))
  hlsPlaylist = () => Promise.reject(new MediaError('unsupported'))
  hlsPart = () => Promise.reject(new MediaError('unsupported'))
  listRecordings = () => Promise.resolve([])
  openClip = () => Promise.reject(new MediaError('no-recording'))
  snapshot = () => Promise.reject(new MediaError('unsupported'))
  ptzState = NO_PTZ.ptzState
  movePtz = NO_PTZ.movePtz
  goToPreset = NO_PTZ.goToPreset
}

let city: TestCity
let maintainer: Caller
let media: StandInGateway

const look = () => refreshStatesFromMedia(city.connection, media)
const camera = async (code: string) =>
  (await city.connection.db.select().from(cameras).where(eq(cameras.code, code)))[0]
const stateOf = async (code: string) => (await camera(code)).state
const say = async (code: string, state: CameraState) =>
  setCameraState(city.connection, maintainer, (await camera(code)).id, state)

beforeEach(async () => {
  await city?.close()
  city = await openTestCity()
  maintainer = await addCaller(city.connection, 'maintainer')
  media = new StandInGateway()
  await runImport(
    city.connection,
    { kind: 'cameras', fileName: 'test', sha256: '', attribution: null },
    {
      cameras: [
        cameraRecord('a', { streamPath: 'one' }),
        cameraRecord('b', { streamPath: 'one' }),
        cameraRecord('c', { streamPath: 'two' }),
        cameraRecord('d', { streamPath: null }),
      ],
      cameraStates: [{ cameraCode: 'c', state: 'fault', at: Date.UTC(2026, 0, 1) }],
    },
    [],
  )
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe('what a stream says of a camera', () => {
  it.each([
    ['unknown', null, true, 'working'],
    ['unknown', 'import: unknown', true, 'working'],
    ['unknown', 'person: unknown', true, null],
    ['offline', null, true, 'working'],
    ['offline', 'import: working', true, 'working'],
    ['offline', 'import: offline', true, 'working'],
    ['offline', 'import: fault', true, 'fault'],
    ['offline', 'person: fault', true, 'fault'],
    ['offline', 'person: working', true, 'working'],
    ['offline', 'person: offline', true, null],
    ['working', 'import: working', true, null],
    ['fault', 'import: fault', true, null],
    ['fault', 'person: fault', true, null],
    ['working', null, false, 'offline'],
    ['working', 'person: working', false, 'offline'],
    ['unknown', null, false, 'offline'],
    ['fault', 'person: fault', false, 'offline'],
    ['offline', null, false, null],
    ['offline', 'person: offline', false, null],
  ] as const)('%s, and %s was said last, with a stream that runs: %s, becomes %s', (stored, said, isOnline, next) => {
    const [by, state] = (said?.split(': ') ?? []) as [LastWord['by'], CameraState]
    expect(stateFromStream(stored, said && { by, state }, isOnline)).toBe(next)
  })
})

describe('a look at the media server', () => {
  it('writes what changed, once, with its source, and asks for each stream once', async () => {
    media.online.add('one')
    expect(await look()).toBe(3)
    expect(media.asked.toSorted()).toEqual(['one', 'two'])
    expect(await Promise.all(['a', 'b', 'c', 'd'].map(stateOf))).toEqual(['working', 'working', 'offline', 'unknown'])
    expect(await look()).toBe(0)
    const rows = await city.connection.db.select().from(cameraStates).where(eq(cameraStates.source, 'media'))
    expect(rows.map(({ state }) => state).toSorted()).toEqual(['offline', 'working', 'working'])
  })

  it('changes nothing when the media server cannot be reached, or fails halfway', async () => {
    media.online.add('one')
    await look()
    media.online.clear()
    media.isReachable = false
    expect(await look()).toBe(0)
    media.isReachable = true
    media.failsHalfway = true
    await expect(look()).rejects.toThrow(MediaError)
    expect(await Promise.all(['a', 'b', 'c'].map(stateOf))).toEqual(['working', 'working', 'offline'])
  })

  it('leaves what a person said of a camera whose stream runs', async () => {
    media.online.add('one')
    await look()
    await say('a', 'fault')
    await say('b', 'offline')
    expect(await look()).toBe(0)
    expect(await Promise.all(['a', 'b'].map(stateOf))).toEqual(['fault', 'offline'])
  })

  it('brings back a fault when the stream returns: its failing for a while has mended nothing', async () => {
    media.online.add('one')
    await look()
    await say('a', 'fault')
    media.online.clear()
    await look()
    expect(await Promise.all(['a', 'b'].map(stateOf))).toEqual(['offline', 'offline'])
    media.online.add('one')
    await look()
    expect(await Promise.all(['a', 'b'].map(stateOf))).toEqual(['fault', 'working'])
    media.online.add('two')
    await look()
    expect(await stateOf('c')).toBe('fault')
  })

  it('does not look at cameras that are retired', async () => {
    const { id, version } = await camera('a')
    await retireCamera(city.connection, maintainer, id, version)
    media.online.add('one')
    await look()
    expect(await Promise.all(['a', 'b'].map(stateOf))).toEqual(['unknown', 'working'])
  })
})
