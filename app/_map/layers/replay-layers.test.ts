import { describe, expect, it } from 'vitest'
import { trackOf } from '../../../server/domain/tracks'
import { tripsOf } from '../../../server/domain/trips'
import type { IconAtlas } from '../camera-icons'
import { layerIds, layerOf, valuesOf } from '../testing/read-layer'
import { passageColumns, replayLayers, type VehiclePlace } from './replay-layers'

const FROM = 1_790_000_000_000
const trackAt = (...seconds: number[]) =>
  trackOf(
    tripsOf(
      seconds.map((second) => ({ plate: 'A', at: FROM + 1_000 * second, lng: 126 + second / 1e4, lat: 45.4 })),
      { maxGapMs: 1e9 },
    ),
  )
const columns = passageColumns(
  [
    { track: trackAt(0.25, 86_400), color: [0, 114, 178] },
    { track: trackAt(7), color: [230, 159, 0] },
  ],
  FROM,
)
const atlas = { image: {} as HTMLCanvasElement, mapping: {} } satisfies IconAtlas
const places: VehiclePlace[] = [
  { number: 2, lng: 126, lat: 45, certainty: 'at', passage: 0 },
  { number: 10, lng: 127, lat: 45, certainty: 'between', passage: 3 },
]
const build = (seconds: number) => replayLayers({ columns, seconds, places, atlas })

describe('places as columns', () => {
  it('hold a place once for each vehicle, from its first read there on', () => {
    const track = trackOf(
      tripsOf(
        [3, 8, 12].map((second, i) => ({ plate: 'A', at: FROM + 1_000 * second, lng: 126 + (i % 2), lat: 45.4 })),
        { maxGapMs: 1e9 },
      ),
    )
    const twice = passageColumns(
      [0, 1].map(() => ({ track, color: [0, 0, 0] as [number, number, number] })),
      FROM,
    )
    expect([...twice.attributes.getFilterValue.value]).toEqual([3, 8, 3, 8])
  })

  it('hold each vehicle’s places, colour, and times from the window’s start on', () => {
    const { getPosition, getFillColor, getFilterValue } = columns.attributes
    expect(columns.length).toBe(3)
    expect([...getPosition.value].map((value) => Number(value.toFixed(4)))).toEqual([
      126, 45.4, 134.64, 45.4, 126.0007, 45.4,
    ])
    expect([...getFillColor.value]).toEqual([0, 114, 178, 255, 0, 114, 178, 255, 230, 159, 0, 255])
    expect([...getFilterValue.value]).toEqual([0.25, 86_400, 7])
  })
})

describe('replay layers', () => {
  it('keep their data from frame to frame: only the time is new', () => {
    const [early, late] = [build(1), build(2)].map((layers) => layerOf(layers, 'places-so-far'))
    expect(late.props.data).toBe(early.props.data)
    expect(late.props).toMatchObject({ filterRange: [Number.MIN_SAFE_INTEGER, 2] })
    expect(layerIds(build(1))).toEqual(['places-so-far', 'vehicles'])
  })

  it('show each vehicle by its number, in another way where its place is a guess', () => {
    const vehicles = layerOf(build(1), 'vehicles')
    expect(valuesOf(vehicles, 'getIcon')).toEqual(['2 at', '10 between'])
    expect(valuesOf(vehicles, 'getPosition')).toEqual([
      [126, 45],
      [127, 45],
    ])
  })
})
