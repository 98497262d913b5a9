import { describe, expect, it } from 'vitest'
import { CAMERA_KINDS, CAMERA_STATES } from '../../../server/domain/camera'
import type { CameraPoint, ClusterPoint } from '../camera-clusters'
import { type IconAtlas, symbolName, wedgeName } from '../camera-icons'
import { PALETTES } from '../palette'
import { dataOf, layerIds, layerOf, readValue, valuesOf } from '../testing/read-layer'
import { type CameraLayersProps, cameraLayers } from './camera-layers'

const ATLAS = { image: null as unknown as HTMLCanvasElement, mapping: {} } satisfies IconAtlas
const PALETTE = PALETTES.light

const gate = Object.freeze<CameraPoint>({
  type: 'camera',
  id: 7,
  position: [126.2, 45.42],
  bearing: 90,
  kind: 'fixed',
  state: 'fault',
  readsPlates: true,
  isPlanned: false,
})
const dome = Object.freeze<CameraPoint>({
  ...gate,
  id: 8,
  bearing: null,
  kind: 'dome',
  state: 'working',
  readsPlates: false,
  isPlanned: true,
})
const healthy = Object.freeze<ClusterPoint>({
  type: 'cluster',
  id: 100,
  position: [126.3, 45.5],
  count: 100,
  impaired: 19,
})
const sick = Object.freeze<ClusterPoint>({ ...healthy, id: 101, count: 10, impaired: 2 })

const build = (changes: Partial<CameraLayersProps> = {}) =>
  cameraLayers({
    points: [gate, dome, healthy, sick],
    atlas: ATLAS,
    palette: PALETTE,
    selectedId: null,
    isQuiet: false,
    formatCount: String,
    ...changes,
  })

describe('camera layers', () => {
  it('are always the same five, from the selection below to the counts on top', () => {
    const ids = ['camera-selected', 'cameras-bearings', 'cameras', 'clusters', 'cluster-counts']
    expect(layerIds(build())).toEqual(ids)
    expect(layerIds(build({ points: [], selectedId: 7, isQuiet: true }))).toEqual(ids)
  })

  it('draw each camera where it is, by kind, state and whether it reads plates', () => {
    const cameras = layerOf(build(), 'cameras')
    expect(valuesOf(cameras, 'getPosition')).toEqual([gate.position, dome.position])
    expect(valuesOf(cameras, 'getIcon')).toEqual([
      symbolName('fixed', 'fault', true),
      symbolName('dome', 'working', false),
    ])
    expect(valuesOf(cameras, 'getColor')).toEqual([
      [255, 255, 255, 255],
      [255, 255, 255, 140],
    ])
  })

  it('give every kind and state a symbol of its own', () => {
    const names = CAMERA_KINDS.flatMap((kind) =>
      CAMERA_STATES.flatMap((state) => [true, false].map((plates) => symbolName(kind, state, plates))),
    )
    expect(new Set(names).size).toBe(names.length)
  })

  it('turn a wedge clockwise from north, and give none to a camera that sees all round', () => {
    const wedges = layerOf(build(), 'cameras-bearings')
    expect(dataOf(wedges)).toEqual([gate])
    expect(readValue(wedges, 'getAngle', gate)).toBe(-90)
    expect(readValue(wedges, 'getIcon', gate)).toBe(wedgeName('fault'))
  })

  it('ring the selected camera and no other', () => {
    expect(dataOf(layerOf(build(), 'camera-selected'))).toEqual([])
    expect(dataOf(layerOf(build({ selectedId: 8 }), 'camera-selected'))).toEqual([dome])
    expect(dataOf(layerOf(build({ selectedId: 100 }), 'camera-selected'))).toEqual([])
  })

  it('write the count of a cluster, larger for more, and mark it where a fifth does not work', () => {
    const layers = build({ formatCount: (count) => `${count} cameras` })
    expect(valuesOf(layerOf(layers, 'cluster-counts'), 'getText')).toEqual(['100 cameras', '10 cameras'])
    expect(valuesOf(layerOf(layers, 'clusters'), 'getRadius')).toEqual([21, 17])
    expect(valuesOf(layerOf(layers, 'clusters'), 'getLineColor')).toEqual([
      [...PALETTE.state.working, 255],
      [...PALETTE.state.fault, 255],
    ])
  })

  it('are faint while something else is the subject', () => {
    for (const id of ['cameras', 'cameras-bearings', 'clusters', 'cluster-counts']) {
      expect(layerOf(build(), id).props.opacity, id).toBe(1)
      expect(layerOf(build({ isQuiet: true }), id).props.opacity, id).toBeLessThan(0.5)
    }
  })
})
