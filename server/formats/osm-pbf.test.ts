import { deflateSync } from 'node:zlib'
import { PbfWriter } from 'pbf'
import { describe, expect, test } from 'vitest'
import { FormatError } from './format-error'
import { parseOsmPbf } from './osm-pbf'
import { hasRealData, readRealData } from './test-data'

describe.skipIf(!hasRealData)('real extracts (skipped without ../shared/data)', () => {
  const munich = hasRealData ? parseOsmPbf(readRealData('munich/munich-altstadt.osm.pbf')) : null!
  const london = hasRealData ? parseOsmPbf(readRealData('london/london-city.osm.pbf')) : null!
  const newYork = hasRealData ? parseOsmPbf(readRealData('nyc/nyc-westvillage.osm.pbf')) : null!

  test('Munich: every element is counted', () => {
    expect(munich.counts).toEqual({ nodes: 38_803, ways: 7_050, relations: 762 })
  })

  test('Munich: buildings with their heights and storeys', () => {
    const buildings = munich.buildings.records
    expect(buildings).toHaveLength(2_425)
    expect(buildings.filter(({ sourceId }) => sourceId.startsWith('r'))).toHaveLength(53)
    expect(buildings.filter(({ heightProvenance }) => heightProvenance === 'surveyed')).toHaveLength(53)
    expect(buildings.filter(({ levels }) => levels !== null)).toHaveLength(578)
    expect(buildings.filter(({ heightM }) => heightM !== null)).toHaveLength(624)
    const parts = munich.buildingParts.records
    // 361 areas are tagged as parts; 33 of them are whole buildings as well.
    expect(parts).toHaveLength(361 - 33)
    expect(parts.every(({ isPart, geometry }) => isPart && geometry.coordinates.length > 0)).toBe(true)
    expect(
      buildings.filter(({ geometry }) => geometry.type === 'Polygon' && geometry.coordinates.length > 1),
    ).toHaveLength(51)
  })

  test('Munich: cameras with their aim and mount', () => {
    const cameras = munich.cameras.records
    const outdoor = cameras.filter(({ isIndoor }) => !isIndoor)
    const said = (value: string | undefined) => cameras.filter(({ sourceTags }) => sourceTags.surveillance === value)
    expect(cameras).toHaveLength(209)
    expect([said('indoor'), said('outdoor'), said('public'), said(undefined)].map((group) => group.length)).toEqual([
      89, 61, 52, 7,
    ])
    expect(outdoor).toHaveLength(120)
    expect(outdoor.filter(({ bearing }) => bearing !== null)).toHaveLength(50)
    expect(cameras.filter(({ heightM }) => heightM !== null)).toHaveLength(45)
    expect(cameras.find(({ code }) => code === 'n307548665')).toMatchObject({ lng: 11.5833904, lat: 48.140892 })
  })

  test('Munich: 118 km of roads, all in reach of the extract', () => {
    const metres = munich.roads.records.reduce((sum, { geometry }) => sum + lengthOf(geometry.coordinates), 0)
    expect(metres / 1000).toBeCloseTo(118.4, 0)
  })

  test('London and New York', () => {
    expect(london.buildings.records).toHaveLength(2_155)
    expect(london.buildings.records.filter(({ heightProvenance }) => heightProvenance === 'surveyed')).toHaveLength(7)
    expect(london.buildings.records.filter(({ levels }) => levels !== null)).toHaveLength(1_049)
    expect(london.cameras.records).toHaveLength(22)
    expect(london.cameras.records.filter(({ bearing }) => bearing !== null)).toHaveLength(0)
    expect(newYork.buildings.records).toHaveLength(1_525)
    expect(newYork.buildings.records.filter(({ heightM }) => heightM !== null)).toHaveLength(1_514)
    expect(newYork.cameras.records).toHaveLength(0)
  })

  test('nothing is lost: what was read is either a record or a refusal', () => {
    for (const { buildings, roads, areas, places, cameras } of [munich, london, newYork]) {
      for (const { records, remarks, read } of [buildings, roads, areas, places, cameras]) {
        expect(records.length + remarks.filter(({ severity }) => severity === 'error').length).toBe(read)
      }
    }
  })

  test('a box keeps what reaches into it', () => {
    const box = [11.575, 48.136, 11.577, 48.138] as const
    const part = parseOsmPbf(readRealData('munich/munich-altstadt.osm.pbf'), { bbox: box })
    const inBox = munich.cameras.records.filter(
      ({ lng, lat }) => lng >= box[0] && lng <= box[2] && lat >= box[1] && lat <= box[3],
    )
    expect(part.cameras.records).toEqual(inBox)
    expect(part.buildings.records.length).toBeGreaterThan(30)
    expect(part.buildings.records.length).toBeLessThan(400)
  })

  test('a file cut anywhere is refused with the place where it ends', () => {
    const bytes = readRealData('nyc/nyc-westvillage.osm.pbf')
    for (const share of [0.001, 0.2, 0.5, 0.9, 0.999]) {
      expect(() => parseOsmPbf(bytes.subarray(0, Math.floor(bytes.length * share)))).toThrow(/cut short.*at byte \d+/)
    }
  })
})

test.each([
  ['nothing', new Uint8Array()],
  ['text', new TextEncoder().encode('code,name,kind\n1,Gate,dome\n')],
  ['zeros', new Uint8Array(4096)],
  ['ones', new Uint8Array(4096).fill(255)],
])('%s is not an OSM file', (_, bytes) => {
  expect(() => parseOsmPbf(bytes)).toThrow(FormatError)
})

test('a block that claims more bytes than it holds is refused, not read past its end', () => {
  const block = new PbfWriter()
  block.writeTag(2, 2)
  block.writeVarint(0xfffffff)
  const file = osmFile([
    ['OSMHeader', new Uint8Array()],
    ['OSMData', block.finish()],
  ])
  expect(() => parseOsmPbf(file)).toThrow(/claims more bytes/)
})

test('a header that requires an unknown feature is refused', () => {
  const header = new PbfWriter()
  header.writeStringField(4, 'Sort.Spiral')
  expect(() => parseOsmPbf(osmFile([['OSMHeader', header.finish()]]))).toThrow(/Sort\.Spiral/)
})

function osmFile(blocks: [type: string, bytes: Uint8Array][]): Uint8Array {
  const parts = blocks.map(([type, bytes]) => {
    const blob = new PbfWriter()
    blob.writeBytesField(3, deflateSync(bytes))
    const body = blob.finish().slice()
    const header = new PbfWriter()
    header.writeStringField(1, type)
    header.writeVarintField(3, body.length)
    const head = header.finish()
    const length = new Uint8Array(4)
    new DataView(length.buffer).setUint32(0, head.length)
    return Buffer.concat([length, head, body])
  })
  return Buffer.concat(parts)
}

function lengthOf(line: number[][]): number {
  return line
    .slice(1)
    .reduce(
      (sum, [lng, lat], i) =>
        sum + Math.hypot((lng - line[i][0]) * 111_320 * Math.cos((lat * Math.PI) / 180), (lat - line[i][1]) * 111_200),
      0,
    )
}
