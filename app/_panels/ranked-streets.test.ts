import { describe, expect, it } from 'vitest'
import type { HourFlow } from '../../server/domain/flows'
import { rankedStreets } from './ranked-streets'

const reader = (id: number, hours: HourFlow[]) => ({ id, code: `${id}`, name: null, nameEn: null, position: [0, 0] as [number, number], hours }) // biome-ignore format: one record
const street = (id: number, name: string, ...readers: HourFlow[][]) => ({
  ...{ id, name, nameEn: null, lines: [] },
  readers: readers.map((hours, i) => reader(10 * id + i, hours)),
})

const STREETS = [
  street(1, 'quiet', ['few', 'few']),
  street(2, 'broken', ['unknown', 'unknown']),
  street(3, 'tidal', [40, 6], [9, 50]),
  street(4, 'steady', [30, 30], ['unknown', 60]),
]
const shown = (hour: number | null) =>
  rankedStreets(STREETS, hour).map(({ name, vehicles, kind, station }) => [name, vehicles, kind, station.id])

describe('streets by flow', () => {
  it('go by their busiest reader in the day, and are last where there is no figure', () => {
    expect(shown(null)).toEqual([
      ['steady', 60, 'counted', 40],
      ['tidal', 59, 'counted', 31],
      ['broken', null, 'unknown', 20],
      ['quiet', null, 'few', 10],
    ])
  })

  it('go by the busiest one of the hour that is chosen, which may be another', () => {
    expect(shown(0).slice(0, 2)).toEqual([
      ['tidal', 40, 'counted', 30],
      ['steady', 30, 'counted', 40],
    ])
    expect(shown(1).slice(0, 2)).toEqual([
      ['steady', 60, 'counted', 41],
      ['tidal', 50, 'counted', 31],
    ])
  })
})
