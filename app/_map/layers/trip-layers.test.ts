import { describe, expect, it } from 'vitest'
import type { Trip, TripPassage } from '../../../server/domain/trips'
import { PALETTES, type Rgb } from '../palette'
import { dataOf, layerIds, layerOf, valuesOf } from '../testing/read-layer'
import { tripPathLayers } from './trip-layers'

const PALETTE = PALETTES.light
const BLUE: Rgb = [0, 114, 178]
const ORANGE: Rgb = [230, 159, 0]
const MINUTE = 60_000

const passage = (minute: number, lng: number): TripPassage => ({
  plate: '测A12345',
  at: minute * MINUTE,
  lng,
  lat: 45.4,
})
const tripOf = (...passages: TripPassage[]): Trip =>
  Object.freeze({ plate: '测A12345', passages, from: passages[0].at, to: passages.at(-1)!.at })
/** Out and back: the first camera reads it again at the end, and again. */
const thereAndBack = tripOf(passage(0, 1), passage(10, 2), passage(20, 1), passage(21, 1), passage(22, 1))
const other = tripOf(passage(100, 5), passage(110, 6))
const ofSecond = tripOf(passage(5, 8), passage(6, 9))

const build = (selected: Trip | null, trips: Trip[] = [thereAndBack, other]) =>
  tripPathLayers({
    vehicles: [
      { number: 1, color: BLUE, trips },
      { number: 2, color: ORANGE, trips: [ofSecond] },
    ],
    selected,
    palette: PALETTE,
  })

describe('trip layers', () => {
  it('are the same three whatever is selected', () => {
    const ids = ['trip-links', 'trip-places', 'trip-numbers']
    expect([layerIds(build(null)), layerIds(build(other))]).toEqual([ids, ids])
  })

  it('link passages with dashes since nothing is known between, each vehicle in its colour, each link once', () => {
    const links = layerOf(build(null), 'trip-links')
    const path = (...lngs: number[]) => lngs.map((lng) => [lng, 45.4])
    expect(valuesOf(links, 'getPath')).toEqual([path(1, 2), path(5, 6), path(8, 9)])
    expect(links.props).toMatchObject({ getDashArray: [4, 3], getWidth: 1.5 })
    expect(valuesOf(links, 'getColor')).toEqual([BLUE, BLUE, ORANGE].map((color) => [...color, 130]))
  })

  it('leave the selected trip to its ways, and let the others step back', () => {
    const links = layerOf(build(thereAndBack), 'trip-links')
    expect(valuesOf(links, 'getPath')).toHaveLength(2)
    expect(valuesOf(links, 'getColor')).toEqual([BLUE, ORANGE].map((color) => [...color, 70]))
  })

  it('tell the pointer whose trip it is, so that no colour must be known apart', () => {
    const tips = dataOf<{ tip: string }>(layerOf(build(other), 'trip-links')).map(({ tip }) => tip)
    expect(new Set(tips)).toEqual(new Set(['1 · 测A12345', '2 · 测A12345']))
  })

  it('write the numbers of several passages at one place once, readable on the colour', () => {
    const numbers = layerOf(build(thereAndBack), 'trip-numbers')
    expect(valuesOf(numbers, 'getText')).toEqual(['1…5', '2'])
    expect(valuesOf(numbers, 'getPosition')).toEqual([
      [1, 45.4],
      [2, 45.4],
    ])
    const again = tripOf(passage(0, 1), passage(1, 2), passage(2, 1))
    expect(valuesOf(layerOf(build(again, [again]), 'trip-numbers'), 'getText')).toEqual(['1·3', '2'])
    expect(dataOf(layerOf(build(null), 'trip-numbers'))).toEqual([])
    expect(valuesOf(layerOf(build(ofSecond), 'trip-numbers'), 'getColor')[0]).toEqual([0, 0, 0, 255])
  })
})
