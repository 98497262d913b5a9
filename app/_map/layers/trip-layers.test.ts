import { describe, expect, it } from 'vitest'
import type { Trip, TripPassage } from '../../../server/domain/trips'
import { PALETTES, type Rgb } from '../palette'
import { dataOf, layerIds, layerOf, valuesOf } from '../testing/read-layer'
import { tripPathLayers, vehicleLayers } from './trip-layers'

const PALETTE = PALETTES.light
const COLOR: Rgb = [0, 114, 178]
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

const build = (selected: Trip | null) =>
  tripPathLayers({ trips: [thereAndBack, other], selected, color: COLOR, palette: PALETTE })
const vehicle = (time: number, trip: Trip | null = thereAndBack) =>
  layerOf(vehicleLayers({ trip, time, color: COLOR, palette: PALETTE }), 'vehicle')

describe('trip layers', () => {
  it('are the same three whatever is selected', () => {
    const ids = ['trip-links', 'trip-places', 'trip-numbers']
    expect([layerIds(build(null)), layerIds(build(other))]).toEqual([ids, ids])
  })

  it('link passages in order, with dashes since nothing is known between, strongest for the selected trip', () => {
    const links = layerOf(build(other), 'trip-links')
    expect(valuesOf(links, 'getPath')[0]).toEqual([1, 2, 1, 1, 1].map((lng) => [lng, 45.4]))
    expect(links.props).toMatchObject({ getDashArray: [4, 3] })
    expect(valuesOf(links, 'getColor')).toEqual([
      [...COLOR, 70],
      [...COLOR, 230],
    ])
    expect(valuesOf(links, 'getWidth')).toEqual([1.5, 3])
  })

  it('write the numbers of several passages at one place once', () => {
    const numbers = layerOf(build(thereAndBack), 'trip-numbers')
    expect(valuesOf(numbers, 'getText')).toEqual(['1…5', '2'])
    expect(valuesOf(numbers, 'getPosition')).toEqual([
      [1, 45.4],
      [2, 45.4],
    ])
    expect(
      valuesOf(layerOf(build(tripOf(passage(0, 1), passage(1, 2), passage(2, 1))), 'trip-numbers'), 'getText'),
    ).toEqual(['1·3', '2'])
    expect(dataOf(layerOf(build(null), 'trip-numbers'))).toEqual([])
  })
})

describe('the vehicle', () => {
  it('stands where it was read, filled', () => {
    const layer = vehicle(10 * MINUTE)
    expect(valuesOf(layer, 'getPosition')).toEqual([[2, 45.4]])
    expect(valuesOf(layer, 'getFillColor')).toEqual([[...COLOR, 255]])
  })

  it('is hollow between, where its place is a guess', () => {
    const layer = vehicle(5 * MINUTE)
    expect(valuesOf(layer, 'getPosition')).toEqual([[1.5, 45.4]])
    expect(valuesOf(layer, 'getFillColor')).toEqual([[...PALETTE.halo, 150]])
    expect(valuesOf(layer, 'getLineColor')).toEqual([[...COLOR, 255]])
  })

  it('is nowhere before and after its trip, and without one', () => {
    for (const layer of [vehicle(-1), vehicle(23 * MINUTE), vehicle(5 * MINUTE, null)])
      expect(dataOf(layer)).toEqual([])
  })
})
